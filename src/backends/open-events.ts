import type { Reason } from '../model/reason.ts'
import type { EventsItem } from '../net/events.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext } from './carrier.ts'
import { addressOf } from './fields.ts'

const NO_HEADER = 'resume header refused'
const NAMES = 'names of events'

export type Opened = { items: AsyncIterable<EventsItem>; resumed: boolean; why?: Reason }

/** Opens the stream, and asks to resume where that is possible. A `Last-Event-ID` header costs a preflight that many
 *  servers do not answer, which looks like any failure: then what was missed is a gap, and the browser's own
 *  EventSource, which needs no preflight, takes over for this channel. */
export async function openStream(context: CarrierContext): Promise<Opened> {
  const { net, options, cursor, memory } = context
  const url = addressOf(options.server, 'http')
  if (options.native) return { items: await openNative(context, url), resumed: false }
  if (memory.has(NO_HEADER)) return { items: await openUnasked(context, url), resumed: false }
  if (!cursor) return { items: await net.events(url), resumed: false }
  try {
    return { items: await net.events(url, { lastEventId: cursor }), resumed: true }
  } catch (error) {
    const code = error instanceof NetError ? error.why.code : undefined
    // Firefox tells a page nothing of a stream that is still silent: there the look at such a server finds nobody.
    if (code === 'unreachable') return { items: await net.events(url), resumed: false }
    if (code !== 'no-cors') throw error
    const items = await openUnasked(context, url)
    memory.set(NO_HEADER, true)
    return { items, resumed: false, why: { code: 'no-resume-header' } }
  }
}

/** Without the header: by the browser's EventSource, which sends it itself the next time, where there is one. */
async function openUnasked(context: CarrierContext, url: string): Promise<AsyncIterable<EventsItem>> {
  try {
    return await openNative(context, url)
  } catch (error) {
    if (!(error instanceof NetError) || error.why.code !== 'no-event-source') throw error
    return context.net.events(url)
  }
}

/** Remembers that events of that name come: the browser's EventSource hears only those that it was told of. */
export function heardName({ memory }: CarrierContext, name: string): void {
  namesOf(memory).add(name)
}

function openNative(
  { net, options, memory }: CarrierContext,
  url: string,
): Promise<AsyncIterable<EventsItem>> {
  const asked = options.names.split(/[\s,]+/).filter(Boolean)
  return net.events(url, { native: { names: [...asked, ...namesOf(memory)] } })
}

function namesOf(memory: Map<string, unknown>): Set<string> {
  const known = memory.get(NAMES)
  if (known instanceof Set) return known as Set<string>
  const names = new Set<string>()
  memory.set(NAMES, names)
  return names
}
