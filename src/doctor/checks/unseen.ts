import { portOf } from '../../model/ports.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { failsAtHandshake } from '../handshake.ts'
import { nearness } from '../host.ts'

/** What fails at once on a host that is there need not be a port that is closed. Only the person can see that. */
export const checkUnseen: Check = async (patient) => {
  const { http, probes, page } = patient
  if (!http || http.protocol !== 'http:' || !isUnreached(patient)) return undefined
  if (nearness(http.hostname) === 'public' || (await probes.see(http)).kind !== 'failed') return undefined
  const params = { port: portOf(http), origin: page.origin }
  // A port that is closed does not even begin to speak.
  const sure = (await failsAtHandshake(patient)) ? 'likely' : 'perhaps'
  return { ...diagnosis('unseen', sure, params), open: http.origin + http.pathname }
}

/** An answer that may not be read, in a browser that takes anything for one: on a port of its own it may be no HTTP. */
export const checkUnread: Check = ({ http, why, lenient, page }) => {
  if (!http?.port || !lenient || why?.code !== 'no-cors') return undefined
  const params = { port: portOf(http), origin: page.origin }
  return { ...diagnosis('unseen', 'perhaps', params), open: http.origin + http.pathname }
}
