import type { Clock } from '../net/clock.ts'

/** A look takes no longer. */
export const LOOK_MS = 2_500
/** What sends by itself gets so long for the first of it: most that tell something do so once a second. */
export const FIRST_MS = 1_200
/** And then so long for more. */
export const MORE_MS = 300
/** So many messages are looked at. */
export const MAX_TEXTS = 20
/** And so many bytes. */
export const MAX_LOOK_BYTES = 64 * 1024

/** The time of one look: `over` at the caller's abort, at its end, or when nothing more is waited for. */
export class LookTime {
  readonly signal: AbortSignal
  readonly #clock: Clock
  readonly #round = new AbortController()
  readonly #outer: AbortSignal
  readonly #cancelWhole: () => void
  #cancelWait: () => void = () => undefined

  constructor(outer: AbortSignal, clock: Clock) {
    this.#outer = outer
    this.#clock = clock
    this.signal = this.#round.signal
    this.#cancelWhole = clock.after(LOOK_MS, this.end)
    outer.addEventListener('abort', this.end, { once: true })
    if (outer.aborted) this.end()
  }

  get isOver(): boolean {
    return this.signal.aborted
  }

  /** So long from now, and no longer. */
  wait(ms: number): void {
    this.#cancelWait()
    this.#cancelWait = this.#clock.after(ms, this.end)
  }

  readonly end = (): void => {
    this.#cancelWhole()
    this.#cancelWait()
    this.#outer.removeEventListener('abort', this.end)
    this.#round.abort()
  }
}

/** What a promise becomes, or undefined where time is over first: not every request ends when it is aborted. */
export function within<T>(time: LookTime, promise: Promise<T>): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const stop = () => resolve(undefined)
    if (time.isOver) stop()
    time.signal.addEventListener('abort', stop, { once: true })
    const forget = () => time.signal.removeEventListener('abort', stop)
    promise.then(resolve, reject).finally(forget)
  })
}

/** Is it done so soon (ms)? */
export function comesWithin(clock: Clock, ms: number, promise: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve(false))
    void promise.then(() => resolve(true)).finally(cancel)
  })
}
