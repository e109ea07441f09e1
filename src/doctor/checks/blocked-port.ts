import { isBlockedPort, portOf } from '../../model/ports.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { listenSnippets } from '../snippets/socket.ts'

/** A port that browsers keep pages from: nothing is asked. */
export const checkBlockedPort: Check = (patient) => {
  const { http } = patient
  if (!http || !isUnreached(patient) || !isBlockedPort(portOf(http))) return undefined
  return diagnosis('blocked-port', 'sure', { port: portOf(http) }, listenSnippets(8080))
}
