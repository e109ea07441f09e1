/** So long may be worked in a row before the page gets to draw and to hear. */
const WORK_MS = 8
/** So many frames within so many ms are a flood: it is worth waiting as long for more. */
const MANY = 32
const QUICK_MS = 4

/** Lets a flood come in lumps: so much is cheaper at once than one by one, and leaves time for the page. A few frames are
 *  never held up. Measures real work, and so by the real time. */
export class Pacing {
  #since = performance.now()
  #counted = 0
  #countedSince = -Infinity

  /** Whether there is time to go on with what is there already; asked again and again from `now` on. */
  spell(): () => boolean {
    const began = performance.now()
    return () => performance.now() - began < WORK_MS
  }

  /** How long to wait (ms) for more to come, after so many came at once. 0: go on. */
  lull(came: number): number {
    this.#counted += came
    if (this.#counted < MANY) return 0
    const now = performance.now()
    const isFlood = came >= MANY || now - this.#countedSince < QUICK_MS
    this.#counted = 0
    this.#countedSince = now
    return isFlood ? QUICK_MS : 0
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
