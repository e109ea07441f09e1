import { isRecord, rowKey } from '../model/diff.ts'

/** So much of a table is drawn; the rest is said. */
export const MAX_ROWS = 200
export const MAX_COLUMNS = 20

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

/** A value as a table, if it is a list of records. */
export function tableOf(value: unknown): Table | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isRecord)) return undefined
  const key = rowKey(value)
  const shown = value.slice(0, MAX_ROWS)
  const names = new Set<string>(key === undefined ? [] : [key])
  for (const record of shown) for (const name of Object.keys(record)) names.add(name)
  const columns = [...names].slice(0, MAX_COLUMNS)
  const isNumeric = (name: string) =>
    shown.some((record) => typeof record[name] === 'number') &&
    shown.every((record) => typeof record[name] === 'number' || (record[name] ?? undefined) === undefined)
  return {
    columns,
    rows: shown.map((record, index) => ({ name: key ? String(record[key]) : String(index), record })),
    moreRows: value.length - shown.length,
    moreColumns: names.size - columns.length,
    key,
    numeric: new Set(columns.filter(isNumeric)),
  }
}
