import { globalId } from '../model/ids.ts'
import type { Frame } from '../model/message.ts'
import { Ring } from '../model/ring.ts'
import type { Status } from '../model/status.ts'
import { headOf } from '../model/text.ts'
import type { Trace, Traced, TracedEvent, TracedFrame } from '../model/traced.ts'
import type { NetError } from './errors.ts'

const KEPT_FRAMES = 200
/** Of characters or bytes: a few large frames push the others out. */
const KEPT_SIZE = 4 * 1024 * 1024
const KEPT_EVENTS = 2_000
const KEPT_ASIDES = 200

/** A piece of a recording without a hole in it: its first has the number `from`, the next one more. */
export type Stretch = { from: number; traced: readonly Traced[] }

/** What the recording `of` tells, oldest first. Data. */
export type Recorded = { of: string; stretches: readonly Stretch[] }

/** So far is a recording known. */
export type Known = { of: string; next: number }

type Numbered = { at: number; traced: Traced }

/** The last 200 frames (the last 4 MB of them) and the connection's timeline are always kept, so that an inspector that
 *  is opened after the failure is not empty. Each has its number, by which somebody who follows knows what they missed. */
export class Recorder {
  /** The name of this recording: numbers are its own. */
  readonly id = globalId()
  /** Hears everything as it comes, while somebody follows. */
  follower: Trace | undefined
  readonly #frames = new Ring<TracedFrame>(KEPT_FRAMES)
  /** Beside the frames: a pair for each would be one more thing to make. */
  readonly #places = new Ring<number>(KEPT_FRAMES)
  readonly #timeline = new Ring<Numbered>(KEPT_EVENTS)
  /** Notes and round trips: many of them push no frame out. */
  readonly #asides = new Ring<Numbered>(KEPT_ASIDES)
  #size = 0
  #next = 0
  #status: Status | undefined
  #before: Status | undefined

  readonly trace: Trace = (traced: Traced) => {
    if (traced.kind === 'status' && !this.#isNew(traced.status)) return
    const at = this.#next++
    if ('frame' in traced) this.#keep(traced, at)
    else (this.#isTurn(traced) ? this.#timeline : this.#asides).push({ at, traced })
    this.follower?.(traced)
  }

  /** Oldest first. */
  get frames(): readonly TracedFrame[] {
    return this.#frames.all()
  }

  /** Opens, closes and changes of state, oldest first. */
  get timeline(): readonly TracedEvent[] {
    return this.#timeline.all().flatMap(({ traced }) => ('frame' in traced ? [] : [traced]))
  }

  /** All that is kept, in its order. */
  get all(): readonly Traced[] {
    return this.#numbered().map(({ traced }) => traced)
  }

  /** What is kept of what somebody does not know yet. */
  since(known: Known | undefined): Recorded {
    const first = known?.of === this.id ? known.next : 0
    const stretches: { from: number; traced: Traced[] }[] = []
    for (const { at, traced } of this.#numbered()) {
      if (at < first) continue
      const last = stretches.at(-1)
      if (last && last.from + last.traced.length === at) last.traced.push(traced)
      else stretches.push({ from: at, traced: [traced] })
    }
    return { of: this.id, stretches }
  }

  /** The number that comes next. */
  get next(): number {
    return this.#next
  }

  #numbered(): Numbered[] {
    const frames = this.#frames.all().map((traced, n) => ({ at: this.#places.at(n) as number, traced }))
    return [...this.#timeline.all(), ...this.#asides.all(), ...frames].sort((one, other) => one.at - other.at)
  }

  /** A state that is told again is no change. */
  #isNew(status: Status): boolean {
    if (JSON.stringify(status) === JSON.stringify(this.#status)) return false
    this.#before = this.#status
    this.#status = status
    return true
  }

  /** What a timeline is made of: not the round trip that is measured again, nor a note. */
  #isTurn(event: TracedEvent): boolean {
    if (event.kind !== 'status') return event.kind !== 'note'
    return this.#before?.name !== event.status.name
  }

  #keep(traced: TracedFrame, at: number): void {
    // One that is larger than all that is kept would be kept whole.
    const kept = sizeOf(traced.frame) > KEPT_SIZE ? { ...traced, frame: headOf(traced.frame) } : traced
    this.#places.push(at)
    this.#size += sizeOf(kept.frame)
    this.#dropped(this.#frames.push(kept))
    while (this.#size > KEPT_SIZE && this.#frames.length > 1) {
      this.#places.shift()
      this.#dropped(this.#frames.shift())
    }
  }

  #dropped(traced: TracedFrame | undefined): void {
    if (traced) this.#size -= sizeOf(traced.frame)
  }
}

/** The end of a wire, as it is traced: by an error, or by this page. */
export function closing(at: number, error?: NetError): TracedEvent & { kind: 'close' } {
  if (!error) return { at, kind: 'close', detail: 'closed by this page' }
  return { at, kind: 'close', detail: error.message, why: error.why }
}

function sizeOf(frame: Frame): number {
  return typeof frame === 'string' ? frame.length : frame.byteLength
}
