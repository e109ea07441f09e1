import type { Message, Priority } from '../model/message.ts'
import { AUTHOR_NAMES, NAMES, NESTED, PRIORITIES } from './json-names.ts'

export type Json = Record<string, unknown>

const FIELDS = ['body', 'from', 'at', 'title', 'priority', 'id', 'room', 'echoOf', 'tags', 'links'] as const
type Field = (typeof FIELDS)[number]

/** What a record says of a message. */
export type Found = { [F in Field]: Message[F] | undefined }

type Role = { place: number; rank: number; read: (value: unknown) => unknown }

const READERS: Record<keyof typeof NAMES, [field: Field, read: Role['read']]> = {
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
    const place = FIELDS.indexOf(field)
    return names.map((key, rank) => [key, { place, rank, read }] as const)
  }),
)
const BODY = FIELDS.indexOf('body')
/** Worse than any name's. */
const LAST = 254
const NONE = 255

// Of the record that is being read: a list has thousands of them, and these are made once.
const ranks = new Uint8Array(FIELDS.length)
const values: unknown[] = FIELDS.map(() => undefined)

/** What a record says, by the most telling of its names; `depth`: so many records within it are looked into. */
export function readRecord(record: Json, depth: number): Found {
  ranks.fill(NONE)
  for (const key in record) {
    const role = ROLES.get(key)
    if (!role) continue
    const value = role.read(record[key])
    if (value === undefined) continue
    const { place } = role
    // A text that is empty is one only where there is no other.
    const rank = place === BODY && value === '' ? LAST : role.rank
    if ((ranks[place] as number) <= rank) continue
    values[place] = value
    ranks[place] = rank
  }
  const found = taken()
  if (found.body !== undefined || depth === 0) return found
  for (const name of NESTED) {
    const inner = own(record, name)
    if (!isRecord(inner)) continue
    const nested = readRecord(inner, depth - 1)
    // The record within is what it is about; around it is only what that one does not say.
    if (nested.body !== undefined || nested.title !== undefined) return merged(nested, found)
  }
  return found
}

// A literal: what is put together by names is several times slower.
function taken(): Found {
  const at = (place: number) => (ranks[place] === NONE ? undefined : values[place])
  const found: Record<Field, unknown> = {
    body: at(0),
    from: at(1),
    at: at(2),
    title: at(3),
    priority: at(4),
    id: at(5),
    room: at(6),
    echoOf: at(7),
    tags: at(8),
    links: at(9),
  }
  // A large text is not held until the next one comes.
  values.fill(undefined)
  return found as Found
}

/** What one says, and what only the other does. */
function merged(one: Found, other: Found): Found {
  const all: Record<Field, unknown> = { ...other }
  for (const field of FIELDS) all[field] = one[field] ?? other[field]
  return all as Found
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

/** What a record itself has under that name. */
export function own(record: Json, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}

/** Is it an object, and no list? */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, or a number or truth value as one. */
export function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const isOther = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
  return isOther ? String(value) : undefined
}

function nonEmpty(value: unknown): string | undefined {
  return scalar(value) || undefined
}

/** An author: a text, or an object by its name. */
export function authorOf(value: unknown): string | undefined {
  return isRecord(value) ? first(value, AUTHOR_NAMES, scalar) : scalar(value) || undefined
}

/** A time (epoch ms): seconds, ms, µs or ns since the epoch, told apart by size; ISO 8601; a date and time without a zone, as databases write it, is UTC. */
export function timeOf(value: unknown): number | undefined {
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

/** A priority, as a number of 1 to 5 or by its word. */
export function priorityOf(value: unknown): Priority | undefined {
  if (typeof value === 'string' && PRIORITIES[value.toLowerCase()]) return PRIORITIES[value.toLowerCase()]
  const isNumber = typeof value === 'bigint' || (typeof value === 'string' && value.trim())
  const number = isNumber ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) return undefined
  return Math.min(5, Math.max(1, Math.round(number))) as Priority
}

/** Tags, as a list or separated by commas. */
export function tagsOf(value: unknown): string[] | undefined {
  if (typeof value === 'string')
    return value
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean)
  if (!Array.isArray(value)) return undefined
  return value.map(scalar).filter((tag) => tag !== undefined)
}

/** A link, if it is one to the web. */
export function linksOf(value: unknown): string[] | undefined {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? [value] : undefined
}
