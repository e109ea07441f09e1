import type { Clock } from '../net/clock.ts'

/** Between two alerts there is at least so much time; what comes meanwhile is told together. */
export const ALERT_EVERY_MS = 2_000

/** Counts what is to be alerted to, and tells it no more often than a person can bear. */
export class AlertPace {
  readonly #clock: Clock
  readonly #tell: (counts: ReadonlyMap<string, number>) => void
  #counts = new Map<string, number>()
  #lastAt = -Infinity
  #waiting = false

  constructor(clock: Clock, tell: (counts: ReadonlyMap<string, number>) => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** So many more came from `source`. */
  add(source: string, count: number): void {
    this.#counts.set(source, (this.#counts.get(source) ?? 0) + count)
    if (this.#waiting) return
    this.#waiting = true
    this.#clock.after(Math.max(0, this.#lastAt + ALERT_EVERY_MS - this.#clock.now()), () => this.#now())
  }

  /** Whoever looks needs no alert. */
  forget(): void {
    this.#counts.clear()
  }

  #now(): void {
    this.#waiting = false
    const counts = this.#counts
    if (counts.size === 0) return
    this.#counts = new Map()
    this.#lastAt = this.#clock.now()
    this.#tell(counts)
  }
}
