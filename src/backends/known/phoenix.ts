import { formatMapping } from '../../model/mapping.ts'
import { planOf } from '../find-plan.ts'
import { phoenix as preset } from '../presets/phoenix.ts'
import type { Known } from './known.ts'
import { asSocket, at } from './known.ts'

const OWN_PORT = '4000'
/** Where a socket of Phoenix is by default, and where Supabase has its own. */
const PATH = /\/(?:socket|live|realtime\/v1)\/websocket$/
const VERSION = '2.0.0'

/** Phoenix channels (https://hexdocs.pm/phoenix/writing_a_channels_client.html), by the path of their WebSocket. Which
 *  channel to join is its server's own: the person says it. */
export const phoenix: Known = {
  kind: 'phoenix',
  probes: (asked) => {
    const path = asked.pathname.replace(/\/+$/, '')
    if (/\/(?:socket|realtime\/v1)$/.test(path))
      return [{ url: withVersion(asSocket(at(asked, `${path}/websocket`, asked.search))) }]
    return asked.port === OWN_PORT
      ? [{ url: withVersion(asSocket(at(asked, '/socket/websocket', asked.search))) }]
      : []
  },
  read(look) {
    const { socket, url, texts } = look
    if (!socket || socket.closed || texts.length > 0 || !PATH.test(url.pathname)) return undefined
    return planOf(look, {
      kind: 'phoenix',
      what: { code: 'found.phoenix' },
      facts: [{ code: 'found.to-join', params: { room: 'room:lobby' } }],
      sure: 'perhaps',
      wire: 'socket',
      view: 'chat',
      backend: 'json',
      server: withVersion(url).href,
      options: { ...preset.options, mapping: formatMapping(preset.mapping), loose: false },
    })
  },
}

function withVersion(url: URL): URL {
  const versioned = new URL(url)
  if (!versioned.searchParams.has('vsn')) versioned.searchParams.set('vsn', VERSION)
  return versioned
}
