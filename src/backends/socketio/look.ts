import { NetError } from '../../net/errors.ts'
import { CONNECTED } from '../backend.ts'
import { explainAnswer, readHandshake, unopened } from './handshake.ts'
import type { SocketioContext } from './link.ts'
import type { Place } from './place.ts'
import { addressAt } from './place.ts'

const LOOKED = 'socketio looked'
/** [spec] https://socket.io/docs/v4/engine-io-protocol/ */
const EIO = 4

/** A browser does not tell why a WebSocket did not open. The first time that happens the server is asked by a request,
 *  which says more: what to throw in place of `error`. */
export async function explainUnopened(
  error: unknown,
  { net, memory, signal }: SocketioContext,
  place: Place,
): Promise<unknown> {
  const isUnopened = error instanceof NetError && error.why.code === 'unreachable'
  if (!isUnopened || memory.get(LOOKED) || signal.aborted) return error
  memory.set(LOOKED, true)
  const url = addressAt(place, 'http', { EIO, transport: 'polling' })
  try {
    const { text } = await net.request(url, { cache: 'no-store' })
    const handshake = text.startsWith('0') ? readHandshake(text.slice(1)) : undefined
    if (!handshake) return unopened(text)
    // One that upgrades may just have come back; or something between does not let a WebSocket through.
    const upgrades = handshake.upgrades.includes('websocket')
    return new NetError(upgrades ? 'dropped' : 'refused', { code: 'socketio.no-websocket' })
  } catch (asked) {
    if (signal.aborted) return error
    const why = explainAnswer(asked, url, memory.get(CONNECTED) === true)
    if (!(why instanceof NetError)) return error
    // Servers in Python check where a page is from for a WebSocket, too.
    if (why.why.code === 'socketio.no-cors')
      return new NetError('refused', { ...why.why, code: 'socketio.shut-out' })
    // That polling is not allowed says nothing about a WebSocket.
    return /^socketio\.(version|forbidden|not-here)$/.test(why.why.code) ? why : error
  }
}
