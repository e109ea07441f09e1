/** The last so many of something, oldest first. Nothing is moved when one comes or goes. */
export class Ring<T> {
  readonly #capacity: number
  readonly #items: (T | undefined)[] = []
  #head = 0
  #length = 0

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get length(): number {
    return this.#length
  }

  /** Adds one. Full, it gives its oldest for it. */
  push(item: T): T | undefined {
    const dropped = this.#length === this.#capacity ? this.shift() : undefined
    this.#items[this.#place(this.#length)] = item
    this.#length++
    return dropped
  }

  /** Takes the oldest out. */
  shift(): T | undefined {
    if (this.#length === 0) return undefined
    const oldest = this.#items[this.#head]
    this.#items[this.#head] = undefined
    this.#head = this.#place(1)
    this.#length--
    return oldest
  }

  at(index: number): T | undefined {
    return index < 0 || index >= this.#length ? undefined : this.#items[this.#place(index)]
  }

  /** All of them, in an array of their own. */
  all(): T[] {
    return Array.from({ length: this.#length }, (_, index) => this.at(index) as T)
  }

  #place(index: number): number {
    const place = this.#head + index
    return place < this.#capacity ? place : place - this.#capacity
  }
}
