import type { Check } from '../case.ts'
import { inScheme, isUnreached, shownOf } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { failsAtHandshake } from '../handshake.ts'
import { answersPlain } from '../plain.ts'
import { SHORT_PATIENCE_MS } from '../probes.ts'
import { certificateSnippets } from '../snippets/socket.ts'

/** Ports that are used for nothing but TLS, mostly. */
const TLS_PORTS: ReadonlySet<string> = new Set(['443', '4443', '8443', '9443'])

/** A plain address of a port that is encrypted. Some servers answer a plain question there, with a complaint that this
 *  page may not read; others drop it. */
export const checkTlsPort: Check = async (patient) => {
  const { http, url, why, probes } = patient
  if (http?.protocol !== 'http:' || !url || !(isUnreached(patient) || why?.code === 'no-cors'))
    return undefined
  // That it answers is what the failure itself says.
  const seen = why?.code === 'no-cors' ? 'answered' : (await probes.see(http)).kind
  if (seen === 'silent') return undefined
  // The web's own two ports are not one: what answers here needs no encryption, whoever answers there.
  if (http.port === '' && seen === 'answered') return undefined
  const secure = inScheme(http, 'https:')
  const at = shownOf(inScheme(url, url.protocol.replace(':', 's:')))
  const there = await probes.see(secure, SHORT_PATIENCE_MS)
  if (there.kind === 'answered') return diagnosis('tls-port', http.port === '' ? 'likely' : 'sure', { at })
  const told = { ...diagnosis('tls-port', 'likely', { at }), open: secure.origin + secure.pathname }
  if (seen === 'answered' && TLS_PORTS.has(http.port)) return told
  if (seen !== 'failed' || !(await failsAtHandshake(patient))) return undefined
  // Somebody is there and speaks no TLS that this browser trusts: perhaps none at all.
  return { ...told, sure: 'perhaps' }
}

/** A certificate that is not trusted. That is never told; the tab of its own, where the person can see it, tells it. */
export const checkCertificate: Check = async (patient) => {
  const { http, url, probes } = patient
  if (http?.protocol !== 'https:' || !url || !isUnreached(patient)) return undefined
  if ((await probes.see(http)).kind !== 'failed') return undefined
  const params = { host: url.host, at: shownOf(http) }
  // What answers without encryption may be a server that has none.
  const isLikely = (await failsAtHandshake(patient)) && !(await answersPlain(patient))
  const sure = isLikely ? 'likely' : 'perhaps'
  const told = diagnosis('tls-certificate', sure, params, certificateSnippets(url.hostname))
  return { ...told, open: http.origin + http.pathname }
}
