import { textOf } from '../../model/text.ts'
import type { Incoming } from '../../model/message.ts'
import { withDefaults } from '../../model/profile.ts'
import { withAuth } from '../auth.ts'
import { methodOf } from '../auth-fields.ts'
import type { Backend, Context } from '../backend.ts'
import { defineBackend } from '../backend.ts'
import { carrierFields } from '../fields.ts'
import { channelsOf, markOf } from './address.ts'
import type { NchanOptions } from './fields.ts'
import { nchanComposer, nchanFields } from './fields.ts'
import { Hearing } from './hearing.ts'
import type { Listening } from './listening.ts'
import { publisher } from './publish.ts'
import type { Wire } from './wires.ts'
import { hearOver } from './wires.ts'

/** A channel of nginx with the Nchan module (https://nchan.io), or several at once. */
async function* connect(context: Context<typeof nchanFields>): AsyncGenerator<Incoming> {
  const { memory } = context
  const channels = channelsOf(context.options)
  // By the address that was saved, which has no secrets: they may change, and the channel is the same.
  const mark = markOf(context.options)
  const hearing = new Hearing(context, { channels, all: context.options.history === 'kept', mark })
  const over = (wire: Wire): Listening | undefined => {
    const chosen = byWire(context.options, wire)
    if (!chosen) return undefined
    const { net, ...dressed } = withAuth({ ...context, options: withDefaults(carrierFields, chosen, 'chat') })
    const { server, post } = dressed.options
    const options = { ...chosen, server, post }
    const act: Listening['act'] = (send) => publisher(net, options, { channels, mark }, send)
    return { net, options, memory, hearing, act }
  }
  yield* hearOver(context.options.wire, memory, over)
}

/** The same by another wire. Undefined where what lets it in cannot be sent there: a browser sets no headers on a WebSocket. */
function byWire(options: NchanOptions, wire: Wire): NchanOptions | undefined {
  if (wire === options.wire) return options
  const method = methodOf(options)
  if (wire !== 'socket')
    return options.wire === 'socket'
      ? { ...options, wire, auth: method === 'query' ? 'query' : 'none' }
      : { ...options, wire }
  if (!['none', 'query', 'cookies'].includes(method)) return undefined
  return { ...options, wire, socketAuth: method === 'query' ? 'query' : 'none' }
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
