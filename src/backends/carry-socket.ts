import type { Frame, Incoming } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import { NetError } from '../net/errors.ts'
import { Pacing } from '../net/pacing.ts'
import { Ahead } from './ahead.ts'
import { loginFrame } from './auth.ts'
import type { CarrierContext, Codec, Session } from './carrier.ts'
import { addressOf } from './fields.ts'
import { prepare, told as read, unlessFirst } from './frame.ts'
import { Lump } from './lump.ts'
import { resumeAddress, resumesByAddress } from './resume.ts'
import { initialValue } from './say.ts'

/** A frame a message, over WebSocket. */
export async function* carrySocket(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, options, cursor } = context
  const socket = await net.socket(resumeAddress(addressOf(options.server, 'ws'), options, cursor))
  const send = (frame: Frame) => socket.send(frame)
  const session = codec.session?.(send, context) ?? wordless(send, context, codec)
  const frames = new Ahead(socket)
  const pacing = new Pacing()
  try {
    const login = loginFrame(context)
    if (login) await socket.send(login)
    if (options.first) await socket.send(codec.fill?.(options.first, net.clock.now()) ?? options.first)
    const first = session.waitMs > 0 ? await frames.look(session.waitMs, net.clock) : undefined
    yield* session.begin(first === undefined ? undefined : valueOf(first, codec))
    yield* initialValue(context, codec)
    for (;;) {
      const { patience } = session
      const more = await (patience ? Promise.race([frames.more, patience]) : frames.more)
      if (more === undefined) {
        yield* session.giveUp()
        continue
      }
      if (!more) return
      const lump = new Lump()
      const at = net.clock.now()
      const goesOn = pacing.spell()
      const hear = (frame: Frame) => {
        for (const told of read(frame, codec, { at }, session)) lump.add(told)
        const answered = session.answered()
        if (answered) lump.add(answered)
      }
      const waiting: Frame[] = []
      const count = frames.take(codec.prepare ? (frame) => waiting.push(frame) : hear, goesOn)
      if (waiting.length > 0) {
        await prepare(
          codec,
          waiting.map((frame) => ({ frame })),
        )
        waiting.forEach(hear)
      }
      yield* lump.give()
      const lull = pacing.lull(count)
      // What is left waits long enough.
      if (lull > 0 && goesOn()) await net.sleep(lull)
      await pacing.breath()
    }
  } finally {
    session.close()
    frames.close()
  }
}

/** A first frame as what it may be: a greeting. */
function valueOf(frame: Frame, codec: Codec): unknown {
  const text = textOf(frame)
  const parsed = text === undefined ? undefined : codec.parse(text)
  return parsed && 'value' in parsed ? parsed.value : undefined
}

/** Where nothing can be agreed on. */
function wordless(send: (frame: Frame) => Promise<void>, context: CarrierContext, codec: Codec): Session {
  return {
    waitMs: 0,
    exact: false,
    places: false,
    patience: undefined,
    *begin() {
      yield* unlessFirst(context, resumesByAddress(context))
      yield {
        type: 'ready',
        can: ['say'],
        async act(draft) {
          if (draft.act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
          return send(codec.write(draft).frame)
        },
      }
    },
    take: () => undefined,
    giveUp: () => [],
    answered: () => undefined,
    close: () => undefined,
  }
}
