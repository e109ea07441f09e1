import { answerOf } from '../answer.ts'
import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { isRefused } from '../refused.ts'
import { socketSnippets } from '../snippets/socket.ts'

/** There is a server, and it does not take the WebSocket: it may not be one, or may not want this page. */
export const checkWebSocket: Check = async (patient) => {
  const { url, page, manner } = patient
  if (!url || !(await isRefused(patient))) return undefined
  const snippets = socketSnippets(url.pathname, page.origin, { protocols: manner.protocols.slice(0, 1) })
  const answer = await answerOf(patient)
  if (answer && answer.status < 400)
    return diagnosis('not-websocket', 'sure', { status: answer.status, name: answer.name }, snippets)
  const params = { host: url.host, path: url.pathname, origin: page.origin }
  return diagnosis('websocket-refused', 'likely', params, snippets)
}
