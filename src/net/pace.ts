/** What a hidden tab does with its polls. */
export type WhenHidden = 'keep' | 'slow' | 'pause'

/** A hidden tab that goes slow polls so many times less often. */
export const HIDDEN_FACTOR = 10

/** How often a channel polls, by whoever has a say in it: the profile, the person at the view, a hidden page.
 *  One for a channel's life; `poll` reads it, and tells it when it will ask next. */
export class Pace {
  #everyMs: number
  #whenHidden: WhenHidden
  #paused = false
  #hidden = false
  #listeners = new Set<(now: boolean) => void>()
  /** Told whenever the next poll's time (epoch ms) is known, or that there will be none. */
  onNext: ((at: number | undefined) => void) | undefined

  constructor(everyMs = 5_000, whenHidden: WhenHidden = 'keep') {
    this.#everyMs = everyMs
    this.#whenHidden = whenHidden
  }

  /** Ms between the end of one poll and the start of the next; Infinity while paused. */
  get everyMs(): number {
    if (this.#paused) return Infinity
    if (!this.#hidden || this.#whenHidden === 'keep') return this.#everyMs
    return this.#whenHidden === 'pause' ? Infinity : this.#everyMs * HIDDEN_FACTOR
  }

  get paused(): boolean {
    return this.#paused
  }

  /** Changes what is given; a wait that is under way is measured anew. */
  set(change: { everyMs?: number; whenHidden?: WhenHidden; paused?: boolean; hidden?: boolean }): void {
    const before = this.everyMs
    this.#everyMs = change.everyMs ?? this.#everyMs
    this.#whenHidden = change.whenHidden ?? this.#whenHidden
    this.#paused = change.paused ?? this.#paused
    this.#hidden = change.hidden ?? this.#hidden
    if (this.everyMs !== before) this.#tell(false)
  }

  /** The page slept or was away: what is due by the clock on the wall is due now. */
  check(): void {
    this.#tell(false)
  }

  /** Poll at once. */
  now(): void {
    this.#tell(true)
  }

  listen(hear: (now: boolean) => void): () => void {
    this.#listeners.add(hear)
    return () => void this.#listeners.delete(hear)
  }

  #tell(now: boolean): void {
    for (const hear of [...this.#listeners]) hear(now)
  }
}
