import type { Case, Check } from '../case.ts'
import { inPlain, inScheme, isUnreached, shownOf } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { answersPlain } from '../plain.ts'
import { certificateSnippets } from '../snippets/socket.ts'

/** An encrypted address of a port that is not. A server of TLS, too, answers a plain question there, with 400: only what
 *  may be read, or a WebSocket that opens, tells the two apart. */
export const checkPlainPort: Check = async (patient) => {
  const { http, url, probes } = patient
  if (http?.protocol !== 'https:' || !url || !isUnreached(patient)) return undefined
  if ((await probes.see(http)).kind !== 'failed') return undefined
  const plain = inPlain(http, 'http:')
  if (!(await answersPlain(patient))) return undefined
  const params = { shown: shownOf(url), at: shownOf(inScheme(url, url.protocol.replace('s:', ':'))) }
  const isPlain = await speaksPlainly(patient, plain)
  if (isPlain === false) return undefined
  const told = diagnosis(
    'plain-port',
    isPlain ? 'sure' : 'perhaps',
    params,
    certificateSnippets(url.hostname),
  )
  return { ...told, open: http.origin + http.pathname }
}

/** Undefined: nobody can tell. */
async function speaksPlainly({ wire, url, probes }: Case, plain: URL): Promise<boolean | undefined> {
  const read = await probes.read(plain)
  if (read.kind === 'answered') return read.status !== 400 || !/https|tls|ssl/i.test(read.head)
  if (wire !== 'socket' || !url) return undefined
  // A subprotocol may be a token.
  const opened = await probes.open(inPlain(url, 'ws:'), [])
  return opened.kind === 'opened' ? true : undefined
}
