import { portOf, tcpNameOf } from '../../model/ports.ts'
import type { Case, Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { answersElsewhere } from '../elsewhere.ts'
import { isIpAddress, nearness } from '../host.ts'
import { answersPlain } from '../plain.ts'
import { listenSnippets } from '../snippets/socket.ts'

/** The host is there and the port is not, as far as that can be told: what fails at once was refused. */
export const checkPort: Check = async (patient) => {
  const { http, probes } = patient
  if (!http || !isUnreached(patient)) return undefined
  const seen = await probes.see(http)
  if (seen.kind !== 'failed' || (await answersPlain(patient))) return undefined
  const port = portOf(http)
  const sure = (await isKnownHost(patient, http)) ? 'likely' : 'perhaps'
  return diagnosis('port-closed', sure, { host: http.hostname, port }, listenSnippets(port))
}

async function isKnownHost(patient: Case, http: URL): Promise<boolean> {
  // What speaks something else fails as fast, where the browser does not tell the two apart.
  if (tcpNameOf(portOf(http)) && !patient.lenient) return false
  // A certificate that is not trusted fails as fast as a port that is closed.
  if (http.protocol === 'https:') return false
  const isAddress = isIpAddress(http.hostname) || nearness(http.hostname) === 'loopback'
  return isAddress || answersElsewhere(patient, http)
}
