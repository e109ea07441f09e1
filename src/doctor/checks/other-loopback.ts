import { isLoopback } from '../../model/address.ts'
import type { Check } from '../case.ts'
import { isUnreached, shownOf } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { listenSnippets } from '../snippets/socket.ts'
import { SHORT_PATIENCE_MS } from '../probes.ts'
import { portOf } from '../../model/ports.ts'

/** A server of this machine that listens at its other address. */
export const checkOtherLoopback: Check = async (patient) => {
  const { http, url, probes } = patient
  if (!http || !url || !isUnreached(patient)) return undefined
  // By its name a browser tries both of them.
  if (!isLoopback(http.hostname) || /localhost$/i.test(http.hostname)) return undefined
  if ((await probes.see(http)).kind !== 'failed') return undefined
  const there = new URL(http.href)
  there.hostname = 'localhost'
  // Somebody else may listen there.
  there.search = ''
  if ((await probes.see(there, SHORT_PATIENCE_MS)).kind !== 'answered') return undefined
  const at = new URL(url.href)
  at.hostname = 'localhost'
  const params = { host: url.host, at: shownOf(at) }
  // A certificate may be for the other name.
  if (http.protocol === 'https:') return diagnosis('other-loopback', 'likely', params)
  return diagnosis('other-loopback', 'sure', params, listenSnippets(portOf(http)))
}
