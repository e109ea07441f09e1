import type { Traced } from '../model/traced.ts'
import type { Clock } from '../net/clock.ts'
import type { Known } from '../net/trace.ts'
import type { Tapped } from './inspector-tap.ts'

/** A watch is renewed so often: sooner than it lapses, and soon enough after the wire changed hands unnoticed. */
export const RENEW_MS = 5_000

/** What is told to who watches: oldest first. `missed`: so many before them were not kept. `kept`: they were before. */
export type Glimpse = { traced: readonly Traced[]; missed: number; kept: boolean }

/** In a tab that shows what crosses a wire: asks whoever has the wire to tell, and leaves out what was told before. */
export class Watch {
  readonly #who: string
  readonly #ask: (call: 'watch' | 'unwatch', ...given: unknown[]) => void
  readonly #clock: Clock
  #hear: ((glimpse: Glimpse) => void) | undefined
  #known: Known | undefined
  #cancel: (() => void) | undefined

  /** `who`: the name of this tab; `ask` reaches whoever has the wire by then. */
  constructor(who: string, ask: (call: 'watch' | 'unwatch', ...given: unknown[]) => void, clock: Clock) {
    this.#who = who
    this.#ask = ask
    this.#clock = clock
  }

  /** Hears what is kept, and then what comes, until it is stopped. One at a time. */
  start(hear: (glimpse: Glimpse) => void): () => void {
    this.#hear = hear
    this.#known = undefined
    this.renew()
    return () => {
      if (this.#hear !== hear) return
      this.#hear = undefined
      this.#cancel?.()
      this.#ask('unwatch', this.#who)
    }
  }

  /** Asks again: the watch goes on, also where the wire is with somebody else now. */
  renew(): void {
    if (!this.#hear) return
    this.#cancel?.()
    this.#cancel = this.#clock.after(RENEW_MS, () => this.renew())
    this.#ask('watch', this.#who, this.#known)
  }

  /** From whoever has the wire. What is to be told first, is: before that nothing else is heard of a recording. */
  hear({ of, stretches, to }: Tapped): void {
    if (!this.#hear || (to === undefined ? this.#known?.of !== of : to !== this.#who)) return
    if (this.#known?.of !== of) this.#known = { of, next: 0 }
    for (const { from, traced } of stretches) {
      const { next } = this.#known
      const after = from + traced.length
      if (after <= next) continue
      this.#known = { of, next: after }
      const fresh = from < next ? traced.slice(next - from) : traced
      this.#hear({ traced: fresh, missed: Math.max(0, from - next), kept: to !== undefined })
    }
  }
}
