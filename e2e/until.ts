const LOOK_MS = 50

/** Waits until it is so, looking again and again. Throws an Error that says what did not come to be within so many ms.
 *  What is thrown by a look counts as "not yet", and is told at the end. */
export async function until(what: string, ms: number, look: () => Promise<boolean> | boolean): Promise<void> {
  const end = performance.now() + ms
  let timer: ReturnType<typeof setTimeout> | undefined
  // A look that hangs is a "no", too.
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), ms)))
  let trouble: unknown
  try {
    while (performance.now() < end) {
      try {
        if (await Promise.race([look(), late])) return
        trouble = undefined
      } catch (error) {
        trouble = error
      }
      await pause(LOOK_MS)
    }
  } finally {
    clearTimeout(timer)
  }
  throw new Error(`Not within ${ms} ms: ${what}.`, { cause: trouble })
}

/** So long nothing is done (ms): how fast a fault passes or a sender goes, and never a proof of anything. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
