import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import { Pacing } from '../../net/pacing.ts'
import { CONNECTED, defineBackend } from '../backend.ts'
import type { Context } from '../backend.ts'
import { blame } from './blame.ts'
import { composer } from './composer.ts'
import { fields } from './fields.ts'
import { keepAlive } from './keep-alive.ts'
import { hasWildcard, isFilter, ownFilter, parseFilters } from './topics-read.ts'
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
    stopPings = keepAlive(open, context.net.clock)
    yield { type: 'rooms', rooms: roomsOf(filters), separator: '/' }
    const asking = subscribe(open, filters, context, session)
    // What a session kept is confirmed as it comes: who goes away meanwhile would have taken it in vain.
    const gaps = open.goesOn ? yield* telling(open, asking) : await asking
    yield* gaps
    memory.set(CONNECTED, true)
    session.confirm()
    session.wasHeardHere = true
    readyAt = context.net.clock.now()
    open.publisher.goOn()
    yield {
      type: 'ready',
      can: ['say'],
      act: async (draft) =>
        open.publish(draft, publicationOf(draft, context.options, open.isFive, open.offered)),
      probe: () => open.ping(),
    }
    yield* listen(open, context)
  } catch (error) {
    // What came before the last answers was confirmed: nobody tells it again.
    if (link) yield* link.lump.give()
    const now = context.net.clock.now()
    const readyMs = readyAt === undefined ? undefined : now - readyAt
    const wasOurs = link && readyMs !== undefined && error instanceof NetError
    const blamed = wasOurs ? blame(error, link as Link, session, now) : error
    const explained = explain(blamed, session, context.options.clientId !== '', readyMs)
    // Nobody comes back to ask what became of it.
    if (explained instanceof NetError && !explained.retryable) session.flights.lose()
    throw explained
  } finally {
    signal.removeEventListener('abort', leave)
    stopPings()
    link?.close()
  }
}

/** Tells what comes until that is done. */
async function* telling<T>({ lump }: Link, work: Promise<T>): AsyncGenerator<Incoming, T> {
  let isOver = false
  const end = () => void (isOver = true)
  const over = work.then(end, end)
  while (!isOver) {
    await Promise.race([over, lump.came()])
    yield* lump.give()
  }
  return work
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

function filtersOf({ options }: MqttContext): string[] {
  const filters = parseFilters(options.topics)
  const wrong = filters.filter((filter) => !isFilter(filter))
  if (wrong.length > 0)
    throw new NetError('refused', { code: 'mqtt.bad-filters', params: { filters: wrong.join(', ') } })
  return filters
}

/** What is listened to by its own name is a room before anything was said there. */
function roomsOf(filters: readonly string[]): { id: string }[] {
  const topics = filters.filter((filter) => !hasWildcard(filter)).map(ownFilter)
  return [...new Set(topics)].map((id) => ({ id }))
}

/** MQTT 5 and 3.1.1 over WebSocket (https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html). */
export default defineBackend({ fields, composer, connect, rooms: { field: 'topics' } })
