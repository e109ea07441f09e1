import type { Reason } from '../model/reason.ts'
import type { EventsItem } from '../net/events.ts'
import { NetError } from '../net/errors.ts'
import { sendsHeaders } from './auth-fields.ts'
import { mainAsk } from './auth.ts'
import type { CarrierContext } from './carrier.ts'
import { addressOf } from './fields.ts'
import { resumeAddress, resumesByAddress } from './resume.ts'

const HEADER = 'resume header'
const UNANSWERED = 'resume header unanswered'
const UNANSWERED_TIMES = 2
const RETRY = 'retry of events'
const NAMES = 'names of events'
/** So many are remembered: a server that makes up a name for each event has no end of them. */
const MAX_NAMES = 1_000

export type Opened = { items: AsyncIterable<EventsItem>; resumed: boolean; why?: Reason }

/** Opens the stream, and asks to resume where that is possible: by the profile's parameter, or by `Last-Event-ID`. That
 *  header costs a preflight that many servers do not answer, which looks like any failure: then what was missed is a
 *  gap, and the browser's own EventSource, which needs no preflight, takes over for this channel. */
export async function openStream(context: CarrierContext): Promise<Opened> {
  const { options, cursor, memory } = context
  const url = addressOf(options.server, 'http')
  const native = options.native && !sendsHeaders(options)
  if (resumesByAddress(context)) {
    const at = resumeAddress(url, options, cursor)
    return { items: await (native ? openNative(context, at) : listen(context, at)), resumed: true }
  }
  if (native) return { items: await openNative(context, url), resumed: false }
  if (memory.get(HEADER) === 'refused') return { items: await openUnasked(context, url), resumed: false }
  if (!cursor) return { items: await listen(context, url), resumed: false }
  try {
    const items = await listen(context, url, { lastEventId: cursor })
    memory.set(HEADER, 'taken')
    memory.delete(UNANSWERED)
    return { items, resumed: true }
  } catch (error) {
    const why = whyUnasked(error, memory)
    if (!why) throw error
    const items = await openUnasked(context, url)
    if (why === 'refused') memory.set(HEADER, why)
    return { items, resumed: false, why: { code: 'no-resume-header' } }
  }
}

/** Was it the header that the server does not let through, and not its being away? `perhaps`: nothing more can be found
 *  out. Throws what is worth another try. */
function whyUnasked(error: unknown, memory: Map<string, unknown>): 'refused' | 'perhaps' | undefined {
  if (!(error instanceof NetError)) return undefined
  const { code } = error.why
  if (code !== 'no-cors' && code !== 'unreachable') return undefined
  // It was let through before: a server that comes and goes must not be taken for one that refuses.
  if (memory.get(HEADER) === 'taken') throw new NetError('dropped', error.why)
  if (code === 'no-cors') return 'refused'
  // Firefox tells a page nothing of a stream that is still silent: there the look at such a server finds nobody. Once is
  // a server that is away. (A HEAD would tell, but where it is answered as a GET, which never ends, Firefox asks for
  // the stream on the same connection, behind that answer.)
  const times = Number(memory.get(UNANSWERED) ?? 0) + 1
  memory.set(UNANSWERED, times)
  if (times < UNANSWERED_TIMES) throw new NetError('dropped', error.why)
  return 'perhaps'
}

/** Without the header: by the browser's EventSource, which sends it itself the next time, where there is one, and where
 *  it can ask as the profile wants. */
async function openUnasked(context: CarrierContext, url: string): Promise<AsyncIterable<EventsItem>> {
  if (sendsHeaders(context.options)) return listen(context, url)
  try {
    return await openNative(context, url)
  } catch (error) {
    if (!(error instanceof NetError) || error.why.code !== 'no-event-source') throw error
    return listen(context, url)
  }
}

/** What a server said by `retry:` holds for the streams after that one too. */
function listen(
  context: CarrierContext,
  url: string,
  more: { lastEventId?: string } = {},
): Promise<AsyncIterable<EventsItem>> {
  const { net, memory } = context
  const retryMs = memory.get(RETRY)
  const onRetry = (ms: number) => void memory.set(RETRY, ms)
  return net.events(url, {
    ...mainAsk(context),
    ...more,
    ...(typeof retryMs === 'number' && { retryMs }),
    onRetry,
  })
}

/** Remembers that events of that name come: the browser's EventSource hears only those that it was told of. */
export function heardName({ memory }: CarrierContext, name: string): void {
  const names = namesOf(memory)
  if (names.has(name) || names.size >= MAX_NAMES) return
  memory.set(NAMES, names.add(name))
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
