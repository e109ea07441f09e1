import type { Profile } from '../model/profile.ts'
import type { Clock } from '../net/clock.ts'
import type { Platform } from '../net/platform.ts'
import type { Playing } from '../net/replay/player.ts'
import type { Wake } from '../net/wake.ts'
import type { Archive } from '../storage/archive.ts'
import type { Journal } from '../storage/journal.ts'
import type { Local } from '../storage/local.ts'
import type { Batch, Desk } from './desk.ts'
import type { Tapped } from './inspector-tap.ts'
import type { SecretsSource } from './own-secrets.ts'

/** What a live profile needs of the page. */
export type Surroundings = {
  platformFor: (profile: Profile) => Platform
  wake: Wake
  /** What plays a profile that is a recording, in place of its wire. */
  playing?: (profile: Profile) => Playing | undefined
  /** Undefined where there are none: the demo's, a recording. */
  secrets?: SecretsSource | undefined
  /** Does nobody look at this page, in any tab? */
  hidden: () => boolean
  archive: Archive
  journalFor: (profile: Profile) => Journal | undefined
  /** Where small things are kept beside it, if anywhere; `keepsSaid`: also what was said. */
  localFor: (profile: Profile) => Local | undefined
  keepsSaid: () => boolean
  /** Of its backend: lives as long as the channel, and what lasts longer is in it. */
  memoryFor: (profile: Profile) => Map<string, unknown>
  /** This tab, by name; `alone`: no other one has wires of its own to the same servers. */
  tab: { id: string; lease: boolean; alone: () => Promise<boolean> }
  clock: Clock
  /** To the other tabs, where this one has the wire; and to the one that has it. */
  tell: (profile: string, batch: Batch) => void
  tellTapped: (profile: string, tapped: Tapped) => void
  ask: (
    profile: string,
    call: keyof Desk | 'watch' | 'unwatch' | 'recorded',
    given: unknown[],
  ) => Promise<unknown>
}
