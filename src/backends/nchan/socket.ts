import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import type { Socket } from '../../net/socket.ts'
import { listenAddress } from './address.ts'
import type { Listening } from './listening.ts'
import { hearAll, isSilent, wasIn } from './listening.ts'
import { META, parseMeta } from './meta-read.ts'
import { lookAtOldest } from './oldest.ts'
import { isOfPublisher, whyEnded, whyNotHeard } from './refusal.ts'

/** In a channel's memory: which handshake this server takes. */
const TAKES = 'nchan handshake'
/** An event stream begins at once; where nothing comes for so long (ms) it is a long poll. */
const LOOK_MS = 2_000

/** A frame a message, with ids and types where the server agrees to tell them: https://nchan.io/#websocket */
export async function* hearSocket(listening: Listening): AsyncGenerator<Incoming> {
  const { hearing, options } = listening
  await lookAtOldest(listening)
  const socket = await open(listening)
  const meta = socket.protocol === META
  yield* hearing.begin(meta)
  const send = options.publish === 'socket' ? socket.send.bind(socket) : undefined
  yield { type: 'ready', can: ['say'], act: listening.act(send) }
  try {
    yield* hearAll(listening, socket, (frame, at) => {
      const part = meta ? parseMeta(frame) : { body: frame }
      if (part.id === undefined && isOfPublisher(part.body))
        throw new NetError('refused', { code: 'nchan.is-publisher' })
      return hearing.hear(part, at)
    })
  } catch (error) {
    throw whyEnded(reasonIn(error), error)
  }
}

/** [spec] A browser drops a connection whose server does not answer to the subprotocols that were offered: something
 *  between here and Nchan may keep them from it. */
async function open(listening: Listening): Promise<Socket> {
  const { net, memory } = listening
  const takes = memory.get(TAKES)
  const offers = takes === 'bare' ? [] : [META]
  try {
    const socket = await net.socket(addressIn(listening), offers)
    memory.set(TAKES, takes ?? 'meta')
    return socket
  } catch (error) {
    if (takes !== undefined || listening.isAsked || !isUnopened(error)) throw error
    // A browser says nothing of why: so it is asked for in a way that tells.
    const why = await askWhy(listening)
    if (why === 'otherwise') return open(listening)
    if (why === 'away') throw error
    if (why !== undefined && !isHidden(why)) throw why
    // It may be the handshake that it refused.
    const socket = await net.socket(addressIn(listening)).catch(() => {
      throw why ?? new NetError('refused', { code: 'nchan.wire' })
    })
    memory.set(TAKES, 'bare')
    return socket
  }
}

function addressIn({ options, hearing }: Listening): string {
  return listenAddress(options, 'ws', hearing.since)
}

/** Why a location does not let anybody listen, to be thrown; `away`: nobody is there; `otherwise`: it did not understand
 *  where to go on. Undefined where it lets people listen, but not by that handshake. */
async function askWhy(listening: Listening): Promise<unknown> {
  const { net, options, hearing } = listening
  try {
    const opening = net.events(listenAddress(options, 'http', hearing.since))
    const isLong = await isSilent(opening, net.sleep(LOOK_MS))
    const closed = opening.then((stream) => stream[Symbol.asyncIterator]().return?.())
    if (isLong) closed.catch(() => undefined)
    else await closed
    return undefined
  } catch (error) {
    if (!(error instanceof NetError)) return error
    const { status, kind, why } = error
    if (status === 400 && hearing.asksOtherwise()) return 'otherwise'
    if (status !== undefined && status >= 400) return whyNotHeard(error)
    if (why.code === 'no-cors') return whyNotHeard(error, { wasIn: wasIn(listening) })
    // It is there, but speaks otherwise.
    return kind === 'protocol' ? undefined : 'away'
  }
}

/** The answer was not to be read by this page; a WebSocket is. */
function isHidden(why: unknown): boolean {
  return why instanceof NetError && why.why.code === 'nchan.refused'
}

function isUnopened(error: unknown): error is NetError {
  return error instanceof NetError && error.why.code === 'unreachable'
}

function reasonIn(error: unknown): string {
  return error instanceof NetError && error.why.code === 'closed' ? (error.why.detail ?? '') : ''
}
