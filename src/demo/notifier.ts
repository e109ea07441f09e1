import type { Surroundings } from './bots.ts'
import { NOTICES } from './lines.ts'
import type { World } from './world.ts'

/** So often something happens that one wants to know. */
export const NOTIFY_MS = 5_000

/** Notifies every 5 s, in turn, so that every priority and both languages come. Returns what stops it. */
export function startNotifier(world: World, { clock, random }: Surroundings): () => void {
  let next = Math.floor(random() * NOTICES.length)
  let cancel = () => {}
  const notifyOn = () => {
    cancel = clock.after(NOTIFY_MS, () => {
      const notice = NOTICES[next++ % NOTICES.length]
      // One that could not be kept is one that nobody hears of.
      if (notice) void world.notify(notice).catch(() => undefined)
      notifyOn()
    })
  }
  notifyOn()
  return () => cancel()
}
