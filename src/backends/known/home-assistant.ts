import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { asSocket, at, mayBe, recordIn } from './known.ts'

const PATH = '/api/websocket'
const OWN_PORT = '8123'

/** Home Assistant (https://developers.home-assistant.io/docs/api/websocket/), by how its WebSocket greets. It wants a
 *  token as the first message, and is then asked for its events. */
export const homeAssistant: Known = {
  kind: 'home-assistant',
  probes: (asked, looks) =>
    asked.port === OWN_PORT || (asked.pathname === '/' && mayBe(looks, /home.?assistant/i))
      ? [{ url: asSocket(at(asked, PATH)) }]
      : [],
  read(look) {
    const { type, ha_version: version } = recordIn(look.texts[0]) ?? {}
    if (type !== 'auth_required' || typeof version !== 'string') return undefined
    return planOf(look, {
      kind: 'home-assistant',
      what: { code: 'found.home-assistant' },
      facts: [{ code: 'found.locked-socket' }],
      sure: 'sure',
      wire: 'socket',
      view: 'notifications',
      backend: 'json',
      options: {
        socketAuth: 'message',
        login: '{"type":"auth","access_token":"{{token}}"}',
        first: '{"id":1,"type":"subscribe_events"}',
      },
      locked: { code: 'found.locked-socket' },
    })
  },
}
