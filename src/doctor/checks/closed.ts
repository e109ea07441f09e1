import type { Snippet } from '../../model/diagnosis.ts'
import type { DoctorCode } from '../../model/reason.ts'
import type { Case, Check } from '../case.ts'
import { TLS_CLOSE } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { heartbeatSnippets, socketSnippets } from '../snippets/socket.ts'

const CODES: Record<number, DoctorCode> = {
  1000: 'closed-normal',
  1001: 'closed-busy',
  1002: 'closed-data',
  1003: 'closed-data',
  1005: 'closed-normal',
  1006: 'closed-dropped',
  1007: 'closed-data',
  1008: 'closed-policy',
  1009: 'closed-data',
  1010: 'closed-data',
  1011: 'closed-fault',
  1012: 'closed-busy',
  1013: 'closed-busy',
  1014: 'closed-fault',
  3000: 'closed-login',
  3003: 'closed-login',
  4400: 'closed-data',
  4401: 'closed-login',
  4403: 'closed-login',
  4406: 'closed-data',
  4429: 'closed-busy',
}

/** Close codes of a server's own are told by the words that go with them. */
const SAYS_LOGIN =
  /\b(?:un)?auth(?:enticat\w*|oriz\w*)?\b|\blog ?in\b|credential|forbidden|permission|\b(?:invalid|missing|expired|bad|no|wrong) (?:access )?token\b|\btoken (?:is )?(?:expired|invalid|missing|required|wrong)\b/i

/** The server, or what is in between, closed the WebSocket and said by a code why. */
export const checkClosed: Check = (patient) => {
  const { why, page } = patient
  const { code, name = '' } = why?.params ?? {}
  if (why?.code !== 'closed' || typeof code !== 'number' || code === TLS_CLOSE) return undefined
  const { detail } = why
  const found = CODES[code] ?? (SAYS_LOGIN.test(detail ?? '') ? 'closed-login' : 'closed-own')
  const told = diagnosis(found, 'sure', { code, name, origin: page.origin }, snippetsFor(found, patient))
  return detail ? { ...told, found: { ...told.found, detail } } : told
}

function snippetsFor(found: DoctorCode, { url, page }: Case): Snippet[] {
  const path = url?.pathname ?? '/'
  if (found === 'closed-dropped' || found === 'closed-normal') return heartbeatSnippets(path)
  return found === 'closed-policy' ? socketSnippets(path, page.origin).slice(0, 1) : []
}
