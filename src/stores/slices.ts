/** So long (ms) does work go on before the page has its turn. */
const SLICE_MS = 8

/** Work on the main thread in slices, so that it never holds up the page: ask `over` between two steps, and where it is,
 *  await `turn`. */
export class Slices {
  #until = 0

  get over(): boolean {
    return performance.now() >= this.#until
  }

  /** Lets the page do what it has to do, and begins a new slice. Rejects with the signal's reason where it was aborted. */
  async turn(signal: AbortSignal): Promise<void> {
    await nextTask()
    signal.throwIfAborted()
    this.#until = performance.now() + SLICE_MS
  }
}

/** By message and not by timer: a timer waits 4 ms after a few turns, and a second in a hidden tab. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
