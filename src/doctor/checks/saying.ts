import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { corsSnippets } from '../snippets/cors.ts'
import { needLeave } from '../leave.ts'

const UNREAD: ReadonlySet<string> = new Set(['no-cors', 'unreachable'])

/** What comes in works, and what is said by POST does not arrive: mostly for want of leave. It is asked for by a GET with
 *  the same headers: a preflight that fails, fails for that too, and nothing is written. */
export const checkSaying: Check = async ({ saying, status, page, probes }) => {
  if (!saying || status.name !== 'ready' || !UNREAD.has(saying.why.code)) return undefined
  const { url, headers, credentials } = saying
  if (url.origin === page.origin) return undefined
  const names = needLeave(headers)
  const { origin } = page
  const allowance = { origin, path: url.pathname, headers: names, credentials: credentials === 'include' }
  const params = { origin, path: url.pathname, headers: names.join(', ') }
  if ((await probes.see(url)).kind !== 'answered') return undefined
  // Where not even the bare answer may be read, it may be another header's fault.
  const isRead = names.length > 0 && (await probes.read(url, { credentials })).kind === 'answered'
  if (names.length > 0 && (await probes.read(url, { headers, credentials })).kind !== 'answered')
    return diagnosis('saying-headers', isRead ? 'sure' : 'likely', params, corsSnippets(allowance))
  return diagnosis('saying-hidden', 'likely', params, corsSnippets(allowance))
}
