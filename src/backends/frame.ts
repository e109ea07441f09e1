import type { Frame, Incoming } from '../model/message.ts'
import type { Reason } from '../model/reason.ts'
import type { CarrierContext, Codec, Origin, Session } from './carrier.ts'

/** What a text tells: messages, something about the conversation, or a row that shows why it could not be read. */
export function told(text: string, codec: Codec, origin: Origin, session?: Session): Incoming[] {
  const parsed = codec.parse(text)
  if ('why' in parsed) return [{ type: 'garbled', frame: text, why: parsed.why }]
  try {
    const taken = session?.take(parsed.value)
    if (taken) return taken
    const messages = codec.read(parsed.value, text, origin)
    return [{ type: 'messages', messages, source: text, ...(origin.id && { cursor: origin.id }) }]
  } catch (error) {
    return [unreadable(error, text)]
  }
}

/** What can be parsed may still be nested past the stack. Anything else that is thrown is a bug. */
export function unreadable(error: unknown, frame: Frame): Incoming {
  if (error instanceof RangeError) return { type: 'garbled', frame, why: { code: 'too-deep' } }
  throw error
}

/** A gap, where this is not the channel's first connection and the wire has no way to ask for what it missed. */
export function* unlessFirst(
  { memory }: CarrierContext,
  resumed = false,
  why: Reason = { code: 'cannot-resume' },
): Generator<Incoming> {
  if (memory.get('connected') && !resumed) yield { type: 'gap', why }
  memory.set('connected', true)
}
