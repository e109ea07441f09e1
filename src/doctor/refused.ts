import type { Case } from './case.ts'
import { isUnreached } from './case.ts'

/** Is there a server that answers by HTTP where the WebSocket does not open? */
export async function isRefused(patient: Case): Promise<boolean> {
  const { http, url, wire, probes, manner } = patient
  if (!http || !url || wire !== 'socket' || !isUnreached(patient)) return false
  if ((await probes.see(http)).kind !== 'answered') return false
  return (await probes.open(url, manner.protocols)).kind !== 'opened'
}
