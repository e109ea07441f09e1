import type { Clock } from '../clock.ts'
import { clock as realClock } from '../clock.ts'
import { ReplayClock } from './replay-clock.ts'

/** How fast a recording is played: so many times as fast as it was, or as fast as it goes. */
export type Speed = 1 | 2 | 10 | 100 | 'most'
export const SPEEDS: readonly Speed[] = [1, 2, 10, 100, 'most']

/** Nothing for longer than this is a silence that may be skipped, */
export const SILENCE_MS = 2_000
/** all but its end. */
export const LEAD_MS = 500

/** When things of a recording happen as it is played: paced by the real time, faster, or paused. */
export class Playback {
  readonly clock: ReplayClock
  readonly #real: Clock
  readonly #turn: () => Promise<void>
  #speed: Speed = 1
  #paused = false
  #skips = true
  /** The recording was at `at` when it was `real`. */
  #anchor: { real: number; at: number }
  /** What is waited for. */
  #target: number
  #changed: () => void = () => undefined

  /** `from`: when the recording begins (epoch ms). `turn` lets all that was begun run. */
  constructor(from: number, turn: () => Promise<void>, real: Clock = realClock) {
    this.clock = new ReplayClock(from, real)
    this.#real = real
    this.#turn = turn
    this.#target = from
    this.#anchor = { real: real.now(), at: from }
  }

  get speed(): Speed {
    return this.#speed
  }

  set speed(speed: Speed) {
    this.#change(() => (this.#speed = speed))
  }

  get paused(): boolean {
    return this.#paused
  }

  set paused(paused: boolean) {
    this.#change(() => (this.#paused = paused))
  }

  /** Are long silences skipped? */
  get skips(): boolean {
    return this.#skips
  }

  set skips(skips: boolean) {
    this.#change(() => (this.#skips = skips))
  }

  /** Where it is (epoch ms). */
  get position(): number {
    return Math.min(this.#reached, this.#target)
  }

  /** Waits until it is `at` in the recording, and runs what is due by then. Rejects with the signal's reason. */
  async until(at: number, signal: AbortSignal): Promise<void> {
    const wasSetBack = at < this.#target
    this.#target = at
    if (wasSetBack) this.#anchorAt(at)
    for (;;) {
      signal.throwIfAborted()
      const waitMs = this.#waitMs(at)
      if (waitMs > 0) {
        await this.#wait(waitMs, signal)
        continue
      }
      const due = Math.min(at, this.clock.next)
      if (this.clock.to(due)) await this.#turn()
      if (due >= at) return
    }
  }

  /** How long (real ms) until something is to happen: what is waited for, or a timer before it. */
  #waitMs(at: number): number {
    if (this.#paused) return Infinity
    if (this.#speed === 'most') return 0
    if (this.#skips && (at - this.#reached) / this.#speed > SILENCE_MS)
      this.#anchorAt(at - LEAD_MS * this.#speed)
    return (Math.min(at, this.clock.next) - this.#reached) / this.#speed
  }

  get #reached(): number {
    const { real, at } = this.#anchor
    if (this.#paused) return at
    return this.#speed === 'most' ? this.#target : at + (this.#real.now() - real) * this.#speed
  }

  /** What changes begins where it is. */
  #change(change: () => void): void {
    const at = this.position
    change()
    this.#anchorAt(at)
    this.#changed()
  }

  #anchorAt(at: number): void {
    this.#anchor = { real: this.#real.now(), at }
  }

  #wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const cancel = ms === Infinity ? () => undefined : this.#real.after(ms, () => this.#changed())
      this.#changed = () => {
        cancel()
        signal.removeEventListener('abort', this.#changed)
        this.#changed = () => undefined
        resolve()
      }
      signal.addEventListener('abort', this.#changed)
    })
  }
}
