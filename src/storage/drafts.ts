import type { Draft } from '../model/act.ts'
import type { Drafts } from './archive.ts'
import type { Database, Purpose } from './database.ts'
import { writeWithRemedies } from './remedy.ts'
import type { KeptDraft, StoreName, Transaction } from './schema.ts'
import { allOf } from './schema.ts'
import { Turns } from './turns.ts'

const STORES: StoreName[] = ['drafts']
const NEVER = -1
/** Before the id of a draft: the mark that it was taken over. */
const TAKEN = 'taken:'
/** A page that was frozen for longer than this is taken for dead. */
const MARK_MS = 30 * 86_400_000
/** Far more than may wait at a time. */
const SEEN_MAX = 5_000

type Work = (tx: Transaction) => Promise<void>
type Asked = {
  id: string
  work: Work
  purpose: 'write' | 'delete'
  resolve: (epoch: number | undefined) => void
}

/** The outbox of one profile, one call after the other. */
export class StoredDrafts implements Drafts {
  readonly #database: Database
  readonly #profile: string
  readonly #turns = new Turns()
  /** The database's epoch in which a draft was last seen there, by id; `NEVER` where it could not be put. If such a one is
   *  not there, that was no other tab. */
  readonly #seen = new Map<string, number>()

  readonly #lastPlaces = new WeakMap<Transaction, Promise<number>>()
  #asked: Asked[] = []

  constructor(database: Database, profile: string) {
    this.#database = database
    this.#profile = profile
  }

  load(): Promise<Draft[]> {
    return this.#turns.take(async () => {
      const outcome = await this.#database.attempt('read', STORES, (tx) =>
        tx.objectStore('drafts').index('place').getAll(allOf(this.#profile)),
      )
      const drafts = outcome.done ? outcome.value.flatMap((kept) => ('draft' in kept ? kept.draft : [])) : []
      for (const { id } of drafts) this.#seen.set(id, this.#database.epoch)
      return drafts
    })
  }

  put(draft: Draft): Promise<boolean> {
    return this.#put(draft, async () => undefined)
  }

  take(draft: Draft): Promise<boolean> {
    const { id, at } = draft
    return this.#put(draft, async (tx) => {
      await tx.objectStore('drafts').put({ profile: this.#profile, id: TAKEN + id, at })
      await this.#forgetMarks(tx, at - MARK_MS)
    })
  }

  async claim(draft: Draft): Promise<boolean> {
    let isThere = false
    const { pauses } = this.#database
    const isLate = () => this.#database.pauses !== pauses
    const work = async (tx: Transaction, isWrite: boolean) => {
      const kept = await this.#get(tx, draft.id)
      isThere = kept !== undefined
      if (kept && isWrite && !isLate()) await this.#place(tx, draft, kept.place)
    }
    const written = await this.#join(draft.id, (tx) => work(tx, true))
    // Where no room is left, it can still be asked.
    const asked = written ?? (await this.#alone('read', (tx) => work(tx, false)))
    // The page was frozen before it was written: by now it may be another's.
    if (isLate()) return false
    return isThere || asked === undefined || (this.#seen.get(draft.id) ?? asked) !== asked
  }

  async remove(id: string): Promise<void> {
    this.#seen.delete(id)
    const work = async (tx: Transaction) => tx.objectStore('drafts').delete([this.#profile, id])
    await this.#join(id, work, 'delete')
  }

  async #put(draft: Draft, also: (tx: Transaction) => Promise<void>): Promise<boolean> {
    let isOurs = true
    const epoch = await this.#join(draft.id, async (tx) => {
      const [kept, taken] = await Promise.all([
        this.#get(tx, draft.id),
        tx.objectStore('drafts').get([this.#profile, TAKEN + draft.id]),
      ])
      isOurs = kept !== undefined || !(taken && 'at' in taken && taken.at >= draft.at)
      if (!isOurs) return
      if (!kept) await this.#place(tx, draft, await this.#newPlace(tx))
      // A put that comes late knows nothing of what became of it.
      else if (kept.draft.at < draft.at) await this.#place(tx, draft, kept.place)
      await also(tx)
    })
    this.#remember(draft.id, epoch ?? NEVER)
    return isOurs
  }

  async #get(tx: Transaction, id: string): Promise<KeptDraft | undefined> {
    const kept = await tx.objectStore('drafts').get([this.#profile, id])
    return kept && 'draft' in kept ? kept : undefined
  }

  /** Those of drafts that were written before (epoch ms). */
  async #forgetMarks(tx: Transaction, before: number): Promise<void> {
    const marks = IDBKeyRange.bound([this.#profile, TAKEN], [this.#profile, `${TAKEN}\uffff`])
    for (const mark of await tx.objectStore('drafts').getAll(marks))
      if ('at' in mark && mark.at < before) await tx.objectStore('drafts').delete([this.#profile, mark.id])
  }

  #remember(id: string, epoch: number): void {
    this.#seen.set(id, epoch)
    for (const oldest of this.#seen.keys()) {
      if (this.#seen.size <= SEEN_MAX) break
      this.#seen.delete(oldest)
    }
  }

  /** Does it in one transaction with all that is asked for until its turn: a hundred lines written at once are kept at
   *  once. Resolves with the epoch in which it was done; undefined: it was not. */
  #join(id: string, work: Work, purpose: 'write' | 'delete' = 'write'): Promise<number | undefined> {
    return new Promise((resolve) => {
      this.#asked.push({ id, work, purpose, resolve })
      if (this.#asked.length === 1) void this.#turns.take(() => this.#doAll())
    })
  }

  async #doAll(): Promise<void> {
    const asked = this.#asked
    this.#asked = []
    const together = await this.#alone('write', async (tx) => {
      // Side by side, since each step waits for the database; what is about the same draft one after the other.
      const chains = new Map<string, Promise<void>>()
      for (const { id, work } of asked) {
        const before = chains.get(id)
        chains.set(id, before ? before.then(() => work(tx)) : work(tx))
      }
      await Promise.all(chains.values())
    })
    for (const { work, purpose, resolve } of asked)
      // One that cannot be done keeps no other from being done.
      resolve(together ?? (await this.#alone(purpose, work)))
  }

  /** Returns the epoch in which it was done; undefined: it was not. */
  async #alone(purpose: Purpose, work: Work): Promise<number | undefined> {
    const run = async (tx: Transaction) => {
      const { epoch } = this.#database
      await work(tx)
      return epoch
    }
    const outcome =
      purpose === 'write'
        ? await writeWithRemedies(this.#database, this.#profile, STORES, run)
        : await this.#database.attempt(purpose, STORES, run)
    return outcome.done ? outcome.value : undefined
  }

  async #place(tx: Transaction, draft: Draft, place: number): Promise<void> {
    await tx.objectStore('drafts').put({ profile: this.#profile, id: draft.id, place, draft })
  }

  /** In a transaction it is asked for once. */
  async #newPlace(tx: Transaction): Promise<number> {
    const last = this.#lastPlaces.get(tx) ?? this.#lastPlace(tx)
    const next = last.then((place) => place + 1)
    this.#lastPlaces.set(tx, next)
    return next
  }

  async #lastPlace(tx: Transaction): Promise<number> {
    const cursor = await tx.objectStore('drafts').index('place').openCursor(allOf(this.#profile), 'prev')
    return cursor && 'place' in cursor.value ? cursor.value.place : 0
  }
}
