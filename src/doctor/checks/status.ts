import type { DoctorCode } from '../../model/reason.ts'
import { answerOf } from '../answer.ts'
import type { Check } from '../case.ts'
import { inScheme, shownOf } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'

const CODES: Record<number, DoctorCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'wrong-path',
  405: 'wrong-method',
  407: 'unauthorized',
  410: 'wrong-path',
  426: 'needs-websocket',
  429: 'busy',
  501: 'wrong-method',
  503: 'busy',
}

/** The server answered with a status that says no. */
export const checkStatus: Check = async (patient) => {
  const { http, wire, page, why } = patient
  const answer = await answerOf(patient)
  if (!http || !answer || answer.status < 400) return undefined
  const { status, name } = answer
  // A WebSocket server says 426, and some 400, to whoever asks by HTTP: that tells nothing of why the socket is refused.
  if (wire === 'socket' && (status === 426 || status === 400)) return undefined
  const code = CODES[status] ?? (status >= 500 ? 'server-fault' : 'refused-status')
  const at = shownOf(inScheme(http, http.protocol.replace('http', 'ws')))
  const told = diagnosis(code, 'sure', { status, name, path: http.pathname, at, origin: page.origin })
  return why?.detail ? { ...told, found: { ...told.found, detail: why.detail } } : told
}
