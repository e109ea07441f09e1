import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { asSocket, at, mayBe } from './known.ts'

const PATH = '/connection/websocket'
const OWN_PORT = '8000'

/** Centrifugo (https://centrifugal.dev/docs/transports/websocket), by the path of its WebSocket. */
export const centrifugo: Known = {
  kind: 'centrifugo',
  probes: (asked, looks) =>
    (asked.port === OWN_PORT && mayBe(looks, /centrifug/i)) ||
    looks.some(({ texts }) => /centrifug/i.test(texts[0] ?? ''))
      ? [{ url: asSocket(at(asked, PATH)) }]
      : [],
  read(look) {
    if (!look.socket || look.socket.closed || !look.url.pathname.endsWith(PATH)) return undefined
    return planOf(look, {
      kind: 'centrifugo',
      what: { code: 'found.centrifugo' },
      sure: 'likely',
      wire: 'socket',
      backend: 'json',
      cannot: { code: 'found.cannot-yet', params: { name: 'Centrifugo' } },
    })
  },
}
