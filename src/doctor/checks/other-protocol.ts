import { portOf, tcpNameOf } from '../../model/ports.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { failsAtHandshake } from '../handshake.ts'
import { brokerSnippets } from '../snippets/broker.ts'

/** A port that is known for something else, and no readable answer by HTTP. Whether anybody is there is not told, but by
 *  browsers that take whatever comes for an answer, or say that the handshake failed. */
export const checkOtherProtocol: Check = async (patient) => {
  const { http, why, probes, lenient } = patient
  const name = http && tcpNameOf(portOf(http))
  if (!http || !name || !(isUnreached(patient) || why?.code === 'no-cors')) return undefined
  const seen = await probes.see(http)
  if (seen.kind === 'answered' && !lenient) return undefined
  const params = { name, port: portOf(http), host: http.hostname }
  const isThere = seen.kind === 'answered' || (await failsAtHandshake(patient))
  return diagnosis('other-protocol', isThere ? 'likely' : 'perhaps', params, brokerSnippets(name))
}
