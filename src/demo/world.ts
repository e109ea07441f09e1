import { Book, KEPT_READINGS, toldOf } from './book.ts'
import type { Kind, Line, Notice, Reading, Told, Value, WorldEvent } from './book.ts'
import { Crowd } from './crowd.ts'
import type { Deed, Notify, Say } from './deed.ts'

/** Where the world's rows are: in memory, in a database, or with another tab. */
export interface Keeper {
  /** Fills the book with what is kept. From now on everything that happens is told, whoever did it. */
  open(book: Book, tell: (event: WorldEvent) => void): Promise<void>
  /** Does it, tells it, and resolves with it; with undefined where it does not hold any more. */
  perform(deed: Deed): Promise<WorldEvent | undefined>
  /** Rows that are kept but not in the book, oldest first. Only of a world that keeps more than its book. */
  older?(kind: Kind, span: Span): Row[]
  close(): Promise<void>
}

type Row = Line | Notice
/** Rows with ids above the one and up to the other, so many, counted from one end. */
export type Span = { above: number; upTo: number; limit: number; end: 'oldest' | 'newest' }

/** What was said so many rows ago is not told again to who missed it: it is history. */
export const TOLD_AGAIN = 20_000

/** The one make-believe world behind every dialect: a room, a notifier, a table of readings. What it has is read at
 *  once; what shall happen is asked for. */
export class World {
  /** Who is connected. */
  readonly crowd = new Crowd()
  readonly #book: Book
  readonly #keeper: Keeper
  readonly #listeners = new Set<(event: WorldEvent) => void>()

  private constructor(keeper: Keeper, kept?: number) {
    this.#keeper = keeper
    this.#book = new Book(kept)
  }

  /** `kept`: so many lines and notices are remembered. */
  static async open(keeper: Keeper, kept?: number): Promise<World> {
    const world = new World(keeper, kept)
    await keeper.open(world.#book, (event) => world.#hear(event))
    return world
  }

  /** Oldest first, as all rows here. */
  get messages(): readonly Line[] {
    return this.#book.messages
  }

  get notices(): readonly Notice[] {
    return this.#book.notices
  }

  get readings(): readonly Reading[] {
    return this.#book.readings
  }

  /** The newest id of a kind that there is or was. */
  lastId(kind: Kind): number {
    return this.#book.ledger(kind).lastId
  }

  /** So many rows after that id, oldest first. `missed`: there were more that are not told any more. */
  after(kind: Kind, id: number, limit: number): { rows: Told[]; missed: boolean } {
    const ledger = this.#book.ledger(kind)
    const older = this.#keeper.older && ledger.floor > -Infinity
    const begins = older ? Math.min(ledger.floor, ledger.lastId - TOLD_AGAIN) : ledger.floor
    const above = Math.max(id, begins)
    const rows: Row[] = []
    if (older && above < ledger.floor)
      rows.push(...(this.#keeper.older?.(kind, { above, upTo: ledger.floor, limit, end: 'oldest' }) ?? []))
    if (rows.length < limit) rows.push(...ledger.after(above, limit - rows.length))
    return { rows: rows.map((row) => toldOf(kind, row)), missed: id < begins }
  }

  /** So many rows before that id, or the newest, oldest first. `done`: there are no older ones. */
  before(kind: Kind, id: number | undefined, limit: number): { rows: Told[]; done: boolean } {
    const ledger = this.#book.ledger(kind)
    const below = id ?? Infinity
    // One more, to see whether there is one.
    const rows: Row[] = ledger.before(below, limit + 1)
    if (rows.length <= limit && this.#keeper.older) {
      const upTo = Math.min(below, rows[0]?.id ?? Infinity, ledger.lastId + 1) - 1
      const span: Span = { above: -Infinity, upTo, limit: limit + 1 - rows.length, end: 'newest' }
      rows.unshift(...this.#keeper.older(kind, span))
    }
    return { rows: rows.slice(-limit).map((row) => toldOf(kind, row)), done: rows.length <= limit }
  }

  reading(name: string): Reading | undefined {
    return this.#book.reading(name)
  }

  say(line: Say): Promise<WorldEvent | undefined> {
    return this.do({ kind: 'say', ...line })
  }

  notify(notice: Notify): Promise<WorldEvent | undefined> {
    return this.do({ kind: 'notify', ...notice })
  }

  set(name: string, value: Value): Promise<WorldEvent | undefined> {
    return this.do({ kind: 'set', name, value })
  }

  /** Resolves when it has happened and was told; rejects with a sentence where it cannot be kept. */
  do(deed: Deed): Promise<WorldEvent | undefined> {
    const full = deed.kind === 'set' && !this.reading(deed.name) && this.readings.length >= KEPT_READINGS
    if (full) return Promise.reject(new Error(`there are ${KEPT_READINGS} readings already`))
    return this.#keeper.perform(deed)
  }

  /** Everything that happens from now on. A listener must not throw. */
  subscribe(listener: (event: WorldEvent) => void): () => void {
    // A function of its own for each, so that the same listener twice is two.
    const hear = (event: WorldEvent) => listener(event)
    this.#listeners.add(hear)
    return () => void this.#listeners.delete(hear)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
    await this.#keeper.close()
  }

  #hear(event: WorldEvent): void {
    for (const listener of [...this.#listeners]) listener(event)
  }
}
