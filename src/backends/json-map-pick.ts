import { parseJson } from '../model/exact.ts'
import type { Segment } from '../model/json-path.ts'
import { parsePlainPath, valueAt } from '../model/json-path.ts'
import type { Condition, Mapping, Part } from '../model/mapping.ts'
import { PARTS } from '../model/mapping.ts'
import { scalar } from './json-record.ts'

/** What a path finds in a value. Pure. */
export type Finder = (value: unknown) => readonly unknown[]

/** One record of what came, and what the mapping's paths find in it, by the place of the part in `PARTS`. `is`: it is a
 *  message. */
export type Picked = { record: unknown; is: boolean; found: readonly (readonly unknown[] | undefined)[] }

/** Finds the records of a value that is read already (`unpacked`). `event`: the name of the stream's event. */
export type Pick = (value: unknown, event?: string) => Picked[]

const NOTHING: readonly unknown[] = []

/** A finder for a plain path; undefined for any other. */
export function plainFinder(path: string): Finder | undefined {
  const segments = parsePlainPath(path)
  if (!segments) return undefined
  return (value) => {
    const found = valueAt(value, segments)
    return found === undefined ? NOTHING : [found]
  }
}

/** The paths of records and their parts: those that may be more than plain. */
export function pathsOf({ each, only, parts }: Mapping): string[] {
  const ofParts = PARTS.flatMap((part) => parts[part] ?? [])
  return [...(each === undefined ? [] : [each]), ...only.map(({ path }) => path), ...ofParts]
}

/** Reads by a mapping. `find` makes the finders, and throws for what it cannot take. */
export function compilePick(mapping: Mapping, find: (path: string) => Finder): Pick {
  const each = mapping.each === undefined ? undefined : find(mapping.each)
  const isMessage = compileConditions(mapping.only, find)
  const parts = PARTS.map((part) => compilePart(mapping, part, find))
  return (value, event) =>
    recordsOf(value, each).map((record) => ({
      record,
      is: isMessage(record, event),
      found: parts.map((finder) => finder?.(record)),
    }))
}

/** Do all of them hold? They do where there are none. */
export function compileConditions(
  conditions: readonly Condition[],
  find: (path: string) => Finder,
): (value: unknown, event?: string) => boolean {
  const compiled = conditions.map((condition) => ({ condition, finder: find(condition.path) }))
  return (value, event) =>
    compiled.every(({ condition, finder }) => {
      const byEvent = condition.orEvent && event !== undefined
      return holds(condition, byEvent ? [event] : finder(value))
    })
}

/** JSON with the texts in it that are JSON themselves read in their place. Throws SyntaxError as JSON.parse. */
export function parseUnpacked(text: string, { unpack }: Mapping): unknown {
  let value = parseJson(text)
  for (const path of unpack) {
    const segments = parsePlainPath(path)
    if (segments) value = unpackAt(value, segments)
  }
  return value
}

/** The records that a value is: the nodes of that path, the elements of the one list that it finds, or the value itself. */
export function recordsOf(value: unknown, each: Finder | undefined): readonly unknown[] {
  const nodes = each?.(value) ?? NOTHING
  // No such list: it is a message by itself.
  if (nodes.length === 0) return [value]
  const [only] = nodes
  return nodes.length === 1 && Array.isArray(only) ? (only as unknown[]) : nodes
}

function compilePart(
  { parts }: Mapping,
  part: Part,
  find: (path: string) => Finder,
): ((record: unknown) => readonly unknown[] | undefined) | undefined {
  const finders = parts[part]?.map(find)
  if (!finders) return undefined
  const [only] = finders
  if (finders.length === 1 && only) return only
  return (record) => {
    for (const finder of finders) {
      const found = finder(record)
      if (found.some((value) => value !== null && value !== '')) return found
    }
    return NOTHING
  }
}

function holds({ is, not }: Condition, found: readonly unknown[]): boolean {
  const isOneOf = (texts: readonly string[]) =>
    found.some((value) => texts.includes(value === null ? 'null' : (scalar(value) ?? '\0')))
  if (is && !isOneOf(is)) return false
  if (not) return !isOneOf(not)
  return is !== undefined || found.length > 0
}

/** In place: it was parsed a moment ago, and nobody else has it. */
function unpackAt(value: unknown, segments: readonly Segment[]): unknown {
  const text = valueAt(value, segments)
  if (typeof text !== 'string') return value
  let inner: unknown
  try {
    inner = parseJson(text)
  } catch {
    // Not every text at that place is JSON: it stays the text that it is.
    return value
  }
  const last = segments.at(-1)
  const holder = valueAt(value, segments.slice(0, -1)) as object
  if (last === undefined) return inner
  const key = Array.isArray(holder) && typeof last === 'number' && last < 0 ? holder.length + last : last
  // Also where it is called __proto__.
  Object.defineProperty(holder, key, { value: inner, writable: true, enumerable: true, configurable: true })
  return value
}
