import type { Entry, Key, Log } from './log.ts'

/** The entries of a log that are accepted, kept up to date by looking only at what is new. */
export class Filter {
  readonly #log: Log
  readonly #accept: (entry: Entry) => boolean
  /** Places in the log, counted from what was its first entry at the start: what is prepended is below 0. */
  #places: number[] = []
  #head = 0
  #first: number
  #next: number
  #edits: number
  #dropped = 0
  #prepended = 0

  constructor(log: Log, accept: (entry: Entry) => boolean) {
    this.#log = log
    this.#accept = accept
    this.#first = this.#next = firstOf(log)
    this.#edits = log.edits
  }

  get length(): number {
    return this.#places.length - this.#head
  }

  /** How many of the accepted the log has dropped since. */
  get dropped(): number {
    return this.#dropped
  }

  /** How many more of them there are at the front, by what was prepended since. */
  get prepended(): number {
    return this.#prepended
  }

  at(index: number): Entry | undefined {
    const place = this.#places[this.#head + index]
    return place === undefined ? undefined : this.#log.at(place - firstOf(this.#log))
  }

  /** Where the entry of that key is; -1: it is not accepted, or not there. */
  indexOf(key: Key): number {
    const place = this.#log.indexOf(key) + firstOf(this.#log)
    let from = this.#head
    let to = this.#places.length
    while (from < to) {
      const middle = (from + to) >> 1
      if ((this.#places[middle] as number) < place) from = middle + 1
      else to = middle
    }
    return this.#places[from] === place && this.at(from - this.#head)?.key === key ? from - this.#head : -1
  }

  /** Looks at what was appended and prepended since, and forgets what was dropped. */
  update(): this {
    const first = firstOf(this.#log)
    const end = first + this.#log.length
    this.#forget(first)
    if (first < this.#first) this.#lookBefore(first, end)
    if (this.#log.edits !== this.#edits) {
      this.#edits = this.#log.edits
      this.#places = []
      this.#head = 0
      this.#next = first
    }
    for (const place of this.#accepted(Math.max(this.#next, first), end)) this.#places.push(place)
    this.#first = first
    this.#next = end
    return this
  }

  /** What the log dropped. */
  #forget(first: number): void {
    while (this.#head < this.#places.length && (this.#places[this.#head] as number) < first) {
      this.#head++
      this.#dropped++
    }
    if (this.#head <= 4_096 || this.#head <= this.length) return
    this.#places = this.#places.slice(this.#head)
    this.#head = 0
  }

  /** What came in at the front, and the first place once more: the mark of a day may have left it. */
  #lookBefore(first: number, end: number): void {
    const rest = this.#places.slice(this.#head)
    if (rest[0] === this.#first) rest.shift()
    const older = [...this.#accepted(first, Math.min(this.#first + 1, end))]
    this.#prepended += older.length + rest.length - this.length
    this.#places = [...older, ...rest]
    this.#head = 0
    this.#next = Math.max(this.#next, this.#first + 1)
  }

  *#accepted(from: number, to: number): Generator<number> {
    const first = firstOf(this.#log)
    for (let place = from; place < to; place++) {
      const entry = this.#log.at(place - first)
      if (entry && this.#accept(entry)) yield place
    }
  }
}

/** Where the log begins, counted from what was its first entry at the start. */
function firstOf({ dropped, prepended }: Log): number {
  return dropped - prepended
}
