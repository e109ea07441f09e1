import type { Priority } from '../model/message.ts'
import { Ledger } from './ledger.ts'

/** A line of a room. Ids of a table only grow; `author` is '' where nobody gave a name; `key` is what its maker calls
 *  it: the id of a client's draft. Times are epoch ms. */
export type Line = { id: number; room: string; author: string; body: string; at: number; key?: string }
export type Notice = {
  id: number
  title: string
  body: string
  priority: Priority
  at: number
  key?: string
}
/** JSON's scalars: a value keeps the type that it was given. */
export type Value = string | number | boolean | null
export type Reading = { name: string; value: Value; at: number }

/** A row with its kind. */
export type Told = { type: 'message'; message: Line } | { type: 'notification'; notice: Notice }
export type Kind = Told['type']
/** What happened in the world. */
export type WorldEvent = Told | { type: 'reading'; reading: Reading; gone?: boolean }

/** All there is, as data. Oldest first. `floor`: what was up to this id is not known. */
export type Rows = { messages: Line[]; notices: Notice[]; readings: Reading[]; floor?: number }

/** So many lines and so many notices are remembered, where nothing else is said. */
export const KEPT_ROWS = 2_000
/** So many readings can there be. */
export const KEPT_READINGS = 200

/** What the world remembers: bounded, oldest first. */
export class Book {
  readonly #lines: Ledger<Line>
  readonly #notices: Ledger<Notice>
  readonly #readings = new Map<string, Reading>()

  constructor(kept = KEPT_ROWS) {
    this.#lines = new Ledger(kept)
    this.#notices = new Ledger(kept)
  }

  get messages(): readonly Line[] {
    return this.#lines.rows
  }

  get notices(): readonly Notice[] {
    return this.#notices.rows
  }

  get readings(): Reading[] {
    return [...this.#readings.values()]
  }

  reading(name: string): Reading | undefined {
    return this.#readings.get(name)
  }

  /** The greatest id of any row that there is or was, or 0. */
  get lastId(): number {
    return Math.max(this.#lines.lastId, this.#notices.lastId)
  }

  ledger(kind: Kind): Ledger<Line> | Ledger<Notice> {
    return kind === 'message' ? this.#lines : this.#notices
  }

  /** The row of that kind that its maker calls so. */
  find(kind: Kind, key: string): Told | undefined {
    const row = this.ledger(kind).find(key)
    return row && toldOf(kind, row)
  }

  /** Takes in what happened. False where that is no news. */
  apply(event: WorldEvent): boolean {
    if (event.type === 'message') return this.#lines.insert(event.message)
    if (event.type === 'notification') return this.#notices.insert(event.notice)
    const { name } = event.reading
    if (event.gone) return this.#readings.delete(name)
    const known = this.#readings.get(name)
    if (known && known.value === event.reading.value && known.at === event.reading.at) return false
    if (!known && this.#readings.size >= KEPT_READINGS) return false
    this.#readings.set(name, event.reading)
    return true
  }

  /** Forgets what it knew. */
  fill({ messages, notices, readings }: Rows): void {
    this.#lines.fill(messages)
    this.#notices.fill(notices)
    this.#readings.clear()
    for (const reading of readings.slice(0, KEPT_READINGS)) this.#readings.set(reading.name, reading)
  }

  /** A world begins here: whoever remembers an earlier id was in another one. */
  beginAfter(id: number): void {
    this.#lines.beginAfter(id)
    this.#notices.beginAfter(id)
  }

  get rows(): Rows {
    const floor = Math.max(this.#lines.floor, this.#notices.floor)
    return { messages: [...this.messages], notices: [...this.notices], readings: this.readings, floor }
  }
}

/** A row of that kind as what is told of it. */
export function toldOf(kind: Kind, row: Line | Notice): Told {
  return kind === 'message'
    ? { type: 'message', message: row as Line }
    : { type: 'notification', notice: row as Notice }
}
