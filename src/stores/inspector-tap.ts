import type { Traced } from '../model/traced.ts'
import type { Clock } from '../net/clock.ts'
import type { Known, Recorded, Recorder } from '../net/trace.ts'

/** What crosses the wire is told in batches so far apart: in a flood nobody reads faster; */
export const TELL_MS = 100
/** one that comes alone is not waited with for longer than this, */
const SOON_MS = 16
/** nor one where a batch is so large: a hidden page's timers come once a second, or once a minute. */
const TELL_MAX = 5_000
const TELL_SIZE = 4 * 1024 * 1024
/** Who did not renew their watch for so long is gone; the timers of a hidden page come once a minute. */
export const LEASE_MS = 75_000

/** What is told of a wire. `to`: it is what one alone did not know yet. Data: another tab takes it as it is. */
export type Tapped = Recorded & { to?: string }

/** In the tab that has the wire: tells those that watch it what crosses it, for as long as they renew their watch. Where
 *  nobody does it hears nothing, and costs nothing. */
export class Tap {
  readonly #recorder: Recorder
  readonly #clock: Clock
  readonly #tell: (tapped: Tapped, whom: ReadonlySet<string>) => void
  /** Until when (epoch ms), by the name of who watches. */
  readonly #leases = new Map<string, number>()
  #batch: Traced[] = []
  /** The number of the batch's first. */
  #from = 0
  #size = 0
  #toldAt = 0
  #cancel: (() => void) | undefined

  /** `tell` is handed a batch, and for whom it is. */
  constructor(recorder: Recorder, clock: Clock, tell: (tapped: Tapped, whom: ReadonlySet<string>) => void) {
    this.#recorder = recorder
    this.#clock = clock
    this.#tell = tell
  }

  /** Somebody watches, or still does: what they do not know yet is told at once. */
  watch(who: string, known: Known | undefined): void {
    this.#flush()
    const renews = this.#leases.has(who) && known?.of === this.#recorder.id
    this.#leases.set(who, this.#clock.now() + LEASE_MS)
    this.#recorder.follower ??= (traced) => this.#hear(traced)
    if (!renews) this.#tell({ ...this.#recorder.since(known), to: who }, new Set([who]))
  }

  /** They do not any more. */
  leave(who: string): void {
    this.#leases.delete(who)
    if (this.#leases.size === 0) this.stop()
  }

  /** Nobody is told any more: the wire is not here, or nobody watches. */
  stop(): void {
    this.#flush()
    this.#leases.clear()
    this.#recorder.follower = undefined
  }

  #hear(traced: Traced): void {
    if (this.#batch.length === 0) this.#from = this.#recorder.next - 1
    this.#batch.push(traced)
    if ('frame' in traced)
      this.#size += typeof traced.frame === 'string' ? traced.frame.length : traced.frame.byteLength
    if (this.#batch.length >= TELL_MAX || this.#size >= TELL_SIZE) this.#flush()
    else this.#cancel ??= this.#clock.after(this.#waitMs(), () => this.#flush())
  }

  #waitMs(): number {
    return Math.max(SOON_MS, this.#toldAt + TELL_MS - this.#clock.now())
  }

  #flush(): void {
    this.#cancel?.()
    this.#cancel = undefined
    if (this.#batch.length === 0) return
    const stretches = [{ from: this.#from, traced: this.#batch }]
    this.#batch = []
    this.#size = 0
    const now = this.#clock.now()
    this.#toldAt = now
    for (const [who, until] of this.#leases) if (until < now) this.#leases.delete(who)
    if (this.#leases.size === 0) this.#recorder.follower = undefined
    else this.#tell({ of: this.#recorder.id, stretches }, new Set(this.#leases.keys()))
  }
}
