import { parseBase64 } from '../../model/base64.ts'
import { localId } from '../../model/ids.ts'
import type { Attachment, Message, Offer, Priority } from '../../model/message.ts'
import { fetchedLink, safeLink } from '../../model/offer.ts'
import type { JsonRecord } from '../../model/record.ts'
import { recordOf, textsOf } from '../../model/record.ts'
import { textOf } from '../../model/text.ts'
import { shownTags } from './emoji.ts'
import type { NtfyRecord } from './record.ts'
import { idOf, timeOf } from './record.ts'

/** So many tags, buttons and headers of one are read: nobody sends more. */
const MAX_PARTS = 50
const OFFER_TEXTS = ['action', 'label', 'url', 'method', 'body', 'value'] as const
/** What ntfy's headers call the priorities, and others send so. */
const PRIORITIES: Readonly<Record<string, number>> = { min: 1, low: 2, high: 4, max: 5, urgent: 5 }

/** A record of the event `message` as a message: https://docs.ntfy.sh/subscribe/api/#json-message-format. `text` is the
 *  record as it came, `at` when (epoch ms). What is not as it should be is left out, and can be seen in the text. */
export function messageOf(record: NtfyRecord, text: string, at: number): Message {
  const { topic, title, message = '', click, icon, content_type: type } = knownTexts(record)
  const time = timeOf(record)
  const priority = priorityOf(record['priority'])
  const tags = shownTags(textsIn(record['tags']))
  const attachment = attachmentOf(recordOf(record['attachment']))
  const offers = listIn(record['actions']).flatMap(offerOf)
  const link = click === undefined ? undefined : safeLink(click)
  const picture = icon === undefined ? undefined : fetchedLink(icon)
  return {
    id: idOf(record) ?? localId(),
    at: time === undefined ? at : time * 1000,
    ...bodyOf(message, record['encoding'], text),
    ...(topic && { room: topic }),
    ...(title && { title }),
    ...(priority && { priority }),
    ...(tags.length > 0 && { tags }),
    ...(link && { links: [link] }),
    ...(/^text\/markdown\b/i.test(type ?? '') && { format: 'markdown' }),
    ...(picture && { icon: picture }),
    ...(attachment && { attachments: [attachment] }),
    ...(offers.length > 0 && { offers }),
  }
}

/** Bytes are in base64; those that are text are text. */
function bodyOf(message: string, encoding: unknown, text: string): Pick<Message, 'body' | 'source'> {
  const bytes = encoding === 'base64' ? parseBase64(message) : undefined
  if (!bytes) return { body: message, source: text }
  const read = textOf(bytes)
  return read === undefined ? { body: '', source: bytes } : { body: read, source: text }
}

function knownTexts(record: NtfyRecord) {
  return textsOf(record, 'topic', 'title', 'message', 'click', 'icon', 'content_type')
}

/** 3 is ordinary, and says nothing. */
function priorityOf(said: unknown): Priority | undefined {
  const value = typeof said === 'string' ? (PRIORITIES[said.toLowerCase()] ?? Number(said)) : said
  return value === 1 || value === 2 || value === 4 || value === 5 ? value : undefined
}

function attachmentOf(record: JsonRecord | undefined): Attachment | undefined {
  if (!record) return undefined
  const { url = '', name, type } = textsOf(record, 'url', 'name', 'type')
  const address = fetchedLink(url)
  if (!address) return undefined
  const { size } = record
  const expires = timeOf({ time: record['expires'] })
  return {
    url: address,
    ...(name && { name }),
    ...(type && { type }),
    ...(typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 && { size }),
    ...(expires !== undefined && { expires: expires * 1000 }),
  }
}

/** What a page can do of what a message offers: a broadcast is for apps of Android alone. */
function offerOf(value: unknown): Offer[] {
  const record = recordOf(value)
  if (!record) return []
  const { action, label = '', url = '', method, body, value: copied } = textsOf(record, ...OFFER_TEXTS)
  if (action === 'copy') return copied ? [{ kind: 'copy', label: label || copied, value: copied }] : []
  if (action === 'view') {
    const address = safeLink(url)
    return address ? [{ kind: 'view', label: label || address, url: address }] : []
  }
  const address = action === 'http' ? fetchedLink(url) : undefined
  if (!address) return []
  const given = Object.entries(recordOf(record['headers']) ?? {}).slice(0, MAX_PARTS)
  const headers = given.filter((pair): pair is [string, string] => typeof pair[1] === 'string')
  return [
    {
      kind: 'http',
      label: label || address,
      url: address,
      // [spec] POST where it is not said.
      method: method || 'POST',
      ...(headers.length > 0 && { headers: Object.fromEntries(headers) }),
      ...(body && { body }),
    },
  ]
}

function textsIn(value: unknown): string[] {
  return listIn(typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value).filter(
    (part) => typeof part === 'string' && part !== '',
  ) as string[]
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, MAX_PARTS) : []
}
