import { createSubscriber } from 'svelte/reactivity'

const ticks = new Map<number, () => void>()

/** The time (epoch ms), as of the last tick: whoever reads it is redrawn every `everyMs`. One timer for all of them, and
 *  none while nobody looks. */
export function now(everyMs = 500): number {
  let tick = ticks.get(everyMs)
  if (!tick) {
    tick = createSubscriber((update) => {
      const timer = setInterval(update, everyMs)
      return () => clearInterval(timer)
    })
    ticks.set(everyMs, tick)
  }
  tick()
  return Date.now()
}
