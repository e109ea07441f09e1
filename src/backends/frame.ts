import { isTooDeep } from '../model/exact.ts'
import { localId } from '../model/ids.ts'
import type { Frame, Incoming, Message } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import { headOf, MAX_TEXT_CHARS, textOf } from '../model/text.ts'
import { CONNECTED } from './backend.ts'
import type { CarrierContext, Codec, Conversation, Heard, Origin } from './carrier.ts'

/** What a frame tells: messages, something about the conversation, or a row that shows why it could not be read. The
 *  wire's own id is told with it, and never before it. */
export function told(frame: Frame, codec: Codec, origin: Origin, talk?: Conversation): Incoming[] {
  const shown = (row: Incoming) => placed([...(talk?.take(undefined) ?? []), row], origin)
  const text = textOf(frame)
  if (text === undefined) return shown(bytesOf(frame, origin) ?? unread(frame))
  const parsed = codec.parse(text)
  if ('why' in parsed) return shown({ type: 'garbled', frame: text, why: parsed.why })
  try {
    const taken = talk?.take(parsed.value) ?? codec.changesOf?.(parsed.value, origin)
    if (taken) return placed(taken, origin)
    const messages = codec.read(parsed.value, text, origin)
    const cursor = origin.id || (talk?.places && codec.placeOf?.(parsed.value, messages))
    const exact = talk?.exact && { exact: true as const }
    return [{ type: 'messages', messages, sources: [text], ...(cursor && { cursor }), ...exact }]
  } catch (error) {
    return placed([unreadable(error, text)], origin)
  }
}

function placed(told: Incoming[], { id }: Origin): Incoming[] {
  return id ? [...told, { type: 'cursor', cursor: id }] : told
}

/** Prepares the texts among these frames, where their codec has to. */
export async function prepare(
  codec: Codec,
  frames: readonly { frame: Frame; event?: string }[],
): Promise<void> {
  if (!codec.prepare) return
  const texts: Heard[] = []
  for (const { frame, event } of frames) {
    const text = textOf(frame)
    if (text !== undefined) texts.push({ text, event })
  }
  if (texts.length > 0) await codec.prepare(texts)
}

/** Bytes that are no text are a message of their own. Undefined where they are too many. */
function bytesOf(frame: Frame, { at, event, id }: Origin): Incoming | undefined {
  if (typeof frame === 'string' || frame.byteLength > MAX_TEXT_CHARS) return undefined
  const message: Message = { id: id ?? localId(), at, body: '', source: frame }
  if (event) message.tags = [event]
  return { type: 'messages', messages: [message] }
}

/** A text that is too long to read: no more than its beginning is kept. */
export function unread(frame: Frame): Incoming {
  const why: Reason = { code: 'too-large', params: { megabytes: MAX_TEXT_CHARS / 1024 ** 2 } }
  return { type: 'garbled', frame: headOf(frame), why }
}

/** What can be parsed may still be nested past the stack. Anything else that is thrown is a bug. */
export function unreadable(error: unknown, frame: Frame): Incoming {
  if (isTooDeep(error)) return { type: 'garbled', frame, why: { code: 'too-deep' } }
  throw error
}

/** A gap, where this is not the channel's first connection and the wire has no way to ask for what it missed. */
export function* unlessFirst(
  { memory }: Pick<CarrierContext, 'memory'>,
  resumed = false,
  why: Reason = { code: 'cannot-resume' },
): Generator<Incoming> {
  if (memory.get(CONNECTED) && !resumed) yield { type: 'gap', why }
  memory.set(CONNECTED, true)
}
