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
  const list = listOf(value)
  if (!list) return [toMessage(value, text, origin)]
  return list.map((element) => toMessage(element, JSON.stringify(element) ?? '', origin))
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

function toMessage(value: unknown, text: string, { at, event, id }: Origin): Message {
  const found = isRecord(value) ? readRecord(value, DEPTH) : { body: scalar(value) ?? text.trim() }
  const tags = [...(event ? [event] : []), ...(found.tags ?? [])]
  return {
    ...found,
    id: found.id ?? id ?? localId(),
    at: found.at ?? at,
    body: found.body ?? (found.title === undefined || hasMore(value) ? text.trim() : ''),
    ...(tags.length > 0 && { tags }),
    ...(isRecord(value) && { source: text }),
  }
}

function readRecord(record: Json, depth: number): Found {
  const found: Found = {}
  const put = <K extends keyof Found>(key: K, value: Found[K] | undefined) => {
    if (value !== undefined) found[key] = value
  }
  put('body', first(record, NAMES.text, nonEmpty) ?? first(record, NAMES.text, scalar))
  put('from', first(record, NAMES.from, authorOf))
  put('at', first(record, NAMES.at, timeOf))
  put('title', first(record, NAMES.title, nonEmpty))
  put('priority', first(record, NAMES.priority, priorityOf))
  put('id', first(record, NAMES.id, scalar))
  put('room', first(record, NAMES.room, scalar))
  put('echoOf', first(record, NAMES.echoOf, scalar))
  put('tags', first(record, NAMES.tags, tagsOf))
  put('links', first(record, NAMES.links, linksOf))
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
  const known = new Set<string>([...Object.values(NAMES).flat(), 'type', 'event', 'kind'])
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
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
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
  const number = typeof value === 'number' ? value : /^\d{9,}(\.\d+)?$/.test(text) ? Number(text) : undefined
  if (number !== undefined) {
    if (!(number > 1e8)) return undefined
    if (number < 1e11) return number * 1e3
    if (number < 1e14) return number
    return number < 1e17 ? number / 1e3 : number / 1e6
  }
  // Date.parse guesses at words ("Room 5" is a day in 2001): only what looks like a date is read as one.
  if (!/^\d{4}-\d\d|^[a-z]{3}, \d/i.test(text)) return undefined
  const zoneless = /^\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d(\.\d+)?)?$/.test(text)
  const at = Date.parse(zoneless ? `${text.replace(' ', 'T')}Z` : text)
  return Number.isNaN(at) ? undefined : at
}

function priorityOf(value: unknown): Priority | undefined {
  if (typeof value === 'string' && PRIORITIES[value.toLowerCase()]) return PRIORITIES[value.toLowerCase()]
  const number = typeof value === 'string' && value.trim() ? Number(value) : value
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
