import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'
import { recordIn } from './known.ts'

const PROTOCOL = 'actioncable-v1-json'

/** Action Cable of Rails (https://docs.anycable.io/misc/action_cable_protocol), by its subprotocol, or by how it greets
 *  who offers none. Which channel to hear is its server's own: the person says it. */
export const actionCable: Known = {
  kind: 'actioncable',
  protocols: [PROTOCOL],
  read(look) {
    const greets = recordIn(look.texts[0])?.['type'] === 'welcome' && /\/cable\b/.test(look.url.pathname)
    if (look.socket?.protocol !== PROTOCOL && !greets) return undefined
    return planOf(look, {
      kind: 'actioncable',
      what: { code: 'found.actioncable' },
      facts: [{ code: 'found.to-join', params: { room: 'ChatChannel' } }],
      sure: 'perhaps',
      wire: 'socket',
      view: 'chat',
      backend: 'json',
      options: {
        protocols: PROTOCOL,
        loose: false,
        first: JSON.stringify({
          command: 'subscribe',
          identifier: JSON.stringify({ channel: 'ChatChannel' }),
        }),
      },
    })
  },
}
