import { portOf, tcpNameOf } from '../../model/ports.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { brokerSnippets } from '../snippets/broker.ts'

/** A port that is known for something else, and no readable answer by HTTP. Some browsers take whatever comes for an
 *  answer: there, that something came tells nothing. */
export const checkOtherProtocol: Check = async (patient) => {
  const { http, why, probes, lenient } = patient
  const name = http && tcpNameOf(portOf(http))
  if (!http || !name || !(isUnreached(patient) || why?.code === 'no-cors')) return undefined
  const seen = await probes.see(http)
  if (seen.kind === 'answered' && !lenient) return undefined
  const params = { name, port: portOf(http), host: http.hostname }
  return diagnosis('other-protocol', 'likely', params, brokerSnippets(name))
}
