import type { Draft } from '../model/act.ts'
import type { Change, Entry } from '../model/log.ts'
import type { Keep } from '../model/profile.ts'
import { Database } from './database.ts'
import { StoredDrafts } from './drafts.ts'
import { StoredHistory } from './history.ts'
import type { StoreName } from './schema.ts'
import { allOf } from './schema.ts'

/** Why nothing (more) is kept: `none-here`: the browser has no IndexedDB, or it failed (a private window, blocked); `full`: no
 *  room is left on the device; `newer`: a newer version of this page changed the database; `off`: the person wants it so. */
export type Trouble = 'none-here' | 'full' | 'newer' | 'off'

/** What was kept of a profile until now. */
export type Opened = {
  /** Where to resume. */
  cursor: string | undefined
  /** Epoch ms at which the server was last heard. */
  heardAt: number | undefined
  /** The greatest key ever stored, an integer; 0: none was. After `clear` it still stands. */
  lastKey: number
  /** Keys of entries that were not read yet, oldest first. */
  unread: readonly number[]
}

/** Where a history came up to. */
export type Progress = { cursor?: string | undefined; heardAt?: number; sent?: readonly string[] }

/** The history of one profile. Only entries with a numeric key are stored, and no day marks; keys grow. No call rejects. */
export interface History {
  /** Becomes the only writer from now on: whoever wrote before stops. With `lease` (a browser without Web Locks, where
   *  several tabs write alike) only while no other tab wrote within 15 s. */
  open(writer: string, lease?: boolean): Promise<Opened>
  /** The last `limit` entries whose key is less than `before` (Infinity: the newest), oldest first. Empty: nothing is older. */
  page(before: number, limit: number): Promise<Entry[]>
  /** The first `limit` entries whose key is greater than `after` (-Infinity: the oldest), oldest first. Empty: nothing is
   *  younger. */
  after(after: number, limit: number): Promise<Entry[]>
  /** Buffers changes and where they came up to; both are written in one transaction. Without a `cursor` it stays as it is.
   *  `sent`: drafts whose lines are among the changes; they leave the outbox in that transaction. */
  write(changes: readonly Change[], now: Progress): void
  /** Buffers the keys of what is unread, oldest first. The newest 5,000 are kept. */
  setUnread(keys: readonly number[]): void
  /** Buffers where to resume; undefined forgets it. */
  setCursor(cursor: string | undefined): void
  /** Writes what is buffered. Resolves when it stands, or cannot. */
  flush(): Promise<void>
  /** Deletes entries and unread marks. The cursor stays, so that a resume does not bring back what was cleared. */
  clear(): Promise<void>
}

/** The outbox of one profile. No call rejects. */
export interface Drafts {
  /** All drafts, in the order in which they were first put. */
  load(): Promise<Draft[]>
  /** Adds a draft, or, where it is there and was written anew since, changes it in its place. False: another page has
   *  taken it over meanwhile, and it may be sent and gone. */
  put(draft: Draft): Promise<boolean>
  /** Takes over a draft that another page wrote and may not have put. False: a third one did before. */
  take(draft: Draft): Promise<boolean>
  /** Changes a draft only if it is still there. False: another tab has settled it. True where nothing can be kept. */
  claim(draft: Draft): Promise<boolean>
  remove(id: string): Promise<void>
}

/** What is kept on this device in IndexedDB. It is opened at the first use; no call rejects, an error becomes `trouble`. */
export interface Archive {
  readonly trouble: Trouble | undefined
  /** Tells whenever `trouble` changed. Returns what ends it. */
  listen(hear: (trouble: Trouble | undefined) => void): () => void
  /** The one history of that profile. `keep` is asked whenever something is written. */
  history(profile: string, keep: () => Keep): History
  drafts(profile: string): Drafts
  /** Deletes everything of a profile. */
  forget(profile: string): Promise<void>
  /** Ids of the profiles of which something is kept. */
  profiles(): Promise<string[]>
  /** True: the page is about to be frozen, and what it holds of the database is let go, since nobody else could use it
   *  else; false: it goes on where it was. */
  pause(paused: boolean): void
  /** True deletes everything, and from now on nothing is kept; false keeps again. */
  keepNothing(nothing: boolean): Promise<void>
}

/** The time, and a timer that returns what stops it. */
export interface Clock {
  now(): number
  after(ms: number, run: () => void): () => void
}

export type ArchiveOptions = {
  factory?: (() => IDBFactory | undefined) | undefined
  clock?: Clock | undefined
  name?: string | undefined
}

/** The archive of this page's origin. It is not touched before it is asked for something. */
export function openArchive({
  factory = deviceFactory,
  clock = deviceClock,
  name = 'signalbox',
}: ArchiveOptions = {}): Archive {
  return new DeviceArchive(new Database(factory, clock, name), clock)
}

class DeviceArchive implements Archive {
  readonly #database: Database
  readonly #clock: Clock
  readonly #histories = new Map<string, StoredHistory>()
  readonly #drafts = new Map<string, StoredDrafts>()

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  get trouble(): Trouble | undefined {
    return this.#database.trouble
  }

  listen(hear: (trouble: Trouble | undefined) => void): () => void {
    return this.#database.listen(hear)
  }

  history(profile: string, keep: () => Keep): History {
    const known = this.#histories.get(profile)
    if (known) return known
    const history = new StoredHistory(this.#database, this.#clock, profile, keep)
    this.#histories.set(profile, history)
    return history
  }

  drafts(profile: string): Drafts {
    const known = this.#drafts.get(profile)
    if (known) return known
    const drafts = new StoredDrafts(this.#database, profile)
    this.#drafts.set(profile, drafts)
    return drafts
  }

  async forget(profile: string): Promise<void> {
    this.#histories.get(profile)?.stop()
    await this.#database.attempt('delete', STORES, async (tx) => {
      await tx.objectStore('chunks').delete(allOf(profile))
      await tx.objectStore('meta').delete(profile)
      await tx.objectStore('drafts').delete(allOf(profile))
    })
  }

  async profiles(): Promise<string[]> {
    const outcome = await this.#database.attempt('read', STORES, async (tx) => {
      const drafts = await tx.objectStore('drafts').getAllKeys()
      return [...(await tx.objectStore('meta').getAllKeys()), ...drafts.map(([profile]) => profile)]
    })
    return outcome.done ? [...new Set(outcome.value)] : []
  }

  pause(paused: boolean): void {
    this.#database.pause(paused)
  }

  async keepNothing(nothing: boolean): Promise<void> {
    this.#database.turn(nothing)
    if (!nothing) return
    for (const history of this.#histories.values()) history.drop()
    await this.#database.attempt('wipe', STORES, async (tx) => {
      for (const store of STORES) await tx.objectStore(store).clear()
    })
  }
}

const STORES: StoreName[] = ['chunks', 'meta', 'drafts']

const deviceClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

/** The browser's IndexedDB. Where it is blocked, even to look at it may throw: the archive takes that for an answer. */
function deviceFactory(): IDBFactory | undefined {
  return globalThis.indexedDB
}
