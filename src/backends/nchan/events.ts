import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import type { EventsItem } from '../../net/events.ts'
import { sendsHeaders } from '../auth-fields.ts'
import { listenAddress } from './address.ts'
import type { Listening } from './listening.ts'
import { hearAll, wasIn } from './listening.ts'
import { lookAtOldest } from './oldest.ts'
import { whyEnded, whyNotHeard } from './refusal.ts'

/** An event a message, with its id: https://nchan.io/#eventsource */
export async function* hearEvents(listening: Listening): AsyncGenerator<Incoming> {
  const { net, options, hearing } = listening
  let words = ''
  const open = () =>
    net.events(listenAddress(options.server, 'http', hearing.since), {
      onComment: (comment) => (words = comment),
    })
  let items: AsyncIterable<EventsItem>
  try {
    await lookAtOldest(listening)
    items = await open().catch((error: unknown) => {
      if (error instanceof NetError && error.status === 400 && hearing.isSeveral()) return open()
      throw error
    })
  } catch (error) {
    throw whyNotHeard(error, { login: sendsHeaders(options), wasIn: wasIn(listening) })
  }
  yield* hearing.begin(true)
  yield { type: 'ready', can: ['say'], act: listening.act() }
  const told = (item: EventsItem, at: number): Incoming[] => {
    if (item.kind === 'garbled') return [{ type: 'garbled', frame: item.frame, why: item.why }]
    if (item.kind !== 'event') return []
    const { data, id, event } = item
    return hearing.hear({ body: data, ...(id && { id }), ...(event !== 'message' && { event }) }, at)
  }
  try {
    yield* hearAll(listening, items, told)
  } catch (error) {
    throw error instanceof NetError && error.why.code === 'ended' ? whyEnded(words, error) : error
  }
}
