import type { Finding } from '../find.ts'
import { planOf } from '../find-plan.ts'
import type { Look } from '../look.ts'
import type { Known } from './known.ts'
import { asRequest, asSocket, at, recordIn } from './known.ts'

/** What Socket.IO's own path ends with, of those that have it below another one. */
const OWN_PATH = /^(.*\/socket\.io)(?:\/.*)?$/
/** Parameters of the protocol's own. */
const OWN_PARAMS = ['EIO', 'transport', 'sid', 't', 'b64']
/** The handshake of version 2 has its length before it. */
const OLD_HANDSHAKE = /^\d+:0\{"sid":"/

/** Socket.IO, by the handshake of Engine.IO (https://socket.io/docs/v4/engine-io-protocol/), which it sends by itself: by
 *  WebSocket, which every page may use, and by long polling, for servers that have no other. */
export const socketIo: Known = {
  kind: 'socket.io',
  probes: (asked) => {
    const path = `${OWN_PATH.exec(asked.pathname)?.[1] ?? '/socket.io'}/`
    return [
      { url: asSocket(at(asked, path, '?EIO=4&transport=websocket')) },
      { url: at(asked, path, '?EIO=4&transport=polling') },
    ]
  },
  read(look, asked) {
    const [first = ''] = look.texts
    const handshake = first.startsWith('0{') ? recordIn(first.slice(1)) : undefined
    const isOpen = typeof handshake?.['sid'] === 'string' || OLD_HANDSHAKE.test(first)
    // An address without parameters is told what is missing, and another version says so.
    const { code, message } = recordIn(first) ?? {}
    const isRefusal =
      typeof code === 'number' && /^(Transport unknown|Unsupported protocol version)$/.test(String(message))
    if (!isOpen && !isRefusal) return undefined
    const isOther =
      OLD_HANDSHAKE.test(first) || look.texts.includes('40') || message === 'Unsupported protocol version'
    return planOf(look, {
      kind: 'socket.io',
      what: { code: 'found.socket-io' },
      sure: 'sure',
      wire: upgrades(look, handshake) ? 'socket' : 'poll',
      view: 'chat',
      backend: 'socketio',
      server: serverOf(asked),
      ...(isOther && { cannot: { code: 'socketio.version' } as const }),
    })
  },
}

/** Can it be spoken with by WebSocket? One that was not asked by a request is not looked at by one for nothing. */
function upgrades({ url }: Look, handshake: Readonly<Record<string, unknown>> | undefined): boolean {
  const asked = url.protocol.startsWith('http') && url.searchParams.get('transport') === 'polling'
  const others = handshake?.['upgrades']
  return !asked || !Array.isArray(others) || others.includes('websocket')
}

/** The address as a person would give it to `io()`: what stands behind the host is a namespace, but no page. */
function serverOf(asked: URL): Finding['server'] {
  const url = asRequest(asked)
  for (const name of OWN_PARAMS) url.searchParams.delete(name)
  if (/\.\w+$/.test(url.pathname) && !OWN_PATH.test(url.pathname)) url.pathname = '/'
  return url.href
}
