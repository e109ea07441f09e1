import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { recordIn } from './known.ts'

/** NATS over WebSocket, which says who it is at once
 *  (https://docs.nats.io/reference/reference-protocols/nats-protocol#info). */
export const nats: Known = {
  kind: 'nats',
  read(look) {
    const info = /^INFO (\{.*\})\s*$/s.exec(look.texts[0] ?? '')?.[1]
    if (!look.socket || typeof recordIn(info)?.['server_id'] !== 'string') return undefined
    return planOf(look, {
      kind: 'nats',
      what: { code: 'found.nats' },
      sure: 'sure',
      wire: 'socket',
      backend: 'plain',
      cannot: { code: 'found.cannot-yet', params: { name: 'NATS' } },
    })
  },
}
