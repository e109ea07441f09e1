import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { isReserved, nearness } from '../host.ts'

/** No server on the internet refuses so soon (ms). */
const INSTANT_MS = 8

/** Something in the browser itself may stop the request. A page is never told: only how fast it failed speaks for it. */
export const checkBlocked: Check = async (patient) => {
  const { http, probes } = patient
  if (!http || !isUnreached(patient)) return undefined
  if (nearness(http.hostname) !== 'public' || isReserved(http.hostname)) return undefined
  const seen = await probes.see(http)
  if (seen.kind !== 'failed' || seen.ms > INSTANT_MS) return undefined
  return diagnosis('blocked', 'perhaps', { host: http.hostname })
}
