import { frameTypeOf } from './frame-type.ts'
import type { FrameType } from './frame-type.ts'
import type { Frame } from './message.ts'
import { headOf, textOf } from './text.ts'
import type { Traced, TracedFrame } from './traced.ts'
import { bytesOf } from './utf8.ts'

/** One thing that was traced, as an inspector holds it, with what there is to know about it: found out when it is asked
 *  for, since most of them are never drawn. */
export class Captured {
  /** Grows by one with each. */
  readonly key: number
  readonly traced: Traced
  /** So many before it were not kept. */
  readonly missed: number
  readonly bytes: number
  #type: FrameType | undefined

  constructor(key: number, traced: Traced, missed = 0) {
    this.key = key
    this.traced = traced
    this.missed = missed
    this.bytes = 'frame' in traced ? bytesOf(traced.frame) : 0
  }

  /** Undefined where it is no frame. */
  get frame(): TracedFrame | undefined {
    return 'frame' in this.traced ? this.traced : undefined
  }

  get type(): FrameType | undefined {
    const { frame } = this
    return frame && (this.#type ??= frameTypeOf(frame.frame))
  }

  /** All that can be searched: the text of a frame, its event and id, or what is told of an event. */
  get text(): string {
    const { traced } = this
    if ('frame' in traced) {
      const { frame, event = '', id = '', url = '' } = traced
      const named = [event === 'message' ? '' : event, id, url].filter(Boolean).join(' ')
      const text = textOf(frame) ?? textHeadOf(frame)
      return named ? `${named}\n${text}` : text
    }
    if (traced.kind === 'open') return `${traced.url} ${traced.detail ?? ''}`
    if (traced.kind === 'close') return `${traced.code ?? ''} ${traced.reason ?? ''} ${traced.detail}`
    if (traced.kind === 'note') return traced.detail
    const why = 'why' in traced.status ? traced.status.why : undefined
    return `${traced.status.name} ${why?.code ?? ''} ${why?.detail ?? ''}`
  }
}

/** Of a frame that is too long to be read: its beginning. Of bytes: nothing. */
function textHeadOf(frame: Frame): string {
  const head = headOf(frame)
  return typeof head === 'string' ? head : ''
}
