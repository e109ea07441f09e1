import type { Surroundings } from './bots.ts'
import type { Value } from './book.ts'
import type { World } from './world.ts'

type Meter = { name: string; value: number; step: number; min: number; max: number; digits: number }

/** The readings that there are at first; `door` only changes by hand. */
export const METERS: readonly Meter[] = [
  { name: 'temperature', value: 21.4, step: 0.3, min: 17, max: 26, digits: 1 },
  { name: 'humidity', value: 46, step: 1.2, min: 30, max: 65, digits: 0 },
  { name: 'co2', value: 612, step: 18, min: 400, max: 1_400, digits: 0 },
  { name: 'load', value: 0.42, step: 0.08, min: 0, max: 4, digits: 2 },
  { name: 'queue', value: 3, step: 2.4, min: 0, max: 40, digits: 0 },
  { name: 'price', value: 101.25, step: 0.4, min: 80, max: 130, digits: 2 },
  { name: 'power', value: 238, step: 9, min: 90, max: 900, digits: 0 },
]
/** The reading that is a word. */
export const DOOR = { name: 'door', value: 'closed' } as const

export const TICK_MS = 1_000
/** So many of them change at each tick. */
export const CHANGED_A_TICK = 3
/** A reading that someone set by hand is left alone so long. */
export const HANDS_OFF_MS = 60_000

/** Lets some of the readings change every second. Returns what stops it. */
export function startMeters(world: World, { clock, random }: Surroundings): () => void {
  const mine = new Map<string, Value>()
  const handsOffUntil = new Map<string, number>()
  const moving = new Set<string>()
  let cancel = () => {}

  const move = ({ name, step, min, max, digits }: Meter) => {
    const was = world.reading(name)?.value
    if (typeof was !== 'number' || moving.has(name)) return
    if (mine.has(name) && mine.get(name) !== was) handsOffUntil.set(name, clock.now() + HANDS_OFF_MS)
    mine.set(name, was)
    if (clock.now() < (handsOffUntil.get(name) ?? 0)) return
    const moved = Math.min(max, Math.max(min, was + step * (2 * random() - 1)))
    const value = Number(moved.toFixed(digits))
    if (value === was) return
    moving.add(name)
    // Only where nobody else was quicker: their hand shows, not ours.
    const moves = world.do({ kind: 'set', name, value, was })
    const done = () => void moving.delete(name)
    moves.then((event) => {
      if (event) mine.set(name, value)
      done()
    }, done)
  }

  const tickOn = () => {
    cancel = clock.after(TICK_MS, () => {
      const from = Math.floor(random() * METERS.length)
      for (let turn = 0; turn < CHANGED_A_TICK; turn++)
        move(METERS[(from + turn * 2) % METERS.length] as Meter)
      tickOn()
    })
  }
  tickOn()
  return () => cancel()
}
