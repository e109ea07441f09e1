import type { Change, Entry, Put } from '../model/log.ts'
import type { Edit, Placed } from './chunk.ts'
import { editEntries, isBeside, isPlaced } from './chunk.ts'

const MAX_UNREAD = 5_000
/** So many more than are kept may wait, so that a flood is cut in lumps. */
const SLACK = 1_000
/** A tab that never gets the pen would gather them for ever. */
const MAX_EDITS = 10_000

/** What of one history waits to be written, in the keys of its page. */
export class Buffer {
  entries: Placed[] = []
  /** Of what is stored already. */
  edits: Edit[] = []
  /** Where to resume, if that changed; `to` undefined forgets it. */
  cursor: { to: string | undefined } | undefined
  heardAt: number | undefined
  unread: readonly number[] | undefined
  /** Ids of drafts whose lines are among the entries. */
  sent: string[] = []
  /** Nothing more is added: something else, after it, is to see it written. */
  isSealed = false

  get isEmpty(): boolean {
    return (
      this.entries.length === 0 &&
      this.edits.length === 0 &&
      this.cursor === undefined &&
      this.heardAt === undefined &&
      this.unread === undefined &&
      this.sent.length === 0
    )
  }

  /** Adds a change. No more than about twice `keep` entries wait. */
  add(change: Change, keep: number): void {
    if ('put' in change) this.#put(change.put)
    else this.#edit(change)
    if (this.entries.length > 2 * keep + SLACK) this.entries = keep > 0 ? this.entries.slice(-keep) : []
    if (this.edits.length > 2 * MAX_EDITS) this.edits = this.edits.slice(-MAX_EDITS)
  }

  setUnread(keys: readonly number[]): void {
    this.unread = keys.slice(-MAX_UNREAD)
  }

  /** Leaves out what cannot be copied into a database. */
  leaveOutUncloneable(): void {
    this.entries = this.entries.filter(isCloneable)
    this.edits = this.edits.filter(isCloneable)
  }

  #put(entries: readonly Entry[]): void {
    let last = this.entries.at(-1)?.key ?? -Infinity
    for (const entry of entries) {
      if (!isPlaced(entry) || entry.key <= last) continue
      this.entries.push(entry)
      last = entry.key
    }
  }

  #edit({ at, by, was }: Put): void {
    if (typeof at === 'number') {
      const edit = { at, by, ...(was !== undefined && { was }) }
      const first = this.entries[0]
      const edited = first && at >= first.key ? editEntries(this.entries, edit) : undefined
      if (edited) this.entries = edited.filter(isPlaced)
      else this.edits.push(edit)
    }
    // What is not in its place, but of a later one, is new.
    this.#put(by.filter((entry) => isPlaced(entry) && !(typeof at === 'number' && isBeside(at, entry.key))))
  }
}

/** Whether a database can hold that value. */
export function isCloneable(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    // A function, a proxy, or nested too deep.
    return false
  }
}
