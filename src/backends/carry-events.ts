import type { Incoming } from '../model/message.ts'
import type { EventsItem } from '../net/events.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { addressOf, postAddress } from './fields.ts'
import { told, unlessFirst } from './frame.ts'
import { byPost, initialValue } from './say.ts'

const NO_HEADER = 'resume header refused'

/** An event a message, over Server-Sent Events; what is said goes by POST beside it. */
export async function* carryEvents(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, options } = context
  const { items, resumed } = await open(context)
  const ready: Incoming = { type: 'ready', can: ['say'], act: byPost(context, codec) }
  if (options.first) {
    const headers = { 'Content-Type': 'text/plain;charset=UTF-8' }
    await net.request(postAddress(options), {
      method: 'POST',
      headers,
      body: options.first,
      cache: 'no-store',
    })
  }
  yield* unlessFirst(context, resumed)
  yield ready
  yield* initialValue(context, codec)
  for await (const item of items) {
    if (item.kind === 'lost') yield { type: 'lost', why: item.why, until: item.until }
    else if (item.kind === 'back') yield ready
    else if (item.kind === 'garbled') yield { type: 'garbled', frame: '', why: item.why }
    else {
      const event = item.event === 'message' ? {} : { event: item.event }
      yield* told(item.data, codec, { at: net.clock.now(), ...event, ...(item.id && { id: item.id }) })
    }
  }
}

/** Asks to resume where that is possible. A `Last-Event-ID` header costs a preflight that many servers do not answer,
 *  which looks like any failure: then it is asked without, the rest is a gap, and the header is not tried again. */
async function open(
  context: CarrierContext,
): Promise<{ items: AsyncIterable<EventsItem>; resumed: boolean }> {
  const { net, options, cursor, memory } = context
  const url = addressOf(options.server, 'http')
  if (options.native) {
    const names = options.names.split(/[\s,]+/).filter(Boolean)
    return { items: await net.events(url, { native: { names } }), resumed: false }
  }
  if (!cursor || memory.has(NO_HEADER)) return { items: await net.events(url), resumed: false }
  try {
    return { items: await net.events(url, { lastEventId: cursor }), resumed: true }
  } catch (error) {
    const why = error instanceof NetError ? error.why.code : undefined
    // Firefox tells a page nothing of a stream that is still silent: there the look at such a server finds nobody.
    if (why !== 'no-cors' && why !== 'unreachable') throw error
    const items = await net.events(url)
    if (why === 'no-cors') memory.set(NO_HEADER, true)
    return { items, resumed: false }
  }
}
