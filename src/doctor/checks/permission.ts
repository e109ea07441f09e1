import type { Diagnosis } from '../../model/diagnosis.ts'
import type { Case, Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import type { Nearness } from '../host.ts'
import { nearness } from '../host.ts'

/** What browsers call it: one name at first, later one for each kind of place.
 *  https://wicg.github.io/local-network-access/#permissions */
const NAMES: Record<Exclude<Nearness, 'public'>, readonly string[]> = {
  loopback: ['loopback-network', 'local-network-access'],
  private: ['local-network', 'local-network-access'],
}

/** A page from the internet that wants to this network or this device needs a permission there. */
export const checkPermission: Check = async (patient): Promise<Diagnosis | undefined> => {
  const { url, why, probes } = patient
  if (!url || !(isUnreached(patient) || why?.code === 'no-cors')) return undefined
  const place = nearness(url.hostname)
  if (place === 'public' || !comesFromFarther(patient, place)) return undefined
  for (const name of NAMES[place]) {
    const state = await probes.permission(name)
    if (state === undefined) continue
    const params = { host: url.hostname }
    if (state === 'denied') return diagnosis('permission-denied', 'sure', params)
    return state === 'prompt' ? { ...diagnosis('permission-needed', 'likely', params), ask: true } : undefined
  }
  return undefined
}

const FAR: Record<Nearness, number> = { loopback: 0, private: 1, public: 2 }

function comesFromFarther({ page }: Case, place: Nearness): boolean {
  return FAR[nearness(page.hostname)] > FAR[place]
}
