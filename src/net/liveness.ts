import type { Clock } from './clock.ts'
import { NetError } from './errors.ts'

/** Nothing came for so long: ask, where the protocol can. */
export const IDLE_MS = 25_000
/** So long may the answer take. */
export const PROBE_TIMEOUT_MS = 10_000
/** A timer that is so much too late means that the machine slept: the answer is asked for once more. */
export const DRIFT = 1.5

/** Watches one ready connection whose protocol has a ping. Any inbound byte is life; a deadline is wall-clock. */
export class Liveness {
  readonly #clock: Clock
  readonly #probe: () => Promise<void>
  readonly #on: { alive: (rttMs: number) => void; dead: (error: NetError) => void }
  #heardAt: number
  #cancel: () => void = () => undefined
  #asking: number | undefined
  #awaited: { resolve: () => void; reject: (error: NetError) => void }[] = []
  #over = false

  constructor(
    probe: () => Promise<void>,
    on: { alive: (rttMs: number) => void; dead: (error: NetError) => void },
    clock: Clock,
  ) {
    this.#clock = clock
    this.#probe = probe
    this.#on = on
    this.#heardAt = clock.now()
    this.#watch()
  }

  heard(): void {
    this.#heardAt = this.#clock.now()
  }

  stop(): void {
    this.#over = true
    this.#cancel()
    this.#settle(new NetError('dropped', { code: 'dropped-unsent' }))
  }

  /** To be asked before anything is sent: by the clock on the wall, not by a timer that may have slept, is this wire
   *  alive? Resolves at once, or when a probe was answered; rejects with NetError `dropped-unsent`. */
  sure(): Promise<void> {
    if (!this.#over && this.#clock.now() - this.#heardAt < IDLE_MS + PROBE_TIMEOUT_MS)
      return Promise.resolve()
    return new Promise((resolve, reject) => {
      this.#awaited.push({ resolve, reject })
      if (this.#over) this.#settle(new NetError('dropped', { code: 'dropped-unsent' }))
      else this.ask()
    })
  }

  /** Asks now: on every wake. Nothing happens while an answer is already waited for. */
  ask(): void {
    if (this.#over || this.#asking !== undefined) return
    this.#cancel()
    const asked = this.#clock.now()
    this.#asking = asked
    this.#cancel = this.#clock.after(PROBE_TIMEOUT_MS, () => this.#judge(asked))
    this.#probe().then(
      () => this.#answered(asked),
      // The failure of a question that was given up already tells nothing.
      (error: unknown) => this.#asking === asked && this.#fail(error),
    )
  }

  #watch(): void {
    this.#cancel()
    if (this.#over) return
    const quiet = this.#clock.now() - this.#heardAt
    this.#cancel = this.#clock.after(Math.max(0, IDLE_MS - quiet), () => {
      if (this.#clock.now() - this.#heardAt >= IDLE_MS) this.ask()
      else this.#watch()
    })
  }

  #answered(asked: number): void {
    if (this.#over || this.#asking !== asked) return
    this.#asking = undefined
    this.heard()
    this.#settle()
    this.#on.alive(this.#clock.now() - asked)
    this.#watch()
  }

  #judge(asked: number): void {
    if (this.#over) return
    this.#asking = undefined
    if (this.#heardAt > asked) {
      this.#settle()
      return this.#watch()
    }
    // Late: we slept, not the server.
    if (this.#clock.now() - asked > PROBE_TIMEOUT_MS * DRIFT) return this.ask()
    const seconds = PROBE_TIMEOUT_MS / 1000
    this.#fail(new NetError('timeout', { code: 'silent', params: { seconds } }))
  }

  #settle(error?: NetError): void {
    const awaited = this.#awaited
    this.#awaited = []
    for (const { resolve, reject } of awaited)
      if (error) reject(error)
      else resolve()
  }

  #fail(error: unknown): void {
    if (this.#over) return
    this.stop()
    this.#on.dead(
      error instanceof NetError ? error : new NetError('dropped', { code: 'ended', detail: String(error) }),
    )
  }
}
