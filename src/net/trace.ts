import type { Frame } from '../model/message.ts'

/** One thing that crossed a wire, or happened to it. `at` is epoch ms. */
export type Traced =
  | { at: number; kind: 'in' | 'out'; frame: Frame; event?: string; id?: string }
  | { at: number; kind: 'open'; url: string; detail?: string }
  | { at: number; kind: 'note'; detail: string }
  | { at: number; kind: 'close'; detail: string }

export type Trace = (traced: Traced) => void

const KEPT_FRAMES = 200
/** Of characters or bytes: a few large frames push the others out. */
const KEPT_SIZE = 4 * 1024 * 1024
const KEPT_EVENTS = 500

/** The last 200 frames (the last 4 MB of them) and the connection's timeline are always kept, so that an inspector that
 *  is opened after the failure is not empty. */
export class Recorder {
  #frames: Extract<Traced, { frame: Frame }>[] = []
  #size = 0
  #timeline: Traced[] = []

  readonly trace: Trace = (traced) => {
    if ('frame' in traced) {
      this.#frames.push(traced)
      this.#size += sizeOf(traced.frame)
      while (this.#frames.length > KEPT_FRAMES || (this.#size > KEPT_SIZE && this.#frames.length > 1)) {
        const oldest = this.#frames.shift()
        if (oldest) this.#size -= sizeOf(oldest.frame)
      }
      return
    }
    this.#timeline.push(traced)
    if (this.#timeline.length > KEPT_EVENTS) this.#timeline.shift()
  }

  /** Oldest first. */
  get frames(): readonly Traced[] {
    return this.#frames
  }

  get timeline(): readonly Traced[] {
    return this.#timeline
  }
}

function sizeOf(frame: Frame): number {
  return typeof frame === 'string' ? frame.length : frame.byteLength
}
