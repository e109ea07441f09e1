import { mannerOf } from '../answer.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'

/** The server sends the question on to where it fails. A page sees that it is sent on, if the server lets it read that. */
export const checkRedirected: Check = async (patient) => {
  const { http, wire, why, manner, probes, page } = patient
  if (!http || wire === 'socket' || manner.method !== 'GET') return undefined
  if (!isUnreached(patient) && why?.code !== 'no-cors') return undefined
  // Who does not answer at all does not send on, either.
  if (why?.code !== 'no-cors' && (await probes.see(http)).kind === 'silent') return undefined
  const read = await probes.read(http, { ...mannerOf(patient), redirect: 'manual' })
  if (read.kind !== 'redirected') return undefined
  const params = { origin: page.origin }
  return { ...diagnosis('redirected', 'sure', params), open: http.origin + http.pathname }
}
