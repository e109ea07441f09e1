import type { Perform } from '../../model/act.ts'
import type { Frame } from '../../model/message.ts'
import { recordOf } from '../../model/record.ts'
import { NetError } from '../../net/errors.ts'
import type { Net } from '../../net/net.ts'
import { sendsHeaders } from '../auth-fields.ts'
import { namesChannel, publishAddress } from './address.ts'
import type { NchanOptions } from './fields.ts'
import { nameOf, parseId } from './place-read.ts'
import { whyNotPublished } from './refusal.ts'

/** What needs no preflight: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
const SIMPLE = /^(?:text\/plain|application\/x-www-form-urlencoded|multipart\/form-data)\s*(?:;|$)/i
/** [spec] https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1, as far as anybody needs it. */
const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/
const TEXT_TYPE = 'text/plain;charset=UTF-8'
const BYTES_TYPE = 'application/octet-stream'

/** Publishes by POST (https://nchan.io/#publisher-endpoints): the answer is the receipt, with the id by which the message
 *  comes back. `send` puts it on the WebSocket instead, which has neither answer nor headers. */
export function publisher(
  net: Net,
  options: Pick<NchanOptions, 'post' | 'server'> & Record<string, unknown>,
  { channels, mark }: { channels: readonly string[]; mark: string },
  send?: (frame: Frame) => Promise<void>,
): Perform {
  return async ({ act }) => {
    if (act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
    const { body, room } = act
    const { type, event } = chosen(act.options)
    if (send && !type && !event) return send(body)
    const at = channels.indexOf(room ?? '')
    if (namesChannel(options) && at < 0) throw new NetError('refused', { code: 'nchan.which-channel' })
    const contentType = type || (typeof body === 'string' ? TEXT_TYPE : BYTES_TYPE)
    const headers = {
      'content-type': contentType,
      // [source] Only these two are compared, and not `application/json`.
      accept: 'text/json',
      ...(event && { 'x-eventsource-event': event }),
    }
    try {
      const ask = { method: 'POST', headers, body, cache: 'no-store' as const }
      const { text } = await net.request(publishAddress(options, room), ask)
      const messageId = receiptOf(text, at, channels.length, mark)
      return messageId === undefined ? {} : { messageId }
    } catch (error) {
      const sent = { event: event !== '', type: !SIMPLE.test(contentType), login: sendsHeaders(options) }
      throw whyNotPublished(error, sent)
    }
  }
}

/** What is asked of one message. Throws NetError where no browser sends it. */
function chosen(options: Readonly<Record<string, unknown>> = {}): { type: string; event: string } {
  const [type, event] = [options['type'], options['event']].map((text) =>
    typeof text === 'string' ? text.trim() : '',
  ) as [string, string]
  if (type && !TYPE.test(type)) throw new NetError('refused', { code: 'nchan.bad-type', params: { type } })
  if (/\p{Cc}/u.test(event)) throw new NetError('refused', { code: 'nchan.bad-event' })
  return { type, event: headerBytes(event) }
}

/** A header takes a byte a character; nginx hands them on as they are. */
function headerBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}

/** `{"messages": 5, "requested": 0, "subscribers": 1, "last_message_id": "1795209462:4" }` as what the message is known by
 *  where it is heard (`mark`): of several channels, by its place among them (`at`). */
export function receiptOf(answer: string, at: number, of: number, mark: string): string | undefined {
  try {
    const id = recordOf(JSON.parse(answer))?.['last_message_id']
    const place = typeof id === 'string' ? parseId(id) : undefined
    if (!place || place.of > 1 || (of > 1 && at < 0)) return undefined
    return nameOf(of > 1 ? { ...place, channel: at, of } : place, mark)
  } catch {
    // Another answer, of whatever stands in front of it.
    return undefined
  }
}
