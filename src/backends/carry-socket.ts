import type { Incoming } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { addressOf } from './fields.ts'
import { told, unlessFirst } from './frame.ts'
import { initialValue } from './say.ts'

/** A frame a message, over WebSocket. */
export async function* carrySocket(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, options } = context
  const socket = await net.socket(addressOf(options.server, 'ws'))
  const session = codec.session?.((frame) => socket.send(frame), context)
  try {
    if (options.first) await socket.send(options.first)
    yield* unlessFirst(context)
    yield {
      type: 'ready',
      can: ['say'],
      async act(draft) {
        if (draft.act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
        return session ? session.say(draft) : socket.send(codec.write(draft).frame)
      },
    }
    yield* initialValue(context, codec)
    for await (const frame of socket) {
      const text = textOf(frame)
      if (text === undefined) {
        yield { type: 'garbled', frame, why: { code: 'binary' } }
        continue
      }
      yield* told(text, codec, { at: net.clock.now() }, session)
    }
  } finally {
    session?.close()
  }
}
