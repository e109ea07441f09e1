import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { isRefused } from '../refused.ts'
import { socketSnippets } from '../snippets/socket.ts'

/** Subprotocols that servers commonly insist on. https://www.iana.org/assignments/websocket/websocket.xhtml */
const COMMON = [
  'graphql-transport-ws',
  'graphql-ws',
  'mqtt',
  'wamp.2.json',
  'actioncable-v1-json',
  'v12.stomp',
  'json',
]

/** The server opens with other subprotocols than those that are offered. */
export const checkSubprotocol: Check = async (patient) => {
  const { url, http, probes, manner, page } = patient
  if (!url || !http || !(await isRefused(patient))) return undefined
  const other = manner.protocols.length > 0 ? [] : COMMON
  const opened = await probes.open(url, other)
  if (opened.kind !== 'opened') return undefined
  const { protocols } = manner
  // What is offered may be a token: it is not repeated.
  const protocol = opened.protocol || (protocols.length > 0 ? '—' : COMMON.join(', '))
  const snippets = socketSnippets(url.pathname, page.origin, {
    protocols: opened.protocol ? [opened.protocol] : [],
  })
  return diagnosis('subprotocol', 'sure', { protocol }, snippets.slice(0, 1))
}
