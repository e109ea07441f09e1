import type { Draft } from './act.ts'
import type { Frame, Message } from './message.ts'
import type { Reason } from './reason.ts'
import { sizeOf, weightOf } from './weight.ts'

/** What the rows of a list are told apart by: a number in a log, a draft's id before it is there, a text for a day's
 *  mark. Never given twice; in a log numbers only grow. */
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

/** What happened to a log, by key: entries that came, oldest first, or what stands where one stood (nothing: it is
 *  gone). Taken a second time it changes nothing, so that another tab and a database can take it too. Has no day marks. */
export type Change = { put: readonly Entry[] } | Put

/** What stands where one stood. `was`: the id of the message that it is another reading of. */
export type Put = { at: Key; by: readonly Entry[]; was?: string }

export const MAX_COUNT = 100_000
/** Characters of text, about half of what they take in memory. */
export const MAX_CHARS = 16 * 1024 * 1024
const ENTRY_CHARS = 16
/** How far back a single entry is looked for. */
const WITHIN = 10_000
/** What the key of a day's mark begins with; that of the entry below it follows. */
const DAY = 'day '
/** Dropped places are given back when there are so many of them. */
const SLACK = 4_096

/** The bounded log of one room, oldest first. Full, it drops its oldest entries; `dropped` counts them. */
export class Log {
  readonly #maxCount: number
  readonly #maxChars: number
  #entries: Entry[] = []
  #head = 0
  #chars = 0
  #lastKey = 0
  #day = { from: 0, to: 0 }
  #dropped = 0
  #prepended = 0
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

  /** How many entries more there are at the front by what was put there since the start: so far do places known before
   *  move back. */
  get prepended(): number {
    return this.#prepended
  }

  /** Grows whenever something else happened than an append, a prepend or a drop: places known before are worth nothing
   *  then. */
  get edits(): number {
    return this.#edits
  }

  /** The key of the youngest entry, ever; 0 where there was none. */
  get lastKey(): number {
    return this.#lastKey
  }

  /** The key of the oldest entry that has its place by number; Infinity where there is none. */
  get firstKey(): number {
    return this.#keyFrom(0)
  }

  at(index: number): Entry | undefined {
    return index < 0 ? undefined : this.#entries[this.#head + index]
  }

