import type { NchanCode } from '../../model/codes/nchan.ts'
import type { Frame } from '../../model/message.ts'
import type { NetErrorKind } from '../../net/errors.ts'
import { NetError } from '../../net/errors.ts'

type Known = { code: NchanCode; kind: NetErrorKind }

/** How a subscriber is told no, on all wires: https://nchan.io/#subscriber-endpoint-reference */
const LISTENING: Readonly<Record<number, Known>> = {
  403: { code: 'nchan.forbidden', kind: 'unauthorized' },
  404: { code: 'nchan.no-location', kind: 'refused' },
  405: { code: 'nchan.no-location', kind: 'refused' },
  408: { code: 'nchan.timeout', kind: 'dropped' },
  409: { code: 'nchan.conflict', kind: 'refused' },
  // Whoever comes again comes to a new channel of that name.
  410: { code: 'nchan.gone', kind: 'dropped' },
}
/** How a publisher is. */
const PUBLISHING: Readonly<Record<number, Known>> = {
  403: { code: 'nchan.cannot-publish', kind: 'refused' },
  404: { code: 'nchan.no-publisher', kind: 'refused' },
  405: { code: 'nchan.no-publisher', kind: 'refused' },
  413: { code: 'nchan.too-large', kind: 'refused' },
  507: { code: 'nchan.no-memory', kind: 'busy' },
}

/** What was sent that a preflight has to allow. `wasIn`: this page was let in before. */
export type Sent = { event?: boolean; type?: boolean; login?: boolean; after?: boolean; wasIn?: boolean }

/** The same error in Nchan's words, where it has some: to be thrown again. */
export function whyNotHeard(error: unknown, sent: Sent = {}): unknown {
  return inWords(error, LISTENING, sent)
}

export function whyNotPublished(error: unknown, sent: Sent): unknown {
  return inWords(error, PUBLISHING, sent)
}

/** A subscriber whose time is up, or whose channel was deleted, is told so by the last words of its stream: a status, which
 *  stands in a comment or in the reason of a close. */
export function whyEnded(words: string, error: unknown): unknown {
  const status = Number(/^\s*(\d{3})\b/.exec(words)?.[1])
  const known = LISTENING[status]
  if (known) return new NetError(known.kind, { code: known.code, detail: words.trim() }, { status })
  // A frame was sent to a location that only listens.
  if (words === 'Publish') return new NetError('refused', { code: 'nchan.listens-only' })
  return error
}

/** What a publisher is told of its channel: no message. */
export function isOfPublisher(body: Frame): boolean {
  return (
    typeof body === 'string' &&
    /^(?:queued messages: \d+\r?\nlast requested: |\{"messages": ?\d+, "requested": ?-?\d+, "subscribers": ?\d+)/.test(
      body,
    )
  )
}

function inWords(error: unknown, known: Readonly<Record<number, Known>>, sent: Sent): unknown {
  if (!(error instanceof NetError)) return error
  const { status, why, retryAt } = error
  if (why.code === 'no-cors') {
    const header = headerIn(sent)
    const { params = {} } = why
    if (header) return new NetError('refused', { code: 'nchan.header', params: { ...params, header } })
    // Nchan lets pages read all of its answers. nginx's own have nothing of the kind: what `nchan_authorize_request`
    // refuses, what is too large.
    return new NetError(sent.wasIn ? 'dropped' : 'unauthorized', { code: 'nchan.refused', params })
  }
  const found = status === undefined ? undefined : known[status]
  if (!found) return error
  const { code, kind } = found
  return new NetError(
    kind,
    { code, ...(why.detail && { detail: why.detail }) },
    { ...(status !== undefined && { status }), ...(retryAt !== undefined && { retryAt }) },
  )
}

/** The header that Nchan is least likely to allow. */
function headerIn({ login, event, type, after }: Sent): string | undefined {
  if (login) return 'Authorization'
  if (event) return 'X-EventSource-Event'
  if (type) return 'Content-Type'
  return after ? 'If-None-Match' : undefined
}
