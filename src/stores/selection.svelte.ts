import type { Key } from '../model/log.ts'

/** The entries of a log that a person picked. */
export class Selection {
  /** In no order. What was dropped from the log since, or deleted, may be among them. */
  keys = $state.raw<ReadonlySet<number>>(new Set())

  get size(): number {
    return this.keys.size
  }

  has(key: Key): boolean {
    return typeof key === 'number' && this.keys.has(key)
  }

  /** Picks these and no others; a day's mark and a draft that nobody took have no place in a log, and cannot be. */
  set(keys: Iterable<Key>): void {
    this.keys = new Set(numbersOf(keys))
  }

  toggle(key: Key): void {
    const keys = new Set(this.keys)
    for (const number of numbersOf([key])) if (!keys.delete(number)) keys.add(number)
    this.keys = keys
  }

  clear(): void {
    if (this.keys.size > 0) this.keys = new Set()
  }
}

function* numbersOf(keys: Iterable<Key>): Generator<number> {
  for (const key of keys) if (typeof key === 'number') yield key
}
