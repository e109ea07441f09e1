import { Captured } from '../model/captured.ts'
import { Ring } from '../model/ring.ts'
import { headOf } from '../model/text.ts'
import type { Traced } from '../model/traced.ts'

export const MAX_CAPTURED = 20_000
export const MAX_CAPTURED_BYTES = 16 * 1024 * 1024

/** What was captured, by key: from `first` on, before `next`, without a hole. */
export interface Captures {
  readonly first: number
  readonly next: number
  at(key: number): Captured | undefined
}

/** What crossed a wire while somebody looks: the last 20,000 things, of 16 MB at most. */
export class Capture implements Captures {
  readonly #ring = new Ring<Captured>(MAX_CAPTURED)
  #next = 0
  #bytes = 0

  get first(): number {
    return this.#next - this.#ring.length
  }

  get next(): number {
    return this.#next
  }

  at(key: number): Captured | undefined {
    return this.#ring.at(key - this.first)
  }

  /** Adds one; `missed`: so many before it were not kept. Of one that is too large for all of it, the beginning. */
  add(traced: Traced, missed: number): Captured {
    const added = new Captured(this.#next++, traced, missed)
    const fits = added.bytes <= MAX_CAPTURED_BYTES || !('frame' in traced)
    const kept = fits ? added : new Captured(added.key, { ...traced, frame: headOf(traced.frame) }, missed)
    this.#bytes += kept.bytes - (this.#ring.push(kept)?.bytes ?? 0)
    while (this.#bytes > MAX_CAPTURED_BYTES) this.#bytes -= this.#ring.shift()?.bytes ?? 0
    return added
  }

  /** As it is now: it stays so. */
  copy(): Captures {
    const [all, first, next] = [this.#ring.all(), this.first, this.next]
    return { first, next, at: (key) => all[key - first] }
  }
}
