import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'

/** Watches a server that said how often it will ping: one that says nothing for longer is gone. By the clock on the wall,
 *  so that a machine that slept notices when it wakes. */
export class Heartbeat {
  readonly #clock: Clock
  readonly #dead: (error: NetError) => void
  #everyMs = Infinity
  #heardAt: number
  #cancel: () => void = () => undefined

  constructor(clock: Clock, dead: (error: NetError) => void) {
    this.#clock = clock
    this.#dead = dead
    this.#heardAt = clock.now()
  }

  /** From now on the server is heard each so many ms, or is not there any more. */
  begin(everyMs: number): void {
    this.#everyMs = everyMs
    this.heard()
    this.#watch()
  }

  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  stop(): void {
    this.#cancel()
    this.#everyMs = Infinity
  }

  #watch(): void {
    this.#cancel()
    const leftMs = this.#heardAt + this.#everyMs - this.#clock.now()
    if (leftMs === Infinity) return
    if (leftMs > 0) {
      this.#cancel = this.#clock.after(Math.ceil(leftMs), () => this.#watch())
      return
    }
    const seconds = Math.round(this.#everyMs / 1000)
    this.#dead(new NetError('timeout', { code: 'socketio.no-ping', params: { seconds } }))
  }
}
