import { Queue } from '../queue.ts'

/** An open wire of a recording: what is given to it is read one by one, and it is known when its reader waits. */
export class Wire<T> extends Queue<T> {
  readonly #changed: () => void
  #asked = 0
  #given = 0
  #over = false

  /** `changed` is called when the reader asks for the next, and when it leaves. */
  constructor(changed: () => void) {
    super()
    this.#changed = changed
  }

  /** All that was given has been read, and what comes of it has happened: the reader asks for more. */
  get idle(): boolean {
    return !this.#over && this.#asked > this.#given
  }

  override push(item: T): void {
    this.#given++
    super.push(item)
  }

  override take(most?: number): T[] {
    const taken = super.take(most)
    this.#asked += taken.length
    return taken
  }

  override end(): void {
    this.#over = true
    super.end()
  }

  override fail(error: unknown): void {
    this.#over = true
    super.fail(error)
  }

  override [Symbol.asyncIterator](): AsyncIterator<T> {
    const items = super[Symbol.asyncIterator]()
    return {
      next: () => {
        this.#asked++
        const next = items.next()
        this.#changed()
        return next
      },
      return: () => {
        this.end()
        this.#changed()
        return Promise.resolve({ done: true, value: undefined })
      },
    }
  }
}
