import type { Frame, Incoming } from '../../model/message.ts'
import { defineBackend } from '../backend.ts'
import { formatArguments } from './event-read.ts'
import { socketioComposer, socketioFields } from './fields.ts'
import type { SocketioContext } from './link.ts'
import { Link } from './link.ts'
import { explainUnopened } from './look.ts'
import { eventIn } from './packet-read.ts'
import { MAIN, placeOf } from './place.ts'
import { sayBy } from './say.ts'

/** The inverse of what `sayBy` writes: a text is what was said, anything else the JSON of the arguments. */
function said(frame: Frame): { body: string; room?: string } | undefined {
  const event = eventIn(frame)
  if (!event) return undefined
  const { namespace, args } = event
  const [first] = args
  const body = args.length === 1 && typeof first === 'string' ? first : formatArguments(args)
  return { body, ...(namespace !== MAIN && { room: namespace }) }
}

async function* connect(context: SocketioContext): AsyncGenerator<Incoming> {
  const { options, secrets, signal, net } = context
  signal.throwIfAborted()
  const place = placeOf(options, secrets)
  const link = new Link(context, place, (link) => ({
    type: 'ready',
    can: ['say'],
    act: sayBy(link, options.event, net.clock),
  }))
  const stop = () => link.told.end()
  signal.addEventListener('abort', stop, { once: true })
  try {
    link.open()
    yield* link.told
  } catch (error) {
    throw await explainUnopened(error, context, place)
  } finally {
    signal.removeEventListener('abort', stop)
    link.close()
  }
}

/** Events of a Socket.IO 4 server (https://socket.io/docs/v4/), by the library's own client. */
export default defineBackend({
  fields: socketioFields,
  composer: socketioComposer,
  rooms: { field: 'namespaces' },
  connect,
  said,
})
