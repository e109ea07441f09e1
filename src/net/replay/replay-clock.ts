import type { Clock } from '../clock.ts'
import { clock as realClock } from '../clock.ts'

/** A wait so short is for the screen's sake and not for a server's: it is of the real time, so that what came is shown
 *  also where the recording stands. */
export const SOON_MS = 100

/** The time of a recording (epoch ms): it stands still until it is taken on. */
export class ReplayClock implements Clock {
  readonly #real: Clock
  #now: number
  /** Soonest first. */
  #timers: { at: number; run: () => void }[] = []

  constructor(now: number, real: Clock = realClock) {
    this.#now = now
    this.#real = real
  }

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    if (ms <= SOON_MS) return this.#real.after(ms, run)
    const timer = { at: this.#now + ms, run }
    const after = this.#timers.findIndex(({ at }) => at > timer.at)
    this.#timers.splice(after < 0 ? this.#timers.length : after, 0, timer)
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer))
  }

  /** When the next timer is due; Infinity where there is none. */
  get next(): number {
    return this.#timers[0]?.at ?? Infinity
  }

  /** It is `at` now, which may be earlier than before: whoever recorded it had their clock set. Runs what is due, at its
   *  time; returns whether anything was. */
  to(at: number): boolean {
    let ran = false
    for (let timer = this.#timers[0]; timer && timer.at <= at; timer = this.#timers[0]) {
      this.#timers.shift()
      this.#now = timer.at
      timer.run()
      ran = true
    }
    this.#now = at
    return ran
  }
}
