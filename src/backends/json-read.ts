import { formatJson, mayBeInexact } from '../model/exact.ts'
import { localId } from '../model/ids.ts'
import type { Message } from '../model/message.ts'
import type { Origin } from './carrier.ts'
import { LISTS, NAMES } from './json-names.ts'
import type { Found, Json } from './json-record.ts'
import { isRecord, own, readRecord, scalar } from './json-record.ts'

/** How deep a record is looked for in a record. */
const DEPTH = 4

/** The messages that a JSON value is: one, or one for each element of a list. What has no known name is shown as it
 *  came. */
export function readMessages(value: unknown, text: string, origin: Origin): Message[] {
  const list = listOf(value) ?? (origin.whole ? emptyListOf(value) : undefined)
  if (!list) return [toMessage(value, text, origin)]
  const isExact = text !== '' && !mayBeInexact(text)
  const write: (element: unknown) => string | undefined = isExact ? JSON.stringify : formatJson
  return list.map((element) => toMessage(element, write(element) ?? '', origin))
}

/** The path of the list that a value is read as, if it is. */
export function listPathOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return '$'
  const list = listOf(value)
  const name = list && isRecord(value) && LISTS.find((each) => own(value, each) === list)
  return name ? `$.${name}` : undefined
}

function listOf(value: unknown): unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (!isRecord(value)) return undefined
  for (const name of LISTS) {
    const inner = own(value, name)
    if (Array.isArray(inner) && inner.length > 0 && inner.every(isRecord)) return inner
  }
  return undefined
}

/** A whole answer that lists nothing and says nothing else to a reader tells nothing. */
function emptyListOf(value: unknown): [] | undefined {
  if (!isRecord(value)) return undefined
  const isEmpty = (name: string) => Array.isArray(own(value, name)) && (own(value, name) as []).length === 0
  const says = [...NAMES.text, ...NAMES.title].some((name) => scalar(own(value, name)) !== undefined)
  return LISTS.some(isEmpty) && !says ? [] : undefined
}

function toMessage(value: unknown, text: string, origin: Origin): Message {
  if (isRecord(value)) return messageOf(value, readUsual(value), text, origin)
  const { at, event, id } = origin
  const message: Message = { id: id ?? localId(), at, body: scalar(value) ?? text.trim() }
  if (event) message.tags = [event]
  return message
}

/** What a record says by the usual names. */
export function readUsual(record: Json): Found {
  return readRecord(record, DEPTH)
}

// Literals, and two of them for what most servers send: what is added to an object later, or by a spread, is kept
// elsewhere, at twice the size, and there are a hundred thousand of them.
/** The message of what was found in a value; `text` is all of it, as it came. */
export function messageOf(value: unknown, found: Found, text: string, { at, event, id }: Origin): Message {
  const body = found.body ?? (found.title === undefined || hasMore(value) ? text.trim() : '')
  const own = { id: found.id ?? id ?? localId(), at: found.at ?? at }
  const message: Message =
    found.from === undefined
      ? { id: own.id, at: own.at, body, source: text }
      : { id: own.id, at: own.at, from: found.from, body, source: text }
  if (found.title !== undefined) message.title = found.title
  if (found.priority !== undefined) message.priority = found.priority
  if (found.room !== undefined) message.room = found.room
  if (found.echoOf !== undefined) message.echoOf = found.echoOf
  if (found.links !== undefined) message.links = found.links
  if (event || found.tags?.length) message.tags = [...(event ? [event] : []), ...(found.tags ?? [])]
  return message
}

/** Is there something in it that no name of the table covers? */
function hasMore(value: unknown): boolean {
  const known = new Set<string>([...Object.values(NAMES).flat(), 'type', 'event', 'kind', 'cursor'])
  return isRecord(value) && Object.keys(value).some((key) => !known.has(key))
}
