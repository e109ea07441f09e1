import type { Change, Entry } from './log.ts'
import { Log } from './log.ts'

/** Is an entry shown where these rooms are (`isWithin`)? What tells of the connection (a gap, what could not be read) is
 *  shown in each; the marks of days are none of another log's. */
export function isIn(entry: Entry, has: (room: string | undefined) => boolean): boolean {
  switch (entry.kind) {
    case 'message':
      return has(entry.message.room)
    case 'draft':
      return 'room' in entry.draft.act && has(entry.draft.act.room)
    case 'day':
      return false
    default:
      return true
  }
}

/** The entries of a log that are accepted, as a log of their own with the same keys: it hears what happened to the other
 *  one, and so costs as much as happens. */
export class RoomLog {
  /** To be read only. */
  readonly log = new Log({ maxCount: Infinity, maxChars: Infinity })
  readonly #whole: Log
  readonly #accept: (entry: Entry) => boolean
  /** What of the other log is in here already, by key. */
  #oldest = 0
  #newest = 0

  constructor(whole: Log, accept: (entry: Entry) => boolean) {
    this.#whole = whole
    this.#accept = accept
    this.#begin()
  }

  /** Takes what happened to the other log, after it did; nothing of it: something may have been put before it. `anew`: it is
   *  another one now. Returns whether anything of it was about the entries in here. */
  heed(changes: readonly Change[] | 'anew'): boolean {
    const { length, dropped, prepended, edits, lastKey } = this.log
    if (changes === 'anew') this.#begin()
    else {
      this.#joinOlder()
      for (const change of changes) this.#take(change)
      this.#joinNewer()
    }
    const { log } = this
    log.dropBefore(this.#whole.firstKey)
    return (
      log.length !== length ||
      log.dropped !== dropped ||
      log.prepended !== prepended ||
      log.edits !== edits ||
      log.lastKey !== lastKey
    )
  }

  #begin(): void {
    const entries = this.#between(0, this.#whole.length)
    if (entries.length > 0 || this.log.length > 0) this.log.become(entries)
    this.#oldest = this.#whole.firstKey
    this.#newest = this.#whole.lastKey
  }

  #take(change: Change): void {
    if ('put' in change) {
      this.log.add(change.put.filter(this.#accept))
      const last = change.put.at(-1)?.key
      if (typeof last === 'number') this.#newest = Math.max(this.#newest, last)
      return
    }
    const by = change.by.filter((entry) => this.#accept(entry) && this.#whole.indexOf(entry.key) >= 0)
    if (this.log.indexOf(change.at) >= 0) return this.log.take({ at: change.at, by })
    // It may have come from another room.
    for (const entry of by) this.log.insert(entry)
  }

  #joinOlder(): void {
    const { firstKey } = this.#whole
    if (firstKey < this.#oldest) {
      const older = this.#between(0, this.#whole.placeOf(this.#oldest))
      if (older.length > 0) this.log.prepend(older)
    }
    this.#oldest = firstKey
  }

  /** What nobody told of. */
  #joinNewer(): void {
    const { lastKey } = this.#whole
    if (lastKey > this.#newest)
      this.log.add(this.#between(this.#whole.placeOf(this.#newest), this.#whole.length))
    this.#newest = Math.max(this.#newest, lastKey)
  }

  #between(from: number, to: number): Entry[] {
    const entries: Entry[] = []
    for (let index = from; index < to; index++) {
      const entry = this.#whole.at(index)
      if (entry && this.#accept(entry)) entries.push(entry)
    }
    return entries
  }
}
