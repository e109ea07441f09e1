import type { Reason } from '../model/reason.ts'

/** `refused`: the server answered no (4xx, a final close code, no CORS by the `no-cors` look); what cannot be
 *  reached is `dropped`; `busy` asks to come later; `protocol` is an answer that is not of the wire's kind. */
export type NetErrorKind =
  'offline' | 'dropped' | 'timeout' | 'busy' | 'refused' | 'unauthorized' | 'protocol'

const RETRYABLE: ReadonlySet<NetErrorKind> = new Set(['offline', 'dropped', 'timeout', 'busy'])

/** The one error of `net/`, and of a backend that gives up. Anything else that is thrown there is a bug. */
export class NetError extends Error {
  override readonly name = 'NetError'
  readonly kind: NetErrorKind
  /** What a person reads. */
  readonly why: Reason
  /** WebSocket close code. */
  readonly code: number | undefined
  /** HTTP status. */
  readonly status: number | undefined
  /** Not before this (epoch ms): the server's `Retry-After` or `retry:`. */
  readonly retryAt: number | undefined

  constructor(
    kind: NetErrorKind,
    why: Reason,
    facts: { code?: number; status?: number; retryAt?: number; cause?: unknown } = {},
  ) {
    super(why.detail ? `${why.code}: ${why.detail}` : why.code, { cause: facts.cause })
    this.kind = kind
    this.why = why
    this.code = facts.code
    this.status = facts.status
    this.retryAt = facts.retryAt
  }

  get retryable(): boolean {
    return RETRYABLE.has(this.kind)
  }
}

/** The reason to show for anything thrown. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof NetError) return error.why
  return { code: 'bug', detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
}
