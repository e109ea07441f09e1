import type { NtfyCode } from '../../model/codes/ntfy.ts'
import { recordOf } from '../../model/record.ts'
import type { NetErrorKind } from '../../net/errors.ts'
import { NetError } from '../../net/errors.ts'

/** What ntfy says no by, beside the HTTP status: https://docs.ntfy.sh/publish/#limitations, and its `server/errors.go`. */
const CODES: Readonly<Record<number, NtfyCode>> = {
  40001: 'ntfy.no-email',
  40002: 'ntfy.delayed-unkept',
  40003: 'ntfy.delayed-email',
  40004: 'ntfy.bad-delay',
  40005: 'ntfy.short-delay',
  40006: 'ntfy.long-delay',
  40007: 'ntfy.bad-priority',
  40009: 'ntfy.topic-refused',
  40010: 'ntfy.topic-refused',
  40013: 'ntfy.bad-attach',
  40014: 'ntfy.no-attachments',
  40015: 'ntfy.attachment-expires',
  40018: 'ntfy.actions-refused',
  40021: 'ntfy.bad-icon',
  40032: 'ntfy.no-calls',
  40033: 'ntfy.bad-phone',
  40034: 'ntfy.unverified-phone',
  40035: 'ntfy.anonymous',
  40037: 'ntfy.delayed-call',
  40049: 'ntfy.bad-sequence',
  40050: 'ntfy.bad-email',
  40052: 'ntfy.unverified-email',
  40053: 'ntfy.anonymous',
  40101: 'ntfy.unauthorized',
  40301: 'ntfy.forbidden',
  41301: 'ntfy.too-large',
  41302: 'ntfy.too-large',
  41303: 'ntfy.too-large',
  42901: 'ntfy.many-requests',
  42902: 'ntfy.many-emails',
  42903: 'ntfy.many-subscriptions',
  42904: 'ntfy.many-topics',
  42905: 'ntfy.much-bandwidth',
  42908: 'ntfy.many-messages',
  42909: 'ntfy.many-logins',
  42910: 'ntfy.many-calls',
  50701: 'ntfy.nobody-listens',
}
/** Where the answer has no code of ntfy's: a proxy in front of it says no. */
const STATUSES: Readonly<Record<number, NtfyCode>> = {
  401: 'ntfy.unauthorized',
  403: 'ntfy.forbidden',
  404: 'ntfy.not-found',
  413: 'ntfy.too-large',
  429: 'ntfy.many-requests',
  507: 'ntfy.nobody-listens',
}
/** Limits of a day: it is of no use to try again in a minute. */
const DAILY: ReadonlySet<NtfyCode> = new Set([
  'ntfy.many-emails',
  'ntfy.many-calls',
  'ntfy.many-topics',
  'ntfy.much-bandwidth',
  'ntfy.many-messages',
])

/** The same error with ntfy's own reason, where it gave one: to be thrown again. Anything else is as it was. */
export function inWords(error: unknown): unknown {
  if (!(error instanceof NetError)) return error
  const { status, why, retryAt } = error
  if (why.code === 'not-event-stream') return new NetError('protocol', { ...why, code: 'ntfy.not-ntfy' })
  if (status === undefined) return error
  const said = saidIn(why.detail)
  const code = (said && CODES[said.code]) ?? STATUSES[status]
  if (!code) return error
  const facts = { status, ...(retryAt !== undefined && { retryAt }) }
  const detail = said?.error ?? why.detail
  return new NetError(kindOf(error, code), { code, ...(detail && { detail }) }, facts)
}

function kindOf({ kind }: NetError, code: NtfyCode): NetErrorKind {
  if (DAILY.has(code) || code === 'ntfy.nobody-listens') return 'refused'
  // A login that was wrong too often is not to be tried again and again.
  return code === 'ntfy.many-logins' ? 'unauthorized' : kind
}

/** `{"code":40301,"http":403,"error":"forbidden","link":"…"}`, which may have been cut off behind the error. */
function saidIn(detail = ''): { code: number; error: string } | undefined {
  const code = /^\{"code":(\d{5}),/.exec(detail)?.[1]
  if (code === undefined) return undefined
  try {
    const { error } = recordOf(JSON.parse(detail)) ?? {}
    return { code: Number(code), error: typeof error === 'string' ? error : detail }
  } catch {
    // Longer than what is kept of an answer.
    return { code: Number(code), error: detail }
  }
}
