import { clock as realClock } from '../net/clock.ts'
import type { Surroundings } from './bots.ts'
import { startBots } from './bots.ts'
import type { Deed } from './deed.ts'
import { BOTS, NOTICES, TALKS } from './lines.ts'
import { DOOR, METERS, startMeters } from './meters.ts'
import { startNotifier } from './notifier.ts'
import type { World } from './world.ts'

const REAL: Surroundings = { clock: realClock, random: Math.random }
/** So far apart are the lines that were said before anyone came. */
const APART_MS = 47_000

/** Fills each table that is empty, so that nothing is empty within the first second. */
export async function seed(world: World, { clock }: Pick<Surroundings, 'clock'> = REAL): Promise<void> {
  for (const deed of seeds(world, clock.now())) await world.do(deed)
}

/** Bots, notifier and readings, alive. Returns what ends them all. */
export function startLife(world: World, surroundings: Surroundings = REAL): () => void {
  const stops = [startBots, startNotifier, startMeters].map((start) => start(world, surroundings))
  return () => stops.forEach((stop) => stop())
}

function seeds(world: World, now: number): Deed[] {
  const deeds: Deed[] = []
  if (world.messages.length === 0) {
    const talks = [...[0, 1].flatMap((at) => [TALKS.en[at], TALKS.ko[at]])]
    const said = talks.flatMap((talk, at) =>
      (talk ?? []).map((body, turn) => ({ author: BOTS[at % 2 ? 'ko' : 'en'][turn % 2] as string, body })),
    )
    said.forEach((line, at) => deeds.push({ kind: 'say', ...line, at: now - (said.length - at) * APART_MS }))
  }
  if (world.notices.length === 0) {
    const past = NOTICES.slice(0, 4)
    past.forEach((notice, at) =>
      deeds.push({ kind: 'notify', ...notice, at: now - (past.length - at) * APART_MS }),
    )
  }
  if (world.readings.length === 0)
    for (const { name, value } of [...METERS, DOOR]) deeds.push({ kind: 'set', name, value })
  return deeds
}
