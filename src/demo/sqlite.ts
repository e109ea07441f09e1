import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Book, Kind, Line, Notice, WorldEvent } from './book.ts'
import { KEPT_ROWS } from './book.ts'
import type { Deed } from './deed.ts'
import { stillHolds } from './deed.ts'
import { BOTS, NOTICES } from './lines.ts'
import { changes, isBusy, refreshed } from './others.ts'
import { bound, readReading } from './schema.ts'
import { addRow, findRow, lastUsedId, openTables, readRows } from './sqlite-rows.ts'
import type { Keeper, Span } from './world.ts'
import { TOLD_AGAIN } from './world.ts'

/** So often it is looked for what other processes wrote. */
export const LOOK_MS = 150
/** A database that another process has locked is asked again so often, and for so long. */
export const RETRY_MS = 40
export const PATIENCE_MS = 5_000
/** SQLite itself waits in this thread, so only so long. */
const BUSY_TIMEOUT_MS = 20
/** Of the rows that bots and notifier wrote so many newest stay. */
export const MADE_UP_KEPT = TOLD_AGAIN
const SWEEP_EVERY = 200
/** Of the rows that another process wrote at one go so many newest are told. */
const TOLD_AT_ONCE = 10_000

/** A world in a SQLite file that any other process may read and write at the same time. Throws where the file cannot
 *  be opened or has other tables of those names. */
export async function sqliteKeeper(file: string, clock: Clock = realClock): Promise<Keeper> {
  const { DatabaseSync } = await import('node:sqlite')
  const patience = { timeout: PATIENCE_MS, readBigInts: true }
  const database = new DatabaseSync(file, patience)
  // Readers and writers of other processes then never wait for each other. A file that has tables stays as it is.
  const fresh = database.prepare('SELECT 1 FROM sqlite_master').get() === undefined
  if (fresh) attempt(() => database.exec('PRAGMA journal_mode = WAL'))
  database.exec('PRAGMA synchronous = NORMAL')
  openTables(database)
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
  return new SqliteKeeper(database, clock)
}

class SqliteKeeper implements Keeper {
  readonly #database: DatabaseSync
  readonly #clock: Clock
  #book: Book | undefined
  #tell: (event: WorldEvent) => void = () => {}
  #cancelLook = () => {}
  #version: unknown
  #lastLine = 0
  #lastNotice = 0
  #writes = 0
  /** Deeds are done one after the other, in the order they were asked for. */
  #queue: Promise<unknown> = Promise.resolve()
  #closed = false

  constructor(database: DatabaseSync, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  async open(book: Book, tell: (event: WorldEvent) => void): Promise<void> {
    this.#book = book
    this.#version = this.#dataVersion()
    this.#read(book)
    this.#countOn(book)
    this.#tell = tell
    this.#lookOn()
  }

  perform(deed: Deed): Promise<WorldEvent | undefined> {
    const until = this.#clock.now() + PATIENCE_MS
    const doing = this.#queue.then(() => this.#patiently(until, () => this.#perform(deed)))
    this.#queue = doing.catch(() => undefined)
    return doing
  }

  older(kind: Kind, span: Span): (Line | Notice)[] {
    return readRows(this.#database, kind, span, this.#clock.now())
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    this.#cancelLook()
    await this.#queue
    this.#database.close()
  }

  #lookOn(): void {
    this.#cancelLook = this.#clock.after(LOOK_MS, () => {
      // Whatever goes wrong (locked, say) may be right the next time.
      attempt(() => this.#transact('BEGIN', () => undefined))
      this.#lookOn()
    })
  }

