import type { Incoming } from '../../model/message.ts'
import type { Backend, Context } from '../backend.ts'
import { defineBackend } from '../backend.ts'
import { Backlog } from './backlog.ts'
import { ntfyComposer, ntfyFields } from './fields.ts'
import { Hearing } from './hearing.ts'
import { parsePlace } from './place.ts'
import { hearPolled } from './poll.ts'
import { parseSaid, publisher } from './publish.ts'
import { signedIn } from './sign-in.ts'
import { openEvents, openSocket } from './stream.ts'

/** In a channel's memory: the value as it was before we came was told. */
const SHOWN = 'ntfy value'

/** Topics of an ntfy server (https://docs.ntfy.sh/subscribe/api/), each a room; what is said is published. */
async function* connect(context: Context<typeof ntfyFields>): AsyncGenerator<Incoming> {
  const { options, memory } = context
  const place = parsePlace(options.server, options.topics)
  const net = signedIn(context)
  const hearing = new Hearing(context, place.topics, net.clock.now())
  const listening = { net, place, hearing, memory }
  const backlog = new Backlog(listening)
  const isPolled = options.wire === 'poll'
  const begin = function* (): Generator<Incoming> {
    yield* hearing.begin(memory)
    const act = publisher(net, place)
    yield { type: 'ready', can: isPolled ? ['say', 'refresh'] : ['say'], act, history: backlog.page }
    yield { type: 'rooms', rooms: place.topics.map((id) => ({ id })) }
  }
  if (isPolled) return yield* hearPolled(listening, backlog, begin())
  const stream = await (options.wire === 'socket' ? openSocket(listening) : openEvents(listening))
  yield* begin()
  // Who watches a value sees the last one at once. Several topics are several values, each as it comes.
  const shows = place.topics.length === 1 && !memory.has(SHOWN)
  memory.set(SHOWN, true)
  yield* stream(shows ? backlog.value() : undefined)
}

export default defineBackend({
  fields: ntfyFields,
  composer: ntfyComposer,
  rooms: { field: 'topics' },
  connect,
  said: parseSaid,
}) as Backend<typeof ntfyFields>
