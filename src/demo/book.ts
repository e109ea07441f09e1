import type { Priority } from '../model/message.ts'

/** A line of a room. Ids of a table only grow; `author` is '' where nobody gave a name. Times are epoch ms. */
export type Line = { id: number; room: string; author: string; body: string; at: number }
export type Notice = { id: number; title: string; body: string; priority: Priority; at: number }
/** JSON's scalars: a value keeps the type that it was given. */
export type Value = string | number | boolean | null
export type Reading = { name: string; value: Value; at: number }

/** What happened in the world. `key` is what its maker calls it: the id of a client's draft. */
export type WorldEvent =
  | { type: 'message'; message: Line; key?: string }
  | { type: 'notification'; notice: Notice; key?: string }
  | { type: 'reading'; reading: Reading; gone?: boolean }

/** All there is, as data. Oldest first. */
export type Rows = { messages: Line[]; notices: Notice[]; readings: Reading[] }

/** So many lines and so many notices are remembered. */
export const KEPT_ROWS = 2_000
/** So many readings can there be. */
export const KEPT_READINGS = 200

/** What the world remembers: bounded, oldest first. */
export class Book {
  #messages: Line[] = []
  #notices: Notice[] = []
  readonly #readings = new Map<string, Reading>()

  get messages(): readonly Line[] {
    return this.#messages
  }

  get notices(): readonly Notice[] {
    return this.#notices
  }

  get readings(): Reading[] {
    return [...this.#readings.values()]
  }

  reading(name: string): Reading | undefined {
    return this.#readings.get(name)
  }

  /** The greatest id of any row, or 0. */
  get lastId(): number {
    return Math.max(this.#messages.at(-1)?.id ?? 0, this.#notices.at(-1)?.id ?? 0)
  }

  /** Takes in what happened. False where that is no news. */
  apply(event: WorldEvent): boolean {
    if (event.type === 'message') return insert(this.#messages, event.message)
    if (event.type === 'notification') return insert(this.#notices, event.notice)
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
    this.#messages = messages.slice(-KEPT_ROWS)
    this.#notices = notices.slice(-KEPT_ROWS)
    this.#readings.clear()
    for (const reading of readings.slice(0, KEPT_READINGS)) this.#readings.set(reading.name, reading)
  }

  get rows(): Rows {
    return { messages: [...this.#messages], notices: [...this.#notices], readings: this.readings }
  }
}

/** Rows come nearly in order: two tabs may tell theirs crosswise. */
function insert<Row extends { id: number }>(rows: Row[], row: Row): boolean {
  let at = rows.length
  while (at > 0 && (rows[at - 1] as Row).id > row.id) at--
  if (rows[at - 1]?.id === row.id) return false
  rows.splice(at, 0, row)
  if (rows.length > KEPT_ROWS) rows.shift()
  return true
}
