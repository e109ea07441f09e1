import type { LookCode } from '../../model/reason.ts'
import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'

/** A protocol that has no backend here, by the WebSocket subprotocol that only its servers take
 *  (https://www.iana.org/assignments/websocket/websocket.xhtml#subprotocol-name). */
function unspoken(kind: string, what: LookCode, name: string, protocols: readonly string[]): Known {
  return {
    kind,
    protocols,
    read(look) {
      if (!look.socket || !protocols.includes(look.socket.protocol)) return undefined
      const cannot = { code: 'found.cannot-yet', params: { name } } as const
      return planOf(look, {
        kind,
        what: { code: what },
        sure: 'sure',
        wire: 'socket',
        backend: 'plain',
        cannot,
      })
    },
  }
}

/** GraphQL over WebSocket, its present protocol and the one before it (https://github.com/enisdenjo/graphql-ws). */
export const graphql = unspoken('graphql', 'found.graphql', 'GraphQL', ['graphql-transport-ws', 'graphql-ws'])
/** https://stomp.github.io/stomp-specification-1.2.html */
export const stomp = unspoken('stomp', 'found.stomp', 'STOMP', ['v12.stomp', 'v11.stomp', 'v10.stomp'])
/** https://www.rfc-editor.org/rfc/rfc7395 */
export const xmpp = unspoken('xmpp', 'found.xmpp', 'XMPP', ['xmpp'])
/** https://ircv3.net/specs/extensions/websocket */
export const irc = unspoken('irc', 'found.irc', 'IRC', ['text.ircv3.net', 'binary.ircv3.net'])
/** https://wamp-proto.org/wamp_latest_ietf.html */
export const wamp = unspoken('wamp', 'found.wamp', 'WAMP', ['wamp.2.json', 'wamp.2.msgpack', 'wamp.2.cbor'])