  /** Tells what other connections wrote since the last look. To be run in a transaction: all of it is of one moment. */
  #look(): void {
    const version = this.#dataVersion()
    if (version === this.#version) return
    const book = this.#book
    if (!book) return
    const known = book.readings
    const now = this.#clock.now()
    const newest = { limit: TOLD_AT_ONCE, end: 'newest' } as const
    const lines = readRows(this.#database, 'message', { ...newest, above: this.#lastLine }, now)
    const notices = readRows(this.#database, 'notification', { ...newest, above: this.#lastNotice }, now)
    this.#read(book)
    this.#version = version
    for (const message of lines) this.#tell({ type: 'message', message })
    for (const notice of notices) this.#tell({ type: 'notification', notice })
    for (const event of changes(known, book.readings)) this.#tell(event)
  }

  #dataVersion(): unknown {
    return this.#database.prepare('PRAGMA data_version').get()?.['data_version']
  }

  #read(book: Book): void {
    const now = this.#clock.now()
    const newest = { limit: KEPT_ROWS, end: 'newest' } as const
    const messages = readRows(this.#database, 'message', newest, now)
    const notices = readRows(this.#database, 'notification', newest, now)
    const readings = this.#database
      .prepare('SELECT * FROM readings')
      .all()
      .map((raw) => readReading(raw, now))
      .map((reading) => refreshed(reading, book.reading(reading.name), now))
    book.fill({ messages, notices, readings })
    this.#lastLine = messages.at(-1)?.id ?? 0
    this.#lastNotice = notices.at(-1)?.id ?? 0
  }

  /** An id of a row that was deleted is used up all the same. */
  #countOn(book: Book): void {
    for (const kind of ['message', 'notification'] as const)
      // A table that another program made may not count.
      attempt(() => book.ledger(kind).countFrom(lastUsedId(this.#database, kind)))
  }

  #perform(deed: Deed): WorldEvent | undefined {
    if (this.#closed) throw new Error('the world is closed')
    const { event, before } = this.#transact('BEGIN IMMEDIATE', () => {
      const before = findRow(this.#database, deed, this.#clock.now())
      if (before) return { event: before, before: true }
      if (++this.#writes % SWEEP_EVERY === 0) this.#sweep()
      return { event: this.#write(deed), before: false }
    })
    if (before) return event
    if (event?.type === 'message') this.#lastLine = event.message.id
    if (event?.type === 'notification') this.#lastNotice = event.notice.id
    if (event && this.#book?.apply(event)) this.#tell(event)
    return event
  }

  /** Runs it on one state of the database, whole or not at all; what others wrote before it is told before it. */
  #transact<T>(begin: string, run: () => T): T {
    this.#database.exec(begin)
    try {
      this.#look()
      const result = run()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      attempt(() => this.#database.exec('ROLLBACK'))
      throw error
    }
  }

  #write(deed: Deed): WorldEvent | undefined {
    const now = this.#clock.now()
    if (deed.kind !== 'set') return addRow(this.#database, deed, now)
    if (this.#book && !stillHolds(deed, this.#book)) return undefined
    const upsert =
      'INSERT INTO readings(name, value, at) VALUES (?, ?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value, at = excluded.at RETURNING *'
    const raw = this.#database.prepare(upsert).get(deed.name, bound(deed.value), now) ?? {}
    return { type: 'reading', reading: readReading(raw, now) }
  }

  /** Nobody's history but the bots' and the notifier's is ever thrown away. */
  #sweep(): void {
    const mine = [
      ['messages', 'author', Object.values(BOTS).flat()],
      ['notifications', 'title', NOTICES.map(({ title }) => title)],
    ] as const
    for (const [table, column, made] of mine)
      this.#database
        .prepare(
          `DELETE FROM ${table} WHERE ${column} IN (${made.map(() => '?').join()})
           AND id <= (SELECT max(id) FROM ${table}) - ${MADE_UP_KEPT}`,
        )
        .run(...made)
  }

  async #patiently<T>(until: number, run: () => T): Promise<T> {
    for (;;) {
      try {
        return run()
      } catch (error) {
        if (!isBusy(error) || this.#closed || this.#clock.now() >= until) throw error
      }
      await new Promise<void>((resolve) => this.#clock.after(RETRY_MS, resolve))
    }
  }
}

/** Runs it, and goes on where it fails. */
function attempt(run: () => void): void {
  try {
    run()
  } catch {
    // Its caller has said why that does not matter.
  }
}
