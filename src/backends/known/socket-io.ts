import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { asSocket, at, recordIn } from './known.ts'

/** Socket.IO, by the handshake of Engine.IO (https://socket.io/docs/v4/engine-io-protocol/), which it sends by itself. The
 *  socket is asked for and not the long-polling, which no page of another origin may read by default. */
export const socketIo: Known = {
  kind: 'socket.io',
  probes: (asked) => {
    const path = /\/socket\.io\/?$/.test(asked.pathname) ? asked.pathname.replace(/\/?$/, '/') : '/socket.io/'
    return [{ url: asSocket(at(asked, path, '?EIO=4&transport=websocket')) }]
  },
  read(look) {
    const [first = ''] = look.texts
    const isOpen =
      /^(\d+:)?0\{/.test(first) && typeof recordIn(first.replace(/^(\d+:)?0/, ''))?.['sid'] === 'string'
    // Version 3 says what it makes of a client of version 4, and an address without parameters is told what is missing.
    const { code, message } = recordIn(first) ?? {}
    const isRefusal =
      typeof code === 'number' && /^(Transport unknown|Unsupported protocol version)$/.test(String(message))
    if (!isOpen && !isRefusal) return undefined
    return planOf(look, {
      kind: 'socket.io',
      what: { code: 'found.socket-io' },
      sure: 'sure',
      wire: 'socket',
      view: 'chat',
      backend: 'plain',
      cannot: { code: 'found.cannot-yet', params: { name: 'Socket.IO' } },
    })
  },
}
