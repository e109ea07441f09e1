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

/** A namespace that says no, with its server's words. */
export function refusedBy(namespace: string, error: unknown): unknown {
  const { message, data } = Object(error) as { message?: unknown; data?: unknown }
  const said = [message, detailOf(data)].filter(Boolean).join(': ').slice(0, SHOWN_CHARS)
  const why = { params: { name: namespace }, ...(said && { detail: said }) }
  if (message === 'Invalid namespace')
    return new NetError('refused', { code: 'socketio.no-namespace', ...why })
  return new NetError('unauthorized', { code: 'socketio.refused', ...why })
}

/** The server ended it of its own will: it is not gone back to unasked, as by the library itself. */
export function kicked(namespace: string): NetError {
  return new NetError('refused', { code: 'socketio.kicked', params: { name: namespace } })
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
