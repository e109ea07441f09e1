import type { Clock } from './clock.ts'

/** A clock for tests, that stands still until told to go on. Its timers take whole ms and no fractions, as Firefox's do: they
 *  may come before what they were set for. */
export class FakeClock implements Clock {
  #now: number
  #timers: { at: number; run: () => void }[] = []

  constructor(now = 1_000_000) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + Math.trunc(ms), run }
    this.#timers.push(timer)
    return () => void (this.#timers = this.#timers.filter((other) => other !== timer))
  }

  /** When the next timer is due (epoch ms), if any. */
  get next(): number | undefined {
    return this.#timers.reduce<number | undefined>((min, { at }) => Math.min(min ?? at, at), undefined)
  }

  /** Goes on by `ms`, firing each timer at its time, and lets promises settle in between. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms
    await settle()
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.#timers = this.#timers.filter((other) => other !== due)
      this.#now = Math.max(this.#now, due.at)
      due.run()
      await settle()
    }
    this.#now = until
    await settle()
  }

  /** As when a lid was closed: the time is another, and timers come late, all at once. */
  async leap(ms: number): Promise<void> {
    this.#now += ms
    await this.pass(0)
  }
}

/** Lets everything that waits on resolved promises run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve()
}
