import { portOf } from '../../model/ports.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { PATIENCE_MS, SHORT_PATIENCE_MS } from '../probes.ts'
import { streamSnippets, unbufferedSnippets } from '../snippets/stream.ts'

/** Not even a refusal came: from a firewall, from a machine that is off, or, where the same server answers at its front
 *  door, from a stream that has not begun. */
export const checkSilence: Check = async (patient) => {
  const { http, probes, wire, page } = patient
  if (!http || !isUnreached(patient)) return undefined
  if ((await probes.see(http)).kind !== 'silent') return undefined
  const root = new URL('/', http)
  const isThere = root.href !== http.href && (await probes.see(root, SHORT_PATIENCE_MS)).kind === 'answered'
  if (isThere && wire !== 'socket') {
    const snippets = [
      ...streamSnippets(http.pathname, page.origin),
      ...unbufferedSnippets(http.pathname).slice(0, 2),
    ]
    return diagnosis('unanswered', 'likely', {}, snippets)
  }
  const params = { host: http.hostname, port: portOf(http), seconds: PATIENCE_MS / 1000 }
  return diagnosis('firewall', isThere ? 'perhaps' : 'likely', params)
}
