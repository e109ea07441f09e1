import type { Clock } from './clock.ts'
import { clock as realClock } from './clock.ts'
import type { Pace } from './pace.ts'

/** Each wait is the interval ±10 %, so that many pages do not ask in step. */
export const POLL_JITTER = 0.1
/** No two polls are closer, whatever the interval says: an answer may be asked for again at once (long-poll). */
export const POLL_FLOOR_MS = 50

/** Asks again and again, one in flight, each wait counted from the end of the last answer. Ends by what `ask` throws,
 *  and quietly at the abort. A change of pace is measured from the last answer: an overdue value is asked for at once. */
export async function* poll<Answer>(
  ask: (signal: AbortSignal) => Promise<Answer>,
  pace: Pace,
  {
    signal,
    clock = realClock,
    random = Math.random,
  }: { signal: AbortSignal; clock?: Clock; random?: () => number },
): AsyncGenerator<Answer> {
  try {
    while (!signal.aborted) {
      pace.onNext?.(undefined)
      const answer = await ask(signal)
      const asked = clock.now()
      yield answer
      await untilDue(asked, pace, { signal, clock, random })
    }
  } finally {
    pace.onNext?.(undefined)
  }
}

function untilDue(
  from: number,
  pace: Pace,
  { signal, clock, random }: { signal: AbortSignal; clock: Clock; random: () => number },
): Promise<void> {
  return new Promise((resolve) => {
    const jitter = 1 + POLL_JITTER * (2 * random() - 1)
    let cancel = () => {}
    const done = () => {
      cancel()
      stop()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const measure = (now: boolean) => {
      cancel()
      if (now) return done()
      const every = pace.everyMs
      if (every === Infinity) return pace.onNext?.(undefined)
      const at = from + Math.max(POLL_FLOOR_MS, every * jitter)
      pace.onNext?.(at)
      cancel = clock.after(at - clock.now(), done)
    }
    const stop = pace.listen(measure)
    signal.addEventListener('abort', done, { once: true })
    if (signal.aborted) done()
    else measure(false)
  })
}
