import type { Key } from '../model/log.ts'

/** The rows of a list that a person picked, by key. Only what has its place by number can be. */
export interface Picks {
  readonly size: number
  readonly keys: ReadonlySet<number>
  has(key: Key): boolean
  /** Picks these and no others. */
  set(keys: Iterable<Key>): void
  toggle(key: Key): void
  clear(): void
}
