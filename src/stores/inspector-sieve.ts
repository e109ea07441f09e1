import type { Captured } from '../model/captured.ts'
import type { Captures } from './inspector-capture.ts'
import { Keys } from './inspector-keys.ts'

export type Accept = (captured: Captured) => boolean

/** Which of the captures are shown: those that are accepted, kept up to date by looking only at what is new. */
export class Sieve {
  readonly captures: Captures
  readonly #accept: Accept | undefined
  readonly #keys = new Keys()
  #looked: number

  /** Without `accept`, all of them. */
  constructor(captures: Captures, accept?: Accept) {
    this.captures = captures
    this.#accept = accept
    this.#looked = captures.first
  }

  get length(): number {
    return this.#accept ? this.#keys.length : this.captures.next - this.captures.first
  }

  /** The key of the one in this place. */
  keyAt(index: number): number | undefined {
    if (this.#accept) return this.#keys.keyAt(index)
    return index >= 0 && index < this.length ? this.captures.first + index : undefined
  }

  /** The place of a key, or of the first that is larger. */
  indexOf(key: number): number {
    if (this.#accept) return this.#keys.indexOf(key)
    return Math.min(Math.max(0, key - this.captures.first), this.length)
  }

  /** Looks at what is new, and forgets what was dropped. */
  update(): void {
    if (!this.#accept) return
    const { first, next } = this.captures
    this.#keys.dropBelow(first)
    for (let key = Math.max(this.#looked, first); key < next; key++) {
      const captured = this.captures.at(key)
      if (captured && this.#accept(captured)) this.#keys.push(key)
    }
    this.#looked = next
  }
}
