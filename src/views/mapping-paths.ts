import { parseJson } from '../model/exact.ts'
import type { Segment } from '../model/json-path.ts'
import { formatPath, parsePlainPath, valueAt } from '../model/json-path.ts'
import type { Condition, Mapping, Part } from '../model/mapping.ts'
import { PARTS } from '../model/mapping.ts'
import { recordOf } from '../model/record.ts'

/** What a value of a message can be said to be; `gone`: the id of another one, which is gone. */
export type Meaning = Part | 'each' | 'unpack' | 'gone'

/** Of these a value is part of what came, and not of one of the messages in it. */
export const OF_FRAME: readonly Meaning[] = ['each', 'unpack', 'gone']
/** What servers call the name that says what a message is about. */
const KINDS = ['type', 'event', 'kind', 'action', 'op', 'ev', 'e', 't']

/** The path of a value of what came as it begins in its record, where a list is set; undefined where it is in none. */
export function withinRecord(path: string, value: unknown, each: string | undefined): string | undefined {
  const segments = parsePlainPath(path)
  if (!segments || each === undefined) return path
  const list = parsePlainPath(each)
  // By a path that is more than plain nobody knows here which record it is in.
  if (!list) return undefined
  if (!Array.isArray(valueAt(value, list)))
    return startsWith(segments, list) ? formatPath(segments.slice(list.length)) : path
  const isInside = segments.length > list.length && startsWith(segments, list)
  return isInside ? formatPath(segments.slice(list.length + 1)) : undefined
}

/** What a value may be: `each` only a list, `unpack` only a text that is a record or a list. */
export function meaningsOf(value: unknown): Meaning[] {
  if (Array.isArray(value)) return ['each', 'tags', 'text']
  if (typeof value === 'object' && value !== null) return ['text', 'author']
  return [...PARTS, ...(isJsonText(value) ? (['unpack'] as const) : []), 'gone']
}

/** What tells messages of that kind from others, as far as their names say. */
export function kindOf(value: unknown): Condition[] {
  const record = recordOf(value) ?? {}
  const name = KINDS.find((each) => Object.hasOwn(record, each) && typeof record[each] === 'string')
  return name === undefined ? [] : [{ path: formatPath([name]), is: [String(record[name])] }]
}

/** The same mapping, in which that path is what it is said to be: `record` within its record. Said once more, it is not. */
export function withMeaning(
  mapping: Mapping,
  meaning: Meaning,
  { path, record }: { path: string; record: string | undefined },
): Mapping {
  const { each, unpack, parts, gone } = mapping
  if (meaning === 'gone') return withGone(mapping, { id: toggled(gone?.id ?? [], path) })
  if (meaning === 'unpack') return { ...mapping, unpack: toggled(unpack, path) }
  if (meaning === 'each') {
    const { each: _, ...rest } = mapping
    return each === path ? rest : { ...rest, each: path }
  }
  if (record === undefined) return mapping
  const has = parts[meaning]?.includes(record) ?? false
  return withPaths(mapping, meaning, has ? toggled(parts[meaning] ?? [], record) : [record])
}

/** The same mapping, in which that says that a message is gone; nothing does where no path leads to its id. */
export function withGone(mapping: Mapping, change: Partial<NonNullable<Mapping['gone']>>): Mapping {
  const { gone: before, ...rest } = mapping
  const gone = { when: [], id: [], ...before, ...change }
  return gone.id.length + gone.when.length > 0 ? { ...rest, gone } : rest
}

/** The same mapping with those paths for a part. */
export function withPaths(mapping: Mapping, part: Part, paths: readonly string[]): Mapping {
  const { [part]: _, ...others } = mapping.parts
  return { ...mapping, parts: paths.length > 0 ? { ...others, [part]: paths } : others }
}

/** What each value of what came is said to be, by its path. */
export function meaningsByPath(mapping: Mapping, value: unknown): Map<string, Meaning[]> {
  const all = new Map<string, Meaning[]>()
  const add = (segments: readonly Segment[] | undefined, meaning: Meaning) => {
    if (!segments || valueAt(value, segments) === undefined) return
    const path = formatPath(segments)
    all.set(path, [...(all.get(path) ?? []), meaning])
  }
  for (const path of mapping.unpack) add(parsePlainPath(path), 'unpack')
  for (const path of mapping.gone?.id ?? []) add(parsePlainPath(path), 'gone')
  const list = mapping.each === undefined ? undefined : parsePlainPath(mapping.each)
  add(list, 'each')
  for (const begin of beginsOf(value, mapping.each, list))
    for (const part of PARTS)
      for (const path of mapping.parts[part] ?? []) {
        const segments = parsePlainPath(path)
        add(segments && [...begin, ...segments], part)
      }
  return all
}

/** Where records begin, as far as they are marked. */
function beginsOf(value: unknown, each: string | undefined, list: Segment[] | undefined): Segment[][] {
  if (each === undefined) return [[]]
  if (!list) return []
  const found = valueAt(value, list)
  if (!Array.isArray(found)) return [found === undefined ? [] : list]
  return found.slice(0, 50).map((_, index) => [...list, index])
}

function startsWith(segments: readonly Segment[], begin: readonly Segment[]): boolean {
  return begin.every((segment, at) => segments[at] === segment)
}

function toggled(paths: readonly string[], path: string): string[] {
  return paths.includes(path) ? paths.filter((other) => other !== path) : [...paths, path]
}

function isJsonText(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return false
  try {
    parseJson(value)
    return true
  } catch {
    // A text that only looks like it.
    return false
  }
}
