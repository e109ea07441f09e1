import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'

/** ntfy gives a sign of life every 45 s, where nobody chose otherwise. */
const PATIENCE_MS = 120_000
const LONGEST_MS = 3_600_000
/** A sign may be late by as much as this many beats. */
const BEATS = 2.5
const PATIENCE = 'ntfy patience'

/** Of one stream: how long one waits for the next sign of life. A wire that is dead tells a page nothing of it. */
export class Silence {
  readonly #clock: Clock
  readonly #memory: Map<string, unknown>
  #signAt: number | undefined
  #heardAt = 0

  constructor({ clock, memory }: { clock: Clock; memory: Map<string, unknown> }) {
    this.#clock = clock
    this.#memory = memory
  }

  /** A sign of life came (epoch ms), which the server gives by the clock: two of them are its beat, whatever was thought of it
   *  before. */
  sign(at: number): void {
    const before = this.#signAt
    this.#signAt = at
    if (before === undefined) return
    const beats = (at - before) * BEATS
    this.#memory.set(PATIENCE, Math.min(Math.max(beats, PATIENCE_MS), LONGEST_MS))
  }

  /** Something came that is nothing to tell: a comment. */
  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  /** What comes, or NetError `timeout` where nothing does for too long. A server that is only slower to give a sign of life
   *  is waited for longer the next time. */
  unless<T>(coming: Promise<T>): Promise<T> {
    const patience = Number(this.#memory.get(PATIENCE) ?? PATIENCE_MS)
    const since = this.#clock.now()
    return new Promise((resolve, reject) => {
      let cancel = () => {}
      const wait = (ms: number) => {
        cancel = this.#clock.after(ms, () => {
          const left = Math.max(since, this.#heardAt) + patience - this.#clock.now()
          if (left > 0) return wait(left)
          this.#memory.set(PATIENCE, Math.min(patience * 2, LONGEST_MS))
          const params = { seconds: Math.round(patience / 1000) }
          reject(new NetError('timeout', { code: 'ntfy.silent', params }))
        })
      }
      wait(patience)
      coming.finally(() => cancel()).then(resolve, reject)
    })
  }
}
