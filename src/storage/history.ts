import type { Change, Entry } from '../model/log.ts'
import type { Keep } from '../model/profile.ts'
import type { Clock, History, Opened, Progress } from './archive.ts'
import { Buffer } from './buffer.ts'
import type { Database } from './database.ts'
import { Pen } from './pen.ts'
import { writeWithRemedies } from './remedy.ts'
import type { StoreName } from './schema.ts'
import { allOf, emptyMeta } from './schema.ts'
import { readAfter, readPage } from './shelf.ts'
import { Turns } from './turns.ts'

/** Two writes are so far apart, but what comes after a pause is written at once: a page may end the next moment. */
const WRITE_MS = 500
const AT_ONCE_MS = 10
/** After so many at one go the next write waits longer: most of a flood is dropped again before anyone could read it. */
const MANY = 5_000
const FLOOD_MS = 2_000
/** So many waiting entries are written at once, where so many are kept. */
const TOO_MANY = 20_000
const STORES: StoreName[] = ['chunks', 'meta', 'drafts']

/** The history of one profile: what is told to it is written in lumps, in order, by the one that has the pen. */
export class StoredHistory implements History {
  readonly #database: Database
  readonly #clock: Clock
  readonly #profile: string
  readonly #keep: () => Keep
  readonly #pen: Pen
  readonly #turns = new Turns()
  /** Sealed ones first; the last one is open. */
  #buffers = [new Buffer()]
  /** Calls of `open` under way. */
  #opening = 0
  #isListening = false
  #stopTimer: (() => void) | undefined
  #queued: Promise<void> | undefined
  /** When it was written last (epoch ms). */
  #wroteAt = -Infinity
  #wroteMany = false

  constructor(database: Database, clock: Clock, profile: string, keep: () => Keep) {
    this.#database = database
    this.#clock = clock
    this.#profile = profile
    this.#keep = keep
    this.#pen = new Pen(clock, profile, keep, () => database.epoch)
  }

