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
  probes: (asked) =>
    pathsFor(asked).flatMap((path) => [
      { url: asSocket(at(asked, path, '?EIO=4&transport=websocket')) },
      { url: at(asked, path, '?EIO=4&transport=polling') },
    ]),
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
    const { server, path } = placeOf(look, asked)
    const isSocket = look.url.protocol.startsWith('ws')
    const upgrades = handshake?.['upgrades']
    const canUpgrade = !Array.isArray(upgrades) || upgrades.includes('websocket')
    return planOf(look, {
      kind: 'socket.io',
      what: { code: 'found.socket-io' },
      sure: 'sure',
      wire: isSocket ? 'socket' : 'poll',
      view: 'chat',
      backend: 'socketio',
      server,
      // Whether a WebSocket comes through was not seen, if it was not opened.
      options: { ...(!isSocket && canUpgrade && { wire: 'both' }), ...(path && { path }) },
      ...(isOther && { cannot: { code: 'socketio.version' } as const }),
    })
  },
}

/** Where it may be: at the usual path, and below what was typed, as behind a proxy. */
function pathsFor({ pathname }: URL): string[] {
  const own = OWN_PATH.exec(pathname)?.[1]
  if (own) return [`${own}/`]
  const base = pathname.replace(/\/+$/, '')
  const isPage = base === '' || /\.\w+$/.test(base)
  return isPage ? ['/socket.io/'] : ['/socket.io/', `${base}/socket.io/`]
}

/** The address as a person would give it to `io()`: what stands behind the host is a namespace, but no page, nor the path
 *  of its own at which it answered. */
function placeOf({ url: seen }: Look, asked: URL): { server: string; path?: string } {
  const url = asRequest(asked)
  for (const name of OWN_PARAMS) url.searchParams.delete(name)
  const own = OWN_PATH.exec(seen.pathname)?.[1]
  if (own === undefined) {
    url.pathname = '/'
    return { server: url.href, path: seen.pathname }
  }
  if (own !== '/socket.io' && !OWN_PATH.test(url.pathname)) url.pathname = `${own}/`
  else if (/\.\w+$/.test(url.pathname) && !OWN_PATH.test(url.pathname)) url.pathname = '/'
  return { server: url.href }
}
