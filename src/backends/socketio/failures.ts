import type { Reason } from '../../model/reason.ts'
import { NetError } from '../../net/errors.ts'
import { isRecord, own, scalar } from '../json-record.ts'

/** So much of what a server says with its no is shown. */
const SHOWN_CHARS = 300

/** What a library's error is of: our wire's NetError where it stands behind it. */
export function failureOf(error: unknown): unknown {
  const { description, message } = Object(error) as { description?: unknown; message?: unknown }
  // Also what is none: an abort, or a bug.
  if (description instanceof Error) return description
  return new NetError('protocol', { code: 'socketio.broken', detail: String(message ?? error) })
}

/** The error that the end of a session is. */
export function closed(reason: string, description: unknown): unknown {
  const { description: inner, context } = Object(description) as { description?: unknown; context?: unknown }
  for (const each of [description, inner, context]) if (each instanceof NetError) return each
  return new NetError('dropped', { code: 'socketio.closed', detail: reason })
}

/** In a channel's memory: the server hung up so the last time, too. Whoever is answered forgets it. */
export const HUNG_UP = 'socketio hung up'
/** [spec] RFC 6455, section 7.4.1: no code at all, or that all is well. */
const WORDLESS = new Set([1000, 1005])

/** The end of a session in which the server never answered whoever asked to join: where it hung up by itself, twice in a
 *  row, it most likely cannot read what it is sent. `error`: what `closed` makes of it. */
export function hungUp(error: unknown, memory: Map<string, unknown>): unknown {
  if (!(error instanceof NetError)) return error
  const { code, params } = error.why
  if (code !== 'socketio.closed' && !WORDLESS.has(Number(params?.['code']))) return error
  const isAgain = memory.get(HUNG_UP) === true
  memory.set(HUNG_UP, !isAgain)
  return new NetError(isAgain ? 'refused' : 'dropped', { code: 'socketio.hung-up' }, error)
}

/** What servers say of a namespace that they have not: Node's, and python-socketio's. */
const NO_NAMESPACE = new Set<unknown>(['Invalid namespace', 'Unable to connect'])

/** A namespace that says no, with its server's words. */
export function refusedBy(namespace: string, error: unknown): NetError {
  const { message, data } = Object(error) as { message?: unknown; data?: unknown }
  const said = [message, detailOf(data)].filter(Boolean).join(': ').slice(0, SHOWN_CHARS)
  const why = { params: { name: namespace }, ...(said && { detail: said }) }
  if (NO_NAMESPACE.has(message)) return new NetError('refused', { code: 'socketio.no-namespace', ...why })
  return new NetError('unauthorized', { code: 'socketio.refused', ...why })
}

/** The server ended it of its own will: it is not gone back to unasked, as by the library itself. `farewell`: what it said
 *  with it, which python-socketio does where it lets in first and looks then. */
export function kicked(namespace: string, farewell?: unknown): NetError {
  const said = detailOf(farewell).slice(0, SHOWN_CHARS)
  const why = { params: { name: namespace }, ...(said && { detail: said }) }
  return new NetError('refused', { code: 'socketio.kicked', ...why })
}

/** Nobody answered whether those namespaces may be joined. */
export function late(names: string, waitedMs: number): NetError {
  return new NetError('timeout', { code: 'socketio.no-join', params: { seconds: waitedMs / 1000, names } })
}

/** The reason to show for one namespace that is shut, where others are joined. `why`: that it would end by alone. */
export function amongOthers({ code, params, detail }: Reason): Reason {
  const name = String(params?.['name'] ?? params?.['names'] ?? '')
  switch (code) {
    case 'socketio.no-namespace':
      return { code: 'socketio.some-missing', params: { name } }
    case 'socketio.kicked':
      return { code: 'socketio.some-kicked', params: { name } }
    case 'socketio.no-join':
      return { code: 'socketio.some-late', params: { name, seconds: Number(params?.['seconds'] ?? 0) } }
    default:
      return { code: 'socketio.some-refused', params: { name, said: detail ?? 'CONNECT_ERROR' } }
  }
}

function detailOf(data: unknown): string {
  if (data === undefined || data === null) return ''
  if (isRecord(data)) {
    const said = ['content', 'message', 'detail', 'reason']
      .map((name) => scalar(own(data, name)))
      .find(Boolean)
    if (said) return said
  }
  return scalar(data) ?? JSON.stringify(data)
}
