import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import { Pacing } from '../../net/pacing.ts'
import { CONNECTED, defineBackend } from '../backend.ts'
import type { Context } from '../backend.ts'
import { composer } from './composer.ts'
import { fields } from './fields.ts'
import { hasWildcard, isFilter, parseFilters } from './topics-read.ts'
import type { Link } from './link.ts'
import { Session } from './memory.ts'
import { openLink } from './open.ts'
import { publicationOf } from './publication.ts'
import { subscribe } from './subscribe.ts'
import { explain } from './taken-over.ts'

export type MqttContext = Context<typeof fields>

async function* connect(context: MqttContext): AsyncGenerator<Incoming> {
  const { signal, memory } = context
  const session = Session.of(memory)
  const filters = filtersOf(context)
  let link: Link | undefined
  let readyAt: number | undefined
  // Before the socket's own, which closes it.
  const leave = () => link?.leave()
  signal.addEventListener('abort', leave)
  let stopPings = () => {}
  try {
    const open = await openLink(context, session, (opened) => (link = opened))
    stopPings = keepAlive(open, context)
    const gaps = await subscribe(open, filters, context, session)
    yield { type: 'rooms', rooms: roomsOf(filters), separator: '/' }
    yield* gaps
    memory.set(CONNECTED, true)
    session.confirm()
    readyAt = context.net.clock.now()
    yield {
      type: 'ready',
      can: ['say'],
      act: async (draft) => open.publish(draft, publicationOf(draft, context.options, open.isFive)),
      probe: () => open.ping(),
    }
    yield* listen(open, context)
  } catch (error) {
    // What came before the last answers was confirmed: nobody tells it again.
    if (link) yield* link.lump.give()
    const readyMs = readyAt === undefined ? undefined : context.net.clock.now() - readyAt
    const explained = explain(error, session, context.options.clientId !== '', readyMs)
    // Nobody comes back to ask what became of it.
    if (explained instanceof NetError && !explained.retryable) session.flights.lose()
    throw explained
  } finally {
    signal.removeEventListener('abort', leave)
    stopPings()
    link?.close()
  }
}

/** Tells what comes, until it is over. */
async function* listen(link: Link, { net }: MqttContext): AsyncGenerator<Incoming> {
  const pacing = new Pacing()
  // What came with the broker's first answers.
  yield* link.lump.give()
  for (;;) {
    if (link.error) throw link.error
    if (!(await link.frames.more)) return
    const goesOn = pacing.spell()
    const count = link.take(goesOn)
    yield* link.lump.give()
    const lull = pacing.lull(count)
    // What is left waits long enough.
    if (lull > 0 && goesOn()) await net.sleep(lull)
    await pacing.breath()
  }
}

/** Lets the broker hear of us in time. Returns what ends that. */
function keepAlive(link: Link, { net }: MqttContext): () => void {
  const everyMs = (link.keepalive * 1000) / 2
  if (everyMs === 0) return () => {}
  let cancel = () => {}
  const next = () => {
    cancel = net.clock.after(everyMs, () => {
      // A timer may come a little early.
      link.pingAfter(everyMs - 100)
      next()
    })
  }
  next()
  return () => cancel()
}

function filtersOf({ options }: MqttContext): string[] {
  const filters = parseFilters(options.topics)
  const wrong = filters.filter((filter) => !isFilter(filter))
  if (wrong.length > 0)
    throw new NetError('refused', { code: 'mqtt.bad-filters', params: { filters: wrong.join(', ') } })
  return filters
}

/** What is listened to by its own name is a room before anything was said there. */
function roomsOf(filters: readonly string[]): { id: string }[] {
  return filters
    .filter((filter) => !hasWildcard(filter) && !filter.startsWith('$share/'))
    .map((id) => ({ id }))
}

/** MQTT 5 and 3.1.1 over WebSocket (https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html). */
export default defineBackend({ fields, composer, connect, rooms: { field: 'topics' } })
