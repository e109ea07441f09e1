import type { DatabaseSync } from 'node:sqlite'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Book, WorldEvent } from './book.ts'
import { KEPT_ROWS } from './book.ts'
import type { Deed } from './deed.ts'
import { lineOf, noticeOf, stillHolds } from './deed.ts'
import { BOTS, NOTICES } from './lines.ts'
import { changes, isBusy, refreshed } from './others.ts'
import type { Raw } from './schema.ts'
import { bound, readLine, readNotice, readReading, SCHEMA } from './schema.ts'
import type { Keeper } from './world.ts'

/** So often it is looked for what other processes wrote. */
export const LOOK_MS = 150
/** A database that another process has locked is asked again so often, and for so long. */
export const RETRY_MS = 40
export const PATIENCE_MS = 5_000
/** SQLite itself waits in this thread, so only so long. */
const BUSY_TIMEOUT_MS = 20
/** Of the rows that bots and notifier wrote so many newest stay. */
export const MADE_UP_KEPT = 10_000
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
  database.exec(SCHEMA)
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
    this.#tell = tell
    this.#lookOn()
  }

  perform(deed: Deed): Promise<WorldEvent | undefined> {
    const until = this.#clock.now() + PATIENCE_MS
    const doing = this.#queue.then(() => this.#patiently(until, () => this.#perform(deed)))
    this.#queue = doing.catch(() => undefined)
    return doing
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
    const lines = this.#since('messages', this.#lastLine).map((raw) => readLine(raw, this.#clock.now()))
    const notices = this.#since('notifications', this.#lastNotice).map((raw) =>
      readNotice(raw, this.#clock.now()),
    )
    this.#read(book)
    this.#version = version
    for (const message of lines) this.#tell({ type: 'message', message })
    for (const notice of notices) this.#tell({ type: 'notification', notice })
    for (const event of changes(known, book.readings)) this.#tell(event)
  }

  #dataVersion(): unknown {
    return this.#database.prepare('PRAGMA data_version').get()?.['data_version']
  }

  #since(table: 'messages' | 'notifications', id: number): Raw[] {
    const newest = `SELECT * FROM ${table} WHERE id > ? ORDER BY id DESC LIMIT ${TOLD_AT_ONCE}`
    return this.#database.prepare(newest).all(id).reverse()
  }

  #read(book: Book): void {
    const now = this.#clock.now()
    const newest = (table: string) =>
      this.#database.prepare(`SELECT * FROM ${table} ORDER BY id DESC LIMIT ${KEPT_ROWS}`).all().reverse()
    const messages = newest('messages').map((raw) => readLine(raw, now))
    const notices = newest('notifications').map((raw) => readNotice(raw, now))
    const readings = this.#database
      .prepare('SELECT * FROM readings')
      .all()
      .map((raw) => readReading(raw, now))
      .map((reading) => refreshed(reading, book.reading(reading.name), now))
    book.fill({ messages, notices, readings })
    this.#lastLine = messages.at(-1)?.id ?? 0
    this.#lastNotice = notices.at(-1)?.id ?? 0
  }

  #perform(deed: Deed): WorldEvent | undefined {
    if (this.#closed) throw new Error('the world is closed')
    const event = this.#transact('BEGIN IMMEDIATE', () => {
      if (++this.#writes % SWEEP_EVERY === 0) this.#sweep()
      return this.#write(deed)
    })
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
    const key = deed.kind !== 'set' && deed.key !== undefined ? { key: deed.key } : {}
    if (deed.kind === 'say') {
      const { room, author, body, at } = lineOf(deed, now)
      const raw = this.#insert('messages(room, author, body, at) VALUES (?, ?, ?, ?)', room, author, body, at)
      return { type: 'message', message: readLine(raw, now), ...key }
    }
    if (deed.kind === 'notify') {
      const { title, body, priority, at } = noticeOf(deed, now)
      const columns = 'notifications(title, body, priority, at) VALUES (?, ?, ?, ?)'
      const notice = readNotice(this.#insert(columns, title, body, priority, at), now)
      return { type: 'notification', notice, ...key }
    }
    if (this.#book && !stillHolds(deed, this.#book)) return undefined
    const upsert =
      'readings(name, value, at) VALUES (?, ?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value, at = excluded.at'
    return {
      type: 'reading',
      reading: readReading(this.#insert(upsert, deed.name, bound(deed.value), now), now),
    }
  }

  #insert(into: string, ...values: ReturnType<typeof bound>[]): Raw {
    return this.#database.prepare(`INSERT INTO ${into} RETURNING *`).get(...values) ?? {}
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
