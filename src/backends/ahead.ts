import type { Clock } from '../net/clock.ts'

/** `take`: what is there without waiting, at most so many. */
type Items<T> = AsyncIterable<T> & { take?(most: number): T[] }

/** So many are taken at once: each may be large. */
const AT_ONCE = 8

/** Items as they come, of which the next can be looked at before it is taken. A generator that waits holds on to what it
 *  handled last: so none is handed to it but by `take`. */
export class Ahead<T> {
  readonly #items: Items<T>
  readonly #from: AsyncIterator<T>
  #coming: Promise<boolean> | undefined
  #first: T | undefined

  constructor(items: Items<T>) {
    this.#items = items
    this.#from = items[Symbol.asyncIterator]()
  }

  /** Resolves when there is one to be taken; false: no more come. Rejects as the items do. */
  get more(): Promise<boolean> {
    if (!this.#coming) {
      this.#coming = this.#from.next().then(({ done, value }) => {
        if (done) return false
        this.#first = value
        return true
      })
      // Who looked and then left must not leave a failure behind that nobody hears.
      this.#coming.catch(() => undefined)
    }
    return this.#coming
  }

  /** After `more`: hands over the next one, and what is there behind it, as long as `goesOn`. Returns how many there were. */
  take(hear: (item: T) => void, goesOn: () => boolean): number {
    let taken = [this.#first as T]
    this.#first = undefined
    this.#coming = undefined
    let count = 0
    while (taken.length > 0) {
      count += taken.length
      for (const item of taken) hear(item)
      taken = goesOn() ? (this.#items.take?.(AT_ONCE) ?? []) : []
    }
    return count
  }

  /** The next one without taking it, or undefined where it does not come within so many ms, or never will. Rejects as
   *  the items do. */
  look(ms: number, clock: Clock): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const cancel = clock.after(ms, () => resolve(undefined))
      this.more.then(
        () => {
          cancel()
          resolve(this.#first)
        },
        (error: unknown) => {
          cancel()
          reject(error as Error)
        },
      )
    })
  }

  /** No more are wanted. Not waited for: what ends it may be an abort that is still to come. */
  close(): void {
    this.#from.return?.().catch(() => undefined)
  }
}
