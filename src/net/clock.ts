/** Time, to be replaced in tests. `now()` is epoch ms; `after` runs once and returns its cancel. */
export interface Clock {
  now(): number
  after(ms: number, run: () => void): () => void
}

// setTimeout takes a signed 32-bit number and fires at once past it.
const LONGEST_MS = 2 ** 31 - 1

/** A wait so short is not for a person's sake, but to do several things at once. */
const SHORT_MS = 20

/** The real time. The short timers of a hidden page come only once a second: there, what waits for one comes with the
 *  next task. */
export const clock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    if (ms <= SHORT_MS && globalThis.document?.hidden) return afterTask(run)
    const timer = setTimeout(run, Math.min(Math.max(ms, 0), LONGEST_MS))
    return () => clearTimeout(timer)
  },
}

function afterTask(run: () => void): () => void {
  const { port1, port2 } = new MessageChannel()
  const close = () => port1.close()
  port1.onmessage = () => {
    close()
    run()
  }
  port2.postMessage(undefined)
  return close
}

/** Resolves after `ms`, or rejects with the signal's reason as soon as it is aborted. */
export function sleep(ms: number, signal: AbortSignal, time: Clock = clock): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason)
    const cancel = time.after(ms, () => {
      signal.removeEventListener('abort', stop)
      resolve()
    })
    const stop = () => {
      cancel()
      reject(signal.reason)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
}
