import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { answersElsewhere } from '../elsewhere.ts'
import { isIpAddress, isReserved, nearness } from '../host.ts'

/** A name that nobody knows fails as a port that is closed does: at once. */
export const checkName: Check = async (patient) => {
  const { http, probes } = patient
  if (!http || !isUnreached(patient)) return undefined
  const { hostname } = http
  if (isIpAddress(hostname) || nearness(hostname) === 'loopback') return undefined
  if ((await probes.see(http)).kind !== 'failed' || (await answersElsewhere(patient, http))) return undefined
  return diagnosis('name-not-found', isReserved(hostname) ? 'likely' : 'perhaps', { host: hostname })
}
