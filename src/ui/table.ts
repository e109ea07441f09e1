import { isRecord, joinPath, rowKey } from '../model/diff.ts'
import { isNumber } from '../model/exact.ts'

/** A table in a cell of a table is too much of it. */
export const TABLE_DEPTH = 2
/** So much of a table is drawn at first; the rest is said, and rows are drawn when they are asked for. */
export const MAX_ROWS = 200
export const MAX_COLUMNS = 20
/** Every cell is a button or a text of its own: more of them would hold up the page with every update. */
const MAX_CELLS = 1_500
/** So many more rows with every click. */
export const MORE_ROWS = 100

/** A list of records as a table: `name` is how `diff` calls the row. */
export type Table = {
  columns: string[]
  rows: { name: string; record: Record<string, unknown> }[]
  moreRows: number
  moreColumns: number
  /** The column that names the rows. */
  key: string | undefined
  /** Columns of numbers only. */
  numeric: ReadonlySet<string>
}

/** Is it a list of records? */
export function isTable(value: unknown): value is Record<string, unknown>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord)
}

/** The column that names the rows of a table, if there is one. */
export const tableKey = rowKey

/** What the head of a column is known by, as `joinPath` makes it of its cells. */
export function columnPath(path: string, column: string): string {
  return joinPath(path, `# ${column}`)
}

/** A value as a table, if it is a list of records. `more`: so many rows beyond the first ones were asked for. `wanted`: is
 *  a row to be drawn, wherever it is? */
export function tableOf(
  value: unknown,
  more = 0,
  wanted: (name: string) => boolean = () => false,
): Table | undefined {
  if (!isTable(value)) return undefined
  const key = rowKey(value)
  const names = new Set<string>(key === undefined ? [] : [key])
  for (const record of value.slice(0, MAX_ROWS + more))
    for (const name of Object.keys(record)) names.add(name)
  const columns = [...names].slice(0, MAX_COLUMNS)
  const shown = value.slice(0, Math.min(MAX_ROWS, Math.ceil(MAX_CELLS / columns.length)) + more)
  const nameOf = (record: Record<string, unknown>, index: number) =>
    key ? String(record[key]) : String(index)
  const rows = shown.map((record, index) => ({ name: nameOf(record, index), record }))
  const rest = value
    .slice(shown.length)
    .findIndex((record, index) => wanted(nameOf(record, shown.length + index)))
  const further = rest < 0 ? undefined : value[shown.length + rest]
  if (further) rows.push({ name: nameOf(further, shown.length + rest), record: further })
  const isNumeric = (name: string) =>
    shown.some((record) => isNumber(own(record, name))) &&
    shown.every((record) => isNumber(own(record, name)) || (own(record, name) ?? undefined) === undefined)
  return {
    columns,
    rows,
    moreRows: value.length - rows.length,
    moreColumns: names.size - columns.length,
    key,
    numeric: new Set(columns.filter((name) => name !== key && isNumeric(name))),
  }
}

/** Every record has a `constructor`, but not as a member. */
function own(record: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined
}
