import type { Draft } from './act.ts'
import type { Entry, Key, Log } from './log.ts'

/** What is drawn as one line of a list. `starts`: it is the first of a run by the same author. `after`: the entry
 *  before it. */
export type Row = { entry: Entry; starts: boolean; after: Key | undefined }

/** A longer pause than this begins a new run. */
export const RUN_MS = 5 * 60_000

/** Messages and drafts as rows: those of the log in its order, then the drafts that no wire has taken yet. Rows are
 *  made when they are asked for: drawing costs what is on screen. Places hold while the log goes on: what it drops
 *  meanwhile is undefined. */
export class Rows {
  readonly #log: Log
  readonly #drafts: readonly Draft[]
  readonly #count: number
  /** How many the log had dropped when this was made. */
  readonly dropped: number

  constructor(log: Log, drafts: readonly Draft[]) {
    this.#log = log
    this.#drafts = drafts
    this.#count = log.length
    this.dropped = log.dropped
  }

  get length(): number {
    return this.#count + this.#drafts.length
  }

  at(index: number): Row | undefined {
    const entry = this.#entry(index)
    const before = this.#entry(index - 1)
    return entry && { entry, starts: startsRun(before, entry), after: before?.key }
  }

  #entry(index: number): Entry | undefined {
    if (index < this.#count) return this.#log.at(index - (this.#log.dropped - this.dropped))
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
