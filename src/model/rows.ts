import type { Draft } from './act.ts'
import type { Entry, Key, Log } from './log.ts'

/** What is drawn as one line of a list. `starts`: it is the first of a run by the same author. `after`: the entry
 *  before it. */
export type Row = { entry: Entry; starts: boolean; after: Key | undefined }

/** A longer pause than this begins a new run. */
export const RUN_MS = 5 * 60_000

/** Messages and drafts as rows: those of the log in its order, then the drafts that no wire has taken yet. Rows are
 *  made when they are asked for: drawing costs what is on screen. Places hold while the log goes on, at both ends: what it
 *  drops meanwhile is undefined. */
export class Rows {
  readonly #log: Log
  readonly #drafts: readonly Draft[]
  readonly #count: number
  readonly #first: Entry | undefined
  /** How many the log had dropped when this was made. */
  readonly dropped: number
  /** How many had been prepended to the log when this was made. */
  readonly prepended: number

  constructor(log: Log, drafts: readonly Draft[]) {
    this.#log = log
    this.#drafts = drafts
    this.#count = log.length
    this.#first = log.at(0)
    this.dropped = log.dropped
    this.prepended = log.prepended
  }

  get length(): number {
    return this.#count + this.#drafts.length
  }

  at(index: number): Row | undefined {
    const entry = this.#entry(index)
    const before = this.#entry(index - 1)
    return entry && { entry, starts: startsRun(before, entry), after: before?.key }
  }

  /** Where the row of that key is; -1: there is none. */
  indexOf(key: Key): number {
    const place = this.#log.indexOf(key)
    const index = place - this.#moved
    if (place >= 0) return index >= 0 && index < this.#count ? index : -1
    const draft = this.#drafts.findIndex(({ id }) => id === key)
    return draft < 0 ? -1 : this.#count + draft
  }

  /** So far has the log moved its entries back since this was made. */
  get #moved(): number {
    return this.#log.prepended - this.prepended - (this.#log.dropped - this.dropped)
  }

  #entry(index: number): Entry | undefined {
    // The mark of a day, whose place another entry may have by now.
    if (index === 0 && this.#log.prepended !== this.prepended) return this.#first
    if (index < this.#count) return this.#log.at(index + this.#moved)
    const draft = this.#drafts[index - this.#count]
    return draft && { kind: 'draft', key: draft.id, at: draft.at, draft }
  }
}

function startsRun(before: Entry | undefined, entry: Entry): boolean {
  if (!before || Math.abs(entry.at - before.at) > RUN_MS) return true
  const author = authorOf(entry)
  return author === undefined || authorOf(before) !== author
}

/** Who speaks, for grouping: undefined where nobody does. */
function authorOf(entry: Entry): string | undefined {
  if (entry.kind === 'draft') return 'own'
  if (entry.kind !== 'message') return undefined
  return entry.message.own ? 'own' : `from ${entry.message.from ?? ''}`
}
