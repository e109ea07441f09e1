import type { WhyCode } from '../../model/reason.ts'
import type { TracedEvent } from '../../model/traced.ts'
import { closeError } from '../close-code.ts'
import type { NetErrorKind } from '../errors.ts'
import { NetError } from '../errors.ts'

const KINDS: Partial<Record<WhyCode, NetErrorKind>> = {
  offline: 'offline',
  timeout: 'timeout',
  silent: 'timeout',
  'rate-limited': 'busy',
  full: 'busy',
  unauthorized: 'unauthorized',
  'no-cors': 'refused',
  'no-content': 'refused',
  'bad-address': 'refused',
  'mixed-content': 'refused',
  'login-in-address': 'refused',
  'unknown-backend': 'refused',
  'not-event-stream': 'protocol',
  'no-event-source': 'protocol',
  'too-large': 'protocol',
}

/** What the wires threw when that was recorded. */
export function replayError({ code, reason = '', why }: Extract<TracedEvent, { kind: 'close' }>): NetError {
  if (!why) return code === undefined ? new NetError('dropped', { code: 'ended' }) : closeError(code, reason)
  const kind = KINDS[why.code as WhyCode]
  if (kind) return new NetError(kind, why)
  if (why.code === 'closed' && code !== undefined) return closeError(code, reason)
  return new NetError('dropped', why, code === undefined ? {} : { code })
}
