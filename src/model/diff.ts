import { formatJson, isNumber, parseJson } from './exact.ts'

/** One leaf that changed. `path` leads to it, from the outside in; `from` or `to` is undefined where it came or went. */
export type Change = { path: string; from: unknown; to: unknown }

/** What a row of a table is known by. */
const ROW_KEYS = ['id', '_id', 'key', 'name', 'symbol', 'title'] as const
const SEPARATOR = ' › '
const MAX_DEPTH = 64

type Json = Record<string, unknown>

export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The name by which every row of a list of records can be told from the others, if there is one. */
export function rowKey(rows: readonly unknown[]): string | undefined {
  if (rows.length === 0 || !rows.every(isRecord)) return undefined
  return ROW_KEYS.find((name) => {
    const values = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : undefined))
    return (
      values.every((value) => typeof value === 'string' || isNumber(value)) &&
      // 1 and "1" are one name.
      new Set(values.map(String)).size === values.length
    )
  })
}

/** The parts of a value by name: a record's members, a table's rows by their key, a list's elements by their place. */
export function partsOf(value: unknown): Map<string, unknown> | undefined {
  if (isRecord(value)) return new Map(Object.entries(value))
  if (!Array.isArray(value)) return undefined
  const key = rowKey(value)
  return new Map(value.map((part, index) => [key ? String((part as Json)[key]) : String(index), part]))
}

export function joinPath(path: string, name: string): string {
  return path ? `${path}${SEPARATOR}${name}` : name
}

/** What changed from one value to the next, leaf by leaf, at most `limit` of it. */
export function diff(before: unknown, after: unknown, limit = 500): Change[] {
  const changes: Change[] = []
  compare(before, after, '', changes, limit, 0)
  return changes
}

function compare(
  from: unknown,
  to: unknown,
  path: string,
  changes: Change[],
  limit: number,
  depth: number,
): void {
  if (changes.length >= limit || Object.is(from, to)) return
  const [before, after] = depth < MAX_DEPTH ? [partsOf(from), partsOf(to)] : []
  if (!before || !after) {
    if (depth >= MAX_DEPTH && isSame(from, to)) return
    changes.push({ path, from, to })
    return
  }
  for (const [name, value] of after)
    compare(before.get(name), value, joinPath(path, name), changes, limit, depth + 1)
  for (const [name, value] of before)
    if (!after.has(name)) compare(value, undefined, joinPath(path, name), changes, limit, depth + 1)
}

/** Every number in a value, by its path, at most `limit` of them; as near as a point in a chart has to be. */
export function numbersIn(value: unknown, limit = 200): Map<string, number> {
  const numbers = new Map<string, number>()
  const walk = (part: unknown, path: string, depth: number) => {
    if (numbers.size >= limit || depth > MAX_DEPTH) return
    if (isNumber(part)) numbers.set(path, Number(part))
    for (const [name, inner] of partsOf(part) ?? []) walk(inner, joinPath(path, name), depth + 1)
  }
  walk(value, '', 0)
  return numbers
}

/** A value as an update makes it. An update is the whole value, unless the value is a table and the update one row of
 *  it. `partial`: the value was fetched elsewhere and is only kept up to date: an update is then a row, some members, or
 *  a value of the same kind, and what fits nowhere (a greeting, say) changes nothing. */
export function merge(value: unknown, update: unknown, partial = false): unknown {
  const table = Array.isArray(value) && isRecord(update) ? mergeRow(value, update) : undefined
  if (table) return table
  if (!partial || value === undefined) return update
  if (isRecord(value) && isRecord(update)) return mergeMembers(value, update)
  return kindOf(value) === kindOf(update) ? update : value
}

function mergeMembers(value: Json, update: Json): Json {
  if (Object.keys(update).some((name) => Object.hasOwn(value, name))) return { ...value, ...update }
  for (const [name, part] of Object.entries(value)) {
    const table = Array.isArray(part) ? mergeRow(part, update) : undefined
    if (table) return { ...value, [name]: table }
  }
  return value
}

/** The table with the row put in its place, or at the end; undefined where it is no row of this table. */
function mergeRow(table: readonly unknown[], row: Json): unknown[] | undefined {
  const key = rowKey(table)
  if (!key || !Object.hasOwn(row, key)) return undefined
  const index = table.findIndex((each) => (each as Json)[key] === row[key])
  return index < 0 ? [...table, row] : table.with(index, { ...(table[index] as Json), ...row })
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value
}

/** What a text is as a value: JSON where it is JSON, else the text itself. */
export function valueOf(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return text
  }
}

/** Compared as text, where it can be: what is nested past the stack counts as changed. */
function isSame(one: unknown, other: unknown): boolean {
  try {
    return formatJson(one) === formatJson(other)
  } catch {
    return false
  }
}
