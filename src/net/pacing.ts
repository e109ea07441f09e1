/** So long may be worked in a row before the page gets to draw and to hear. */
const WORK_MS = 8
/** Frames that come so soon after each other are worth waiting for more of them. */
const QUICK_MS = 4
/** So many of them are no burst any more. */
const MANY = 32
/** A wait that brought so many at once was worth it. */
const WORTH = 8

/** Lets a flood come in lumps: so much is cheaper at once than one by one, and leaves time for the page. A few frames are
 *  never held up. Measures real work, and so by the real time. */
export class Pacing {
  #since = performance.now()
  #last = -Infinity
  #quick = 0

  /** Whether there is time to go on with what is there already; asked again and again from `now` on. */
  spell(): () => boolean {
    const began = performance.now()
    return () => performance.now() - began < WORK_MS
  }

  /** How long to wait (ms) for more to come, after so many came at once. 0: go on. */
  lull(came: number): number {
    const now = performance.now()
    this.#quick = now - this.#last < QUICK_MS ? this.#quick + 1 : 0
    this.#last = now
    return came >= WORTH || this.#quick > MANY ? QUICK_MS : 0
  }

  /** What to wait for before going on with what is there already: another task, after enough work. */
  breath(): Promise<void> | undefined {
    if (performance.now() - this.#since < WORK_MS) return undefined
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        this.#since = performance.now()
        resolve()
      }
      port2.postMessage(undefined)
    })
  }
}
