import { formatJson, mayBeInexact } from '../model/exact.ts'
import { localId } from '../model/ids.ts'
import type { Message, Priority } from '../model/message.ts'
import type { Origin } from './carrier.ts'
import { AUTHOR_NAMES, LISTS, NAMES, NESTED, PRIORITIES } from './json-names.ts'

type Json = Record<string, unknown>
type Found = Partial<Omit<Message, 'id' | 'at'>> & { id?: string; at?: number }

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

// Literals, and two of them for what most servers send: what is added to an object later, or by a spread, is kept
// elsewhere, at twice the size, and there are a hundred thousand of them.
function toMessage(value: unknown, text: string, { at, event, id }: Origin): Message {
  if (!isRecord(value)) {
    const message: Message = { id: id ?? localId(), at, body: scalar(value) ?? text.trim() }
    if (event) message.tags = [event]
    return message
  }
  const found = readRecord(value, DEPTH)
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

type Role = { field: keyof Found; rank: number; read: (value: unknown) => unknown }

const READERS: Record<keyof typeof NAMES, [field: keyof Found, read: Role['read']]> = {
  text: ['body', scalar],
  from: ['from', authorOf],
  at: ['at', timeOf],
  title: ['title', nonEmpty],
  priority: ['priority', priorityOf],
  id: ['id', scalar],
  room: ['room', scalar],
  echoOf: ['echoOf', scalar],
  tags: ['tags', tagsOf],
  links: ['links', linksOf],
}

/** What each name may say. A record has few names, and the table many. */
const ROLES: ReadonlyMap<string, Role> = new Map(
  Object.entries(NAMES).flatMap(([name, names]) => {
    const [field, read] = READERS[name as keyof typeof NAMES]
    return names.map((key, rank) => [key, { field, rank, read }] as const)
  }),
)

function readRecord(record: Json, depth: number): Found {
  const found: Found = {}
  const ranks: Partial<Record<keyof Found, number>> = {}
  for (const key in record) {
    const role = ROLES.get(key)
    if (!role) continue
    const { field } = role
    const value = role.read(record[key])
    if (value === undefined) continue
    // A text that is empty is one only where there is no other.
    const rank = field === 'body' && value === '' ? Infinity : role.rank
    const before = ranks[field]
    if (before !== undefined && before <= rank) continue
    ;(found as Json)[field] = value
    ranks[field] = rank
  }
  if (found.body !== undefined || depth === 0) return found
  for (const name of NESTED) {
    const inner = own(record, name)
    if (!isRecord(inner)) continue
    const nested = readRecord(inner, depth - 1)
    // The record within is what it is about; around it is only what that one does not say.
    if (nested.body !== undefined || nested.title !== undefined) return { ...found, ...nested }
  }
  return found
}

/** Is there something in it that no name of the table covers? */
function hasMore(value: unknown): boolean {
  const known = new Set<string>([...Object.values(NAMES).flat(), 'type', 'event', 'kind', 'cursor'])
  return isRecord(value) && Object.keys(value).some((key) => !known.has(key))
}

function first<T>(
  record: Json,
  names: readonly string[],
  read: (value: unknown) => T | undefined,
): T | undefined {
  for (const name of names) {
    if (!Object.hasOwn(record, name)) continue
    const value = read(record[name])
    if (value !== undefined) return value
  }
  return undefined
}

function own(record: Json, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return ['number', 'bigint', 'boolean'].includes(typeof value) ? String(value) : undefined
}

function nonEmpty(value: unknown): string | undefined {
  return scalar(value) || undefined
}

function authorOf(value: unknown): string | undefined {
  return isRecord(value) ? first(value, AUTHOR_NAMES, scalar) : scalar(value) || undefined
}

/** Epoch seconds, ms, µs or ns told apart by size; ISO 8601; a date and time without a zone, as databases write it, is UTC. */
function timeOf(value: unknown): number | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  const isNumber = typeof value === 'number' || typeof value === 'bigint' || /^\d{9,}(\.\d+)?$/.test(text)
  const number = isNumber ? Number(value) : undefined
  if (number !== undefined) {
    if (!(number > 1e8)) return undefined
    if (number < 1e11) return number * 1e3
    if (number < 1e14) return number
    if (number < 1e17) return number / 1e3
    // What would be no time that a calendar has is none.
    return number < 1e20 ? number / 1e6 : undefined
  }
  // Date.parse guesses at words ("Room 5" is a day in 2001): only what looks like a date is read as one.
  if (!/^\d{4}-\d\d|^[a-z]{3}, \d/i.test(text)) return undefined
  const zoneless = /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
  const at = Date.parse(zoneless ? `${text.replace(' ', 'T')}Z` : text)
  return Number.isNaN(at) ? undefined : at
}

function priorityOf(value: unknown): Priority | undefined {
  if (typeof value === 'string' && PRIORITIES[value.toLowerCase()]) return PRIORITIES[value.toLowerCase()]
  const isNumber = typeof value === 'bigint' || (typeof value === 'string' && value.trim())
  const number = isNumber ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined
  return Math.min(5, Math.max(1, Math.round(number))) as Priority
}

function tagsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string')
    return value
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
  if (!Array.isArray(value)) return undefined
  return value.map(scalar).filter((tag) => tag !== undefined)
}

function linksOf(value: unknown): string[] | undefined {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? [value] : undefined
}