  open(writer: string, lease = false): Promise<Opened> {
    this.#opening++
    this.#isListening = true
    this.#seal()
    return this.#turns.take(async () => {
      // What was told to the writer that this one was before.
      await this.#writeSealed()
      this.#pen.take(writer, lease)
      const opened = await writeWithRemedies(this.#database, this.#profile, STORES, (tx) =>
        this.#pen.open(tx, writer),
      )
      // Where no room is left, what is there can still be read.
      const outcome = opened.done
        ? opened
        : await this.#database.attempt('read', STORES, (tx) => tx.objectStore('meta').get(this.#profile))
      this.#opening--
      const meta = outcome.done ? outcome.value : undefined
      const { cursor, heardAt, lastKey, unread } = meta ?? emptyMeta(this.#profile)
      return { cursor, heardAt, lastKey, unread }
    })
  }

  async page(before: number, limit: number): Promise<Entry[]> {
    if (Number.isNaN(before) || limit < 1) return []
    await this.flush()
    const outcome = await this.#database.attempt('read', STORES, (tx) =>
      readPage(tx.objectStore('chunks'), this.#profile, before, limit),
    )
    return outcome.done ? outcome.value : []
  }

  async after(after: number, limit: number): Promise<Entry[]> {
    if (Number.isNaN(after) || limit < 1) return []
    await this.flush()
    const outcome = await this.#database.attempt('read', STORES, (tx) =>
      readAfter(tx.objectStore('chunks'), this.#profile, after, limit),
    )
    return outcome.done ? outcome.value : []
  }

  write(changes: readonly Change[], now: Progress): void {
    this.#add((buffer) => {
      const { count } = this.#keep()
      for (const change of changes) buffer.add(change, count)
      if (now.cursor !== undefined) buffer.cursor = { to: now.cursor }
      if (now.heardAt !== undefined) buffer.heardAt = now.heardAt
      if (now.sent) buffer.sent.push(...now.sent)
    })
  }

  setUnread(keys: readonly number[]): void {
    this.#add((buffer) => buffer.setUnread(keys))
  }

  setCursor(cursor: string | undefined): void {
    this.#add((buffer) => (buffer.cursor = { to: cursor }))
  }

  flush(): Promise<void> {
    this.#queued ??= this.#turns.take(async () => {
      this.#queued = undefined
      this.#stopTimer?.()
      this.#stopTimer = undefined
      await this.#writeSealed()
      if (!this.#buffers[0]?.isSealed) await this.#writeFirst()
    })
    return this.#queued
  }

  clear(): Promise<void> {
    this.#seal()
    return this.#turns.take(async () => {
      // For the cursor and the last key; where another tab has the pen, that tab's are as good.
      await this.#writeSealed()
      this.#buffers = this.#buffers.slice(-1)
      await this.#database.attempt('delete', STORES, async (tx) => {
        await tx.objectStore('chunks').delete(allOf(this.#profile))
        const meta = await tx.objectStore('meta').get(this.#profile)
        if (meta) await tx.objectStore('meta').put({ ...meta, count: 0, unread: [] })
      })
    })
  }

  /** Its record was deleted, or is another's: it writes nothing until it is opened again. */
  stop(): void {
    this.#pen.writer = undefined
    this.#isListening = this.#opening > 0
    this.drop()
  }

  /** Forgets what waits to be written. */
  drop(): void {
    this.#buffers = [this.#opening > 0 ? (this.#buffers.at(-1) as Buffer) : new Buffer()]
  }

  #add(put: (buffer: Buffer) => void): void {
    if (!this.#isListening || this.#database.trouble) return
    const buffer = this.#buffers.at(-1) as Buffer
    put(buffer)
    const isHeld = this.#clock.now() < this.#pen.heldUntil
    const isFull = buffer.entries.length >= TOO_MANY && this.#keep().count >= TOO_MANY
    if (isFull && !isHeld) void this.flush()
    else this.#flushLater()
  }

  #flushLater(): void {
    const now = this.#clock.now()
    const pauseMs = this.#wroteMany ? FLOOD_MS : WRITE_MS
    const ms = Math.max(AT_ONCE_MS, this.#wroteAt + pauseMs - now, this.#pen.heldUntil - now)
    this.#stopTimer ??= this.#clock.after(ms, () => {
      this.#stopTimer = undefined
      void this.flush()
    })
  }

  #seal(): void {
    const buffer = this.#buffers.at(-1) as Buffer
    buffer.isSealed = true
    this.#buffers.push(new Buffer())
  }

  async #writeSealed(): Promise<void> {
    let goesOn = true
    while (goesOn && this.#buffers[0]?.isSealed) goesOn = await this.#writeFirst()
  }

  /** Writes the first buffer. False: it has to wait, since another tab has the pen. */
  async #writeFirst(): Promise<boolean> {
    const { writer } = this.#pen
    const buffer = this.#buffers[0] as Buffer
    const state = writer === undefined || buffer.isEmpty ? undefined : await this.#write(buffer, writer)
    if (state === 'held') this.#flushLater()
    else if (state === 'robbed') this.stop()
    else this.#leave(buffer)
    return state !== 'held'
  }

  /** Undefined: it could not be written. */
  async #write(buffer: Buffer, writer: string): Promise<'written' | 'held' | 'robbed' | undefined> {
    const outcome = await writeWithRemedies(
      this.#database,
      this.#profile,
      STORES,
      async (tx) => {
        const meta = await this.#pen.claim(tx, writer, buffer)
        if (typeof meta === 'string') return meta
        // After one that says only how it is, what comes next need not wait: it may be the first message of all.
        if (buffer.entries.length + buffer.edits.length > 0) this.#wroteAt = this.#clock.now()
        this.#wroteMany = buffer.entries.length >= MANY
        // What comes from here on is of the next write.
        this.#leave(buffer)
        await this.#pen.store(tx, meta, buffer)
        return 'written'
      },
      () => buffer.leaveOutUncloneable(),
    )
    return outcome.done ? outcome.value : undefined
  }

  #leave(buffer: Buffer): void {
    if (this.#buffers[0] !== buffer) return
    this.#buffers.shift()
    if (this.#buffers.length === 0) this.#buffers.push(new Buffer())
  }
}
