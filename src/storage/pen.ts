import type { Keep } from '../model/profile.ts'
import type { Clock } from './archive.ts'
import type { Buffer } from './buffer.ts'
import { Renumbering } from './keys.ts'
import type { Meta, Transaction } from './schema.ts'
import { allOf, emptyMeta } from './schema.ts'
import { add, applyEdits, dropOlder, trim } from './shelf.ts'

/** Without Web Locks: who wrote nothing for so long has given up the pen. */
const LEASE_MS = 15_000
const DAY_MS = 86_400_000
/** How often it is looked whether something is too old by now. */
const AGE_CHECK_MS = 3_600_000

/** Who writes one profile's history, and what that does within a transaction over all stores. */
export class Pen {
  /** Its name in the record; undefined: it may not write. */
  writer: string | undefined
  /** Another tab has it until then (epoch ms). */
  heldUntil = 0
  readonly #clock: Clock
  readonly #profile: string
  readonly #keep: () => Keep
  readonly #epochNow: () => number
  readonly #keys = new Renumbering()
  #isLease = false
  /** The database's epoch in which this profile's record was seen. */
  #epoch = -1
  #aged = { at: -Infinity, days: NaN }

  constructor(clock: Clock, profile: string, keep: () => Keep, epochNow: () => number) {
    this.#clock = clock
    this.#profile = profile
    this.#keep = keep
    this.#epochNow = epochNow
  }

  /** Writes under that name from now on, and numbers as its page does. */
  take(writer: string, isLease: boolean): void {
    this.writer = writer
    this.#isLease = isLease
    this.heldUntil = 0
    this.#keys.forget()
  }

  /** Writes its name into the record, unless another tab holds a lease, and drops what is not to be kept any more. */
  async open(tx: Transaction, writer: string): Promise<Meta> {
    this.#epoch = this.#epochNow()
    const meta = (await tx.objectStore('meta').get(this.#profile)) ?? emptyMeta(this.#profile)
    if (this.#isLease && this.#isHeld(meta, writer)) return meta
    this.#aged = { at: -Infinity, days: NaN }
    const opened = { ...meta, writer, count: await this.#bound(tx, meta.count) }
    await tx.objectStore('meta').put(opened)
    return opened
  }

  /** The record to go on from, and the buffer without what another tab wrote. `held`: another tab has the pen for now;
   *  `robbed`: another took it, or everything was deleted. */
  async claim(tx: Transaction, writer: string, buffer: Buffer): Promise<Meta | 'held' | 'robbed'> {
    const meta = await tx.objectStore('meta').get(this.#profile)
    if (!meta) {
      const isSeen = this.#epoch === this.#epochNow()
      // Else the browser dropped the database, or this page did and keeps again.
      return isSeen ? 'robbed' : { ...emptyMeta(this.#profile), writer }
    }
    if (meta.writer === writer) return meta
    if (!this.#isLease) return 'robbed'
    if (this.#isHeld(meta, writer)) {
      this.heldUntil = meta.writtenAt + LEASE_MS + 1
      return 'held'
    }
    // Until then the other one wrote what both of them heard.
    buffer.entries = buffer.entries.filter(({ at }) => at >= meta.writtenAt)
    const next = buffer.entries[0]
    if (next) this.#keys.goOnAfter(meta.lastKey, next.key)
    return { ...meta, writer }
  }

  /** Writes what a buffer has, with the record, and keeps within bounds. */
  async store(tx: Transaction, meta: Meta, buffer: Buffer): Promise<void> {
    this.#epoch = this.#epochNow()
    const now = this.#clock.now()
    const chunks = tx.objectStore('chunks')
    const entries = buffer.entries.map((entry) => this.#keys.entry(entry))
    const edits = buffer.edits.map((change) => this.#keys.edit(change))
    const more = await applyEdits(chunks, this.#profile, edits)
    const { count: keep } = this.#keep()
    const kept = keep > 0 ? entries.slice(-keep) : []
    // A flood leaves nothing of what was there: that need not be read to be dropped.
    const isAll = kept.length >= keep && (kept[0]?.key ?? Infinity) > meta.lastKey
    if (isAll) await chunks.delete(allOf(this.#profile))
    const before = isAll ? 0 : meta.count + more
    const fresh = await add(chunks, this.#profile, kept, meta.lastKey, now)
    for (const id of buffer.sent) await tx.objectStore('drafts').delete([this.#profile, id])
    await tx.objectStore('meta').put({
      ...meta,
      cursor: buffer.cursor ? buffer.cursor.to : meta.cursor,
      heardAt: buffer.heardAt ?? meta.heardAt,
      lastKey: Math.max(meta.lastKey, Math.floor(entries.at(-1)?.key ?? 0)),
      count: await this.#bound(tx, before + fresh),
      unread: buffer.unread?.map((key) => this.#keys.key(key)) ?? meta.unread,
      writtenAt: now,
    })
  }

  #isHeld(meta: Meta, writer: string): boolean {
    // A time far ahead is a clock that was set back since.
    const past = Math.abs(this.#clock.now() - meta.writtenAt)
    return meta.writer !== '' && meta.writer !== writer && past <= LEASE_MS
  }

  /** Drops what is too old or too much. Returns how many of `count` entries are left. */
  async #bound(tx: Transaction, count: number): Promise<number> {
    const chunks = tx.objectStore('chunks')
    const { count: keep, days } = this.#keep()
    const now = this.#clock.now()
    let left = count
    if (days !== this.#aged.days || now - this.#aged.at >= AGE_CHECK_MS) {
      left -= await dropOlder(chunks, this.#profile, now - days * DAY_MS)
      this.#aged = { at: now, days }
    }
    return trim(chunks, this.#profile, left, keep)
  }
}