  /** The place of the first entry whose key is that number or a greater one; `length` where there is none. The mark of a
   *  day that stands before it comes first. */
  placeOf(key: number): number {
    let from = 0
    let to = this.length
    while (from < to) {
      const middle = (from + to) >> 1
      if (this.#keyFrom(middle) < key) from = middle + 1
      else to = middle
    }
    return from
  }

  /** Where the entry of that key is; -1: there is none. The mark of a day only while the entry below it is there. */
  indexOf(key: Key): number {
    const number = typeof key === 'number' ? key : Number(key.slice(DAY.length))
    for (let index = this.placeOf(number); index < this.length; index++) {
      const found = this.#entries[this.#head + index] as Entry
      if (found.key === key) return index
      if (found.kind !== 'day') return -1
    }
    return -1
  }

  /** No key up to this one is given any more: they are taken, in a history that is kept elsewhere. */
  startAfter(key: number): void {
    this.#lastKey = Math.max(this.#lastKey, key)
  }

  /** Appends a batch and gives it its keys. Returns what was appended, without day marks. */
  append(batch: readonly Fresh[]): Entry[] {
    let key = Math.floor(this.#lastKey)
    const entries = batch.map((fresh): Entry => ({ ...fresh, key: ++key }))
    this.add(entries)
    return entries
  }

  /** The same for messages: there are many of them, and one object for each is enough. */
  say(messages: readonly Message[]): Entry[] {
    let key = Math.floor(this.#lastKey)
    const entries = messages.map((message): Entry => ({
      kind: 'message',
      key: ++key,
      at: message.at,
      message,
    }))
    this.add(entries)
    return entries
  }

  /** Appends entries that have their keys, with a day mark wherever the local day changes. Those that it has, or had,
   *  are left out. */
  add(entries: readonly Entry[]): void {
    for (const entry of entries) {
      if (typeof entry.key !== 'number' || entry.key <= this.#lastKey) continue
      if (entry.at < this.#day.from || entry.at >= this.#day.to) this.#openDay(entry)
      this.#lastKey = entry.key
      this.#entries.push(entry)
      this.#chars += charsOf(entry)
    }
    this.#bound()
  }

  /** Puts older entries that have their keys, oldest first, before the first one. The mark of a day that begins earlier
   *  now gives its place to what came last before it. */
  prepend(entries: readonly Entry[]): void {
    const first = this.firstKey
    const older: Entry[] = []
    const before = this.length
    let day = { from: 0, to: 0 }
    for (const entry of entries) {
      if (typeof entry.key !== 'number' || entry.key >= first) continue
      if (entry.at < day.from || entry.at >= day.to) {
        day = dayOf(entry.at)
        older.push(dayMark(entry))
        this.#chars += ENTRY_CHARS
      }
      older.push(entry)
      this.#chars += charsOf(entry)
      this.#lastKey = Math.max(this.#lastKey, entry.key)
    }
    if (older.length === 0) return
    const rest = this.#entries.slice(this.#head)
    const mark = rest[0]
    // The mark of a day that now begins earlier.
    if (mark?.kind === 'day' && mark.at >= day.from && mark.at < day.to) {
      rest.shift()
      this.#chars -= ENTRY_CHARS
    }
    if (rest.length === 0) this.#day = day
    this.#entries = [...older, ...rest]
    this.#head = 0
    this.#prepended += this.length - before
    this.#bound()
  }

  /** Changes the youngest entry that `is`, keeping its key. Looks `WITHIN` entries back. Returns what it did. */
  change(is: (entry: Entry) => boolean, to: (entry: Entry) => Entry): Change | undefined {
    return this.#at(is, (old) => [to(old)])
  }

  /** Puts one or more in the place of the youngest entry that `is`; the first keeps its key. */
  replace(is: (entry: Entry) => boolean, by: readonly Fresh[]): Change | undefined {
    return this.#at(is, ({ key }, next) =>
      // Between its key and the next.
      by.map((entry, n) => {
        const between = Number(key) + (n * (next - Number(key))) / by.length
        return { ...entry, key: n === 0 ? key : between } as Entry
      }),
    )
  }

  /** Removes everything that `is`. Returns what was removed, oldest first. */
  remove(is: (entry: Entry) => boolean): Entry[] {
    const removed: Entry[] = []
    const kept: Entry[] = []
    for (const entry of this.#entries.slice(this.#head)) (is(entry) ? removed : kept).push(entry)
    if (removed.length === 0) return removed
    this.#entries = kept
    this.#head = 0
    this.#edits++
    this.#chars -= removed.reduce((sum, entry) => sum + charsOf(entry), 0)
    return removed
  }

  /** Does what was done to another log of the same entries. */
  take(change: Change): void {
    if ('put' in change) return this.add(change.put)
    const index = this.indexOf(change.at)
    if (index >= 0) this.#put(this.#head + index, this.at(index) as Entry, [...change.by])
  }

  /** Puts an entry that has its key in its place among those that are there. One that it has already, it has. */
  insert(entry: Entry): void {
    if (typeof entry.key !== 'number' || entry.key > this.#lastKey) return this.add([entry])
    if (this.indexOf(entry.key) >= 0) return
    this.#entries.splice(this.#head + this.placeOf(entry.key), 0, entry)
    this.#chars += charsOf(entry)
    this.#edits++
  }

  /** Drops what is older than that key. */
  dropBefore(key: number): void {
    for (let count = this.placeOf(key); count > 0; count--) this.#drop()
    this.#tidy()
  }

  /** Becomes a log of these, which have their keys, oldest first, and of nothing else. */
  become(entries: readonly Entry[]): void {
    this.clear()
    const last = this.#lastKey
    this.#lastKey = -Infinity
    this.add(entries)
    this.#lastKey = Math.max(last, this.#lastKey)
  }

  /** Forgets everything but the keys that it gave. */
  clear(): void {
    this.#entries = []
    this.#head = 0
    this.#chars = 0
    this.#day = { from: 0, to: 0 }
    this.#edits++
  }

  #at(is: (entry: Entry) => boolean, by: (entry: Entry, next: number) => Entry[]): Change | undefined {
    const oldest = Math.max(this.#head, this.#entries.length - WITHIN)
    for (let index = this.#entries.length - 1; index >= oldest; index--) {
      const old = this.#entries[index] as Entry
      if (!is(old)) continue
      const put = by(old, this.#keyAfter(index))
      this.#put(index, old, put)
      return { at: old.key, by: put }
    }
    return undefined
  }

  #keyAfter(index: number): number {
    const key = this.#keyFrom(index + 1 - this.#head)
    return key === Infinity ? Math.floor(this.#lastKey) + 1 : key
  }

  /** The key of the first entry from there on that has its place by number; Infinity where there is none. */
  #keyFrom(index: number): number {
    for (let at = this.#head + index; at < this.#entries.length; at++) {
      const { key } = this.#entries[at] as Entry
      if (typeof key === 'number') return key
    }
    return Infinity
  }

  #put(index: number, old: Entry, by: Entry[]): void {
    for (const { key } of by) if (typeof key === 'number') this.#lastKey = Math.max(this.#lastKey, key)
    this.#entries.splice(index, 1, ...by)
    this.#chars += by.reduce((sum, entry) => sum + charsOf(entry), -charsOf(old))
    this.#edits++
  }

  #openDay(entry: Entry): void {
    this.#day = dayOf(entry.at)
    this.#entries.push(dayMark(entry))
    this.#chars += ENTRY_CHARS
  }

  #bound(): void {
    while (this.length > this.#maxCount || (this.#chars > this.#maxChars && this.length > 1)) this.#drop()
    this.#tidy()
  }

  #drop(): void {
    this.#chars -= charsOf(this.#entries[this.#head] as Entry)
    this.#entries[this.#head] = undefined as unknown as Entry
    this.#head++
    this.#dropped++
  }

  #tidy(): void {
    if (this.#head < SLACK || this.#head < this.length) return
    this.#entries = this.#entries.slice(this.#head)
    this.#head = 0
  }
}

/** The mark above the first entry of a day. */
function dayMark({ key, at }: Entry): Entry {
  return { kind: 'day', key: `${DAY}${key}`, at }
}

/** What an entry weighs: its text, and a little for being there at all. */
function charsOf(entry: Fresh): number {
  if (entry.kind === 'message') return ENTRY_CHARS + weightOf(entry.message)
  return ENTRY_CHARS + (entry.kind === 'garbled' ? sizeOf(entry.frame) : 0)
}

function dayOf(at: number): { from: number; to: number } {
  const day = new Date(at)
  const from = day.setHours(0, 0, 0, 0)
  return { from, to: new Date(from).setDate(new Date(from).getDate() + 1) }
}
