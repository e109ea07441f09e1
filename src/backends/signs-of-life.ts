import type { Clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'

/** Watches a server that gives signs of life by itself: a wire that is dead tells a page nothing of it. One that can be
 *  asked is watched by the loop instead, by `ready.probe`. */
export class SignsOfLife {
  readonly #clock: Clock
  readonly #patienceMs: number
  #heardAt: number

  /** `patienceMs`: whoever is silent for longer is gone. Twice the server's beat, at least. */
  constructor(clock: Clock, patienceMs: number) {
    this.#clock = clock
    this.#patienceMs = patienceMs
    this.#heardAt = clock.now()
  }

  /** A sign that is no part of what comes, as a comment of an event stream. */
  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  /** What comes, in its order; throws NetError `timeout` where nothing does for too long. */
  async *of<T>(coming: AsyncIterable<T>): AsyncGenerator<T> {
    const items = coming[Symbol.asyncIterator]()
    try {
      for (;;) {
        this.heard()
        const item = await this.#awaited(items.next())
        if (item.done) return
        yield item.value
      }
    } finally {
      // Nobody waits for a wire that is dead to say goodbye.
      items.return?.().catch(() => undefined)
    }
  }

  #awaited<T>(next: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      let cancel = () => {}
      // By the clock on the wall: timers come early, and late where the machine slept.
      const watch = () => {
        const leftMs = this.#heardAt + this.#patienceMs - this.#clock.now()
        if (leftMs > 0) return void (cancel = this.#clock.after(Math.ceil(leftMs), watch))
        const seconds = Math.round(this.#patienceMs / 1000)
        reject(new NetError('timeout', { code: 'silent', params: { seconds } }))
      }
      watch()
      next.finally(() => cancel()).then(resolve, reject)
    })
  }
}
