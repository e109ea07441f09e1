import type { Draft } from './act.ts'
import type { Frame, Message } from './message.ts'
import type { Reason } from './reason.ts'

/** What the rows of a list are told apart by: a number in a log, a draft's id before it is there. Never given twice. */
export type Key = number | string

/** One thing in a log, in its place. `at` is epoch ms. */
export type Entry =
  | { kind: 'message'; key: Key; at: number; message: Message }
  /** Ours, said at this point, and not echoed (yet). */
  | { kind: 'draft'; key: Key; at: number; draft: Draft }
  | { kind: 'gap'; key: Key; at: number; from?: number; to?: number; why: Reason }
  | { kind: 'garbled'; key: Key; at: number; frame: Frame; why: Reason }
  /** The entries after it are of another day than those before. */
  | { kind: 'day'; key: Key; at: number }

/** An entry before it has its place. */
export type Fresh = Entry extends infer E ? (E extends { key: Key } ? Omit<E, 'key'> : never) : never

export const MAX_COUNT = 100_000
/** Characters of text, about half of what they take in memory. */
export const MAX_CHARS = 16 * 1024 * 1024
const ENTRY_CHARS = 16
/** How far back a single entry is looked for. */
const WITHIN = 10_000
/** Dropped places are given back when there are so many of them. */
const SLACK = 4_096

/** The bounded log of one room, oldest first. Full, it drops its oldest entries; `dropped` counts them. */
export class Log {
  readonly #maxCount: number
  readonly #maxChars: number
  #entries: Entry[] = []
  #head = 0
  #chars = 0
  #nextKey = 1
  #firstKey = 0
  #day = { from: 0, to: 0 }
  #dropped = 0
  #edits = 0

  constructor({ maxCount = MAX_COUNT, maxChars = MAX_CHARS }: { maxCount?: number; maxChars?: number } = {}) {
    this.#maxCount = maxCount
    this.#maxChars = maxChars
  }

  get length(): number {
    return this.#entries.length - this.#head
  }

  /** How many entries were dropped from the front since the start. */
  get dropped(): number {
    return this.#dropped
  }

  /** Grows whenever something else than an append or a drop happened: positions known before are worth nothing then. */
  get edits(): number {
    return this.#edits
  }

  at(index: number): Entry | undefined {
    return index < 0 ? undefined : this.#entries[this.#head + index]
  }

  /** Appends a batch, with a day mark wherever the local day changes. */
  append(batch: readonly Fresh[]): void {
    for (const fresh of batch) {
      if (fresh.at < this.#day.from || fresh.at >= this.#day.to) this.#openDay(fresh.at)
      this.#entries.push({ ...fresh, key: this.#nextKey++ } as Entry)
      this.#chars += charsOf(fresh)
    }
    this.#bound()
  }

  /** Puts older entries, oldest first, before the first one. */
  prepend(batch: readonly Fresh[]): void {
    const older: Entry[] = []
    let day = { from: 0, to: 0 }
    for (const fresh of batch) {
      if (fresh.at < day.from || fresh.at >= day.to) {
        day = dayOf(fresh.at)
        older.push({ kind: 'day', key: this.#firstKey--, at: fresh.at })
        this.#chars += ENTRY_CHARS
      }
      older.push({ ...fresh, key: this.#firstKey-- } as Entry)
      this.#chars += charsOf(fresh)
    }
    const rest = this.#entries.slice(this.#head)
    const first = rest[0]
    // The mark of a day that now begins earlier.
    if (first?.kind === 'day' && first.at >= day.from && first.at < day.to) {
      rest.shift()
      this.#chars -= ENTRY_CHARS
    }
    this.#entries = [...older, ...rest]
    this.#head = 0
    this.#edits++
    this.#bound()
  }

  /** Changes the youngest entry that `is`, keeping its key. Looks `WITHIN` entries back. Returns whether there was one. */
  change(is: (entry: Entry) => boolean, to: (entry: Entry) => Entry): boolean {
    return this.#at(is, (index, old) => this.#put(index, old, [to(old)]))
  }

  /** Puts one or more in the place of the youngest entry that `is`; the first keeps its key. */
  replace(is: (entry: Entry) => boolean, by: readonly Fresh[]): boolean {
    return this.#at(is, (index, old) =>
      this.#put(
        index,
        old,
        by.map((entry, n) => ({ ...entry, key: n === 0 ? old.key : this.#nextKey++ }) as Entry),
      ),
    )
  }

  /** Removes everything that `is`. Returns what was removed, oldest first. */
  remove(is: (entry: Entry) => boolean): Entry[] {
    const removed: Entry[] = []
    const kept: Entry[] = []
    for (const entry of this.#entries.slice(this.#head)) (is(entry) ? removed : kept).push(entry)
    this.#entries = kept
    this.#head = 0
    if (removed.length > 0) this.#edits++
    this.#chars -= removed.reduce((sum, entry) => sum + charsOf(entry), 0)
    return removed
  }

  #at(is: (entry: Entry) => boolean, run: (index: number, entry: Entry) => void): boolean {
    const oldest = Math.max(this.#head, this.#entries.length - WITHIN)
    for (let index = this.#entries.length - 1; index >= oldest; index--) {
      const entry = this.#entries[index] as Entry
      if (!is(entry)) continue
      run(index, entry)
      return true
    }
    return false
  }

  #put(index: number, old: Entry, by: Entry[]): void {
    this.#entries.splice(index, 1, ...by)
    this.#chars += by.reduce((sum, entry) => sum + charsOf(entry), -charsOf(old))
    this.#edits++
  }

  #openDay(at: number): void {
    this.#day = dayOf(at)
    this.#entries.push({ kind: 'day', key: this.#nextKey++, at })
    this.#chars += ENTRY_CHARS
  }

  #bound(): void {
    while (this.length > this.#maxCount || (this.#chars > this.#maxChars && this.length > 1)) {
      this.#chars -= charsOf(this.#entries[this.#head] as Entry)
      this.#entries[this.#head] = undefined as unknown as Entry
      this.#head++
      this.#dropped++
    }
    if (this.#head < SLACK || this.#head < this.length) return
    this.#entries = this.#entries.slice(this.#head)
    this.#head = 0
  }
}

/** What an entry weighs: its text, and a little for being there at all. */
function charsOf(entry: Fresh): number {
  if (entry.kind === 'message') return ENTRY_CHARS + entry.message.body.length + sizeOf(entry.message.source)
  return ENTRY_CHARS + (entry.kind === 'garbled' ? sizeOf(entry.frame) : 0)
}

function sizeOf(frame: Frame | undefined): number {
  return frame === undefined ? 0 : typeof frame === 'string' ? frame.length : frame.byteLength
}

function dayOf(at: number): { from: number; to: number } {
  const day = new Date(at)
  const from = day.setHours(0, 0, 0, 0)
  return { from, to: new Date(from).setDate(new Date(from).getDate() + 1) }
}
