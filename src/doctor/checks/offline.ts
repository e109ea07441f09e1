import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { nearness } from '../host.ts'

/** The device says that it has no network. That is a hint: this very device can be reached without one. */
export const checkOffline: Check = (patient) => {
  const { online, why, url } = patient
  if (online || !url || nearness(url.hostname) === 'loopback') return undefined
  return why?.code === 'offline' || isUnreached(patient) ? diagnosis('offline', 'likely') : undefined
}
