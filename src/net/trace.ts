import type { Frame } from '../model/message.ts'

/** One thing that crossed a wire, or happened to it. `at` is epoch ms. */
export type Traced =
  | { at: number; kind: 'in' | 'out'; frame: Frame; event?: string; id?: string }
  | { at: number; kind: 'open'; url: string; detail?: string }
  | { at: number; kind: 'note'; detail: string }
  | { at: number; kind: 'close'; detail: string }

export type Trace = (traced: Traced) => void

const KEPT_FRAMES = 200
const KEPT_EVENTS = 500

/** The last 200 frames and the connection's timeline are always kept, so that an inspector that is opened after the
 *  failure is not empty. */
export class Recorder {
  #frames: Traced[] = []
  #cursor = 0
  #timeline: Traced[] = []

  readonly trace: Trace = (traced) => {
    if (traced.kind === 'in' || traced.kind === 'out') {
      this.#frames[this.#cursor] = traced
      this.#cursor = (this.#cursor + 1) % KEPT_FRAMES
      return
    }
    this.#timeline.push(traced)
    if (this.#timeline.length > KEPT_EVENTS) this.#timeline.shift()
  }

  /** Oldest first. */
  get frames(): Traced[] {
    return [...this.#frames.slice(this.#cursor), ...this.#frames.slice(0, this.#cursor)]
  }

  get timeline(): readonly Traced[] {
    return this.#timeline
  }
}
