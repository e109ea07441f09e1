import type { Captured } from '../model/captured.ts'
import type { Captures } from './inspector-capture.ts'

/** Keys in their order, by place. */
export interface Ordered {
  readonly length: number
  keyAt(index: number): number | undefined
  /** The place of a key, or of the first that is larger. */
  indexOf(key: number): number
}

/** The list that a person sees. Holds until the next one is made. */
export class Shown {
  readonly length: number
  readonly #keys: Ordered
  readonly #captures: Captures
  readonly #from: number

  /** Those of `keys` from the key `since` on. */
  constructor(keys: Ordered, captures: Captures, since: number) {
    this.#keys = keys
    this.#captures = captures
    this.#from = keys.indexOf(since)
    this.length = keys.length - this.#from
  }

  at(index: number): Captured | undefined {
    const key = index < 0 ? undefined : this.#keys.keyAt(this.#from + index)
    return key === undefined ? undefined : this.#captures.at(key)
  }

  /** The place of a key, or of the first that is larger. */
  indexOf(key: number): number {
    return Math.max(0, this.#keys.indexOf(key) - this.#from)
  }

  has(key: number): boolean {
    return this.at(this.indexOf(key))?.key === key
  }
}
