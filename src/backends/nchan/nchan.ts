import { textOf } from '../../model/text.ts'
import type { Incoming } from '../../model/message.ts'
import { withDefaults } from '../../model/profile.ts'
import { withAuth } from '../auth.ts'
import type { Backend, Context } from '../backend.ts'
import { defineBackend } from '../backend.ts'
import { carrierFields } from '../fields.ts'
import { channelsOf } from './address.ts'
import { hearEvents } from './events.ts'
import { nchanComposer, nchanFields } from './fields.ts'
import { Hearing } from './hearing.ts'
import type { Listening } from './listening.ts'
import { hearLongPoll } from './long-poll.ts'
import { publisher } from './publish.ts'
import { hearSocket } from './socket.ts'

const WIRES = { socket: hearSocket, events: hearEvents, poll: hearLongPoll }

/** A channel of nginx with the Nchan module (https://nchan.io), or several at once. */
async function* connect(context: Context<typeof nchanFields>): AsyncGenerator<Incoming> {
  const { memory } = context
  const { net, ...dressed } = withAuth({
    ...context,
    options: withDefaults(carrierFields, context.options, 'chat'),
  })
  const { server, post } = dressed.options
  const options = { ...context.options, server, post }
  const channels = channelsOf(options)
  const hearing = new Hearing(context, { channels, all: options.history === 'kept' })
  const listening: Listening = {
    net,
    options,
    memory,
    hearing,
    act: (send) => publisher(net, options, channels, send),
  }
  yield* WIRES[options.wire](listening)
}

export default defineBackend({
  fields: nchanFields,
  composer: nchanComposer,
  connect,
  said: (frame) => {
    const body = textOf(frame)
    // A request without a body is a question.
    return body ? { body } : undefined
  },
}) as Backend<typeof nchanFields>
