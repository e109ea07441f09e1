import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import type { EventsItem } from '../../net/events.ts'
import { sendsHeaders } from '../auth-fields.ts'
import { listenAddress } from './address.ts'
import type { Listening } from './listening.ts'
import { hearAll, isSilent, wasIn } from './listening.ts'
import { lookAtOldest } from './oldest.ts'
import { whyEnded, whyNotHeard } from './refusal.ts'

/** Nchan begins a stream at once (`: hi`). Where nothing comes for so long (ms) it takes the question for a long poll, or
 *  something between here and there keeps it back. */
const PATIENCE_MS = 3_000
/** In a channel's memory: a stream took so long to begin that a long poll was tried, where none is taken. */
export const SLOW = 'nchan slow'
const SLOW_MS = 20_000
/** Where another wire has waited before. */
const ASKED_MS = 1_000

/** An event a message, with its id: https://nchan.io/#eventsource */
export async function* hearEvents(listening: Listening): AsyncGenerator<Incoming> {
  const { net, options, hearing, memory } = listening
  const patienceMs = memory.get(SLOW) ? SLOW_MS : listening.isAsked ? ASKED_MS : PATIENCE_MS
  let words = ''
  const open = async (): Promise<AsyncIterable<EventsItem>> => {
    const url = listenAddress(options, 'http', hearing.since)
    const over = new AbortController()
    const opening = net.events(url, { onComment: (comment) => (words = comment), signal: over.signal })
    if (await isSilent(opening, net.sleep(patienceMs))) {
      opening.catch(() => undefined)
      // Else the server would keep the question as one long poll more.
      over.abort()
      throw new NetError('refused', { code: 'nchan.wire' })
    }
    return opening.catch((error: unknown) => {
      if (error instanceof NetError && error.status === 400 && hearing.asksOtherwise()) return open()
      throw error
    })
  }
  let items: AsyncIterable<EventsItem>
  try {
    await lookAtOldest(listening)
    items = await open()
  } catch (error) {
    // An answer that is no stream: to a long poll, say.
    if (error instanceof NetError && error.why.code === 'not-event-stream')
      throw new NetError('refused', { code: 'nchan.wire' }, { status: 200 })
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
