import type { Reason } from './reason.ts'

/** Of protocols: who signs in, or signs in otherwise, may be let in. */
const OF_PROTOCOLS: readonly Reason['code'][] = [
  'mqtt.login',
  'mqtt.login-needed',
  'mqtt.not-authorized',
  'mqtt.closed-at-connect',
]

/** Is it for a login, missing or wrong, that a server lets nobody in? */
export function asksForLogin(code: Reason['code']): boolean {
  return code === 'unauthorized' || code.startsWith('auth.') || OF_PROTOCOLS.includes(code)
}
