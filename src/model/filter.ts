import type { Entry, Log } from './log.ts'

/** The entries of a log that are accepted, kept up to date by looking only at what is new. */
export class Filter {
  readonly #log: Log
  readonly #accept: (entry: Entry) => boolean
  /** Places in the log, counted from its very first entry. */
  #places: number[] = []
  #head = 0
  #next = 0
  #edits: number
  #dropped = 0

  constructor(log: Log, accept: (entry: Entry) => boolean) {
    this.#log = log
    this.#accept = accept
    this.#next = log.dropped
    this.#edits = log.edits
  }

  get length(): number {
    return this.#places.length - this.#head
  }

  /** How many of the accepted the log has dropped since. */
  get dropped(): number {
    return this.#dropped
  }

  at(index: number): Entry | undefined {
    const place = this.#places[this.#head + index]
    return place === undefined ? undefined : this.#log.at(place - this.#log.dropped)
  }

  /** Looks at what was appended since, and forgets what was dropped. */
  update(): this {
    const { dropped, length, edits } = this.#log
    if (edits !== this.#edits) {
      this.#edits = edits
      this.#places = []
      this.#head = 0
      this.#next = dropped
    }
    for (let place = Math.max(this.#next, dropped); place < dropped + length; place++) {
      const entry = this.#log.at(place - dropped)
      if (entry && this.#accept(entry)) this.#places.push(place)
    }
    this.#next = dropped + length
    while (this.#head < this.#places.length && (this.#places[this.#head] as number) < dropped) {
      this.#head++
      this.#dropped++
    }
    if (this.#head > 4_096 && this.#head > this.length) {
      this.#places = this.#places.slice(this.#head)
      this.#head = 0
    }
    return this
  }
}
