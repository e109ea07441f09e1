import type { Case, Check } from '../case.ts'
import { inScheme, isUnreached, shownOf, TLS_CLOSE } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { mayBePlain } from '../host.ts'
import { SHORT_PATIENCE_MS } from '../probes.ts'
import { certificateSnippets } from '../snippets/socket.ts'

/** Encrypted on one side and not on the other, or by a certificate that is not trusted. */
export const checkTls: Check = async (patient) => {
  const { http, url } = patient
  if (!http || !url || !isUnreached(patient)) return undefined
  if ((await patient.probes.see(http)).kind !== 'failed') return undefined
  return http.protocol === 'https:' ? checkSecure(patient, http, url) : checkPlain(patient, http, url)
}

async function checkSecure({ probes, page, why }: Case, http: URL, url: URL) {
  const shown = shownOf(url)
  if (mayBePlain(page, http)) {
    const plain = await probes.see(inScheme(http, 'http:'), SHORT_PATIENCE_MS)
    const at = shownOf(inScheme(url, url.protocol.replace('s:', ':')))
    if (plain.kind === 'answered')
      return diagnosis('plain-port', 'likely', { shown, at }, certificateSnippets(url.hostname))
  }
  const failed = why?.params?.['code'] === TLS_CLOSE || (await failsAtHandshake(probes, http))
  const params = { host: url.host, at: shownOf(http) }
  return diagnosis(
    'tls-certificate',
    failed ? 'likely' : 'perhaps',
    params,
    certificateSnippets(url.hostname),
  )
}

async function checkPlain({ probes }: Case, http: URL, url: URL) {
  const secure = inScheme(http, 'https:')
  const at = shownOf(inScheme(url, url.protocol.replace(':', 's:')))
  const there = await probes.see(secure, SHORT_PATIENCE_MS)
  if (there.kind === 'answered') return diagnosis('tls-port', 'sure', { at })
  return (await failsAtHandshake(probes, secure)) ? diagnosis('tls-port', 'likely', { at }) : undefined
}

/** Firefox says so of a WebSocket, though of nothing else. */
async function failsAtHandshake(probes: Case['probes'], http: URL): Promise<boolean> {
  const opened = await probes.open(inScheme(http, 'wss:'))
  return opened.kind === 'failed' && opened.code === TLS_CLOSE
}
