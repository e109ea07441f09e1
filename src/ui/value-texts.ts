import { isRecord, joinPath, partsOf } from '../model/diff.ts'
import { columnPath, isTable, TABLE_DEPTH, tableKey } from './table.ts'

/** A text that is drawn somewhere in a value: a name, a leaf, or both. */
export type ValueText = { path: string; text: string }

/** So deep, and so many, are looked through. */
const MAX_DEPTH = 64
const MAX_TEXTS = 50_000

/** The texts of a value in the order in which they are drawn, as `ValueNode` draws it. Paths are those of `diff`. */
export function textsOf(value: unknown): ValueText[] {
  const texts: ValueText[] = []
  const put = (path: string, text: string) => {
    if (texts.length < MAX_TEXTS) texts.push({ path, text })
  }
  /** `name`: what stands before it. */
  const walk = (part: unknown, path: string, name: string, depth: number, levels: number) => {
    if (levels > MAX_DEPTH || texts.length >= MAX_TEXTS) return
    const isBranch = typeof part === 'object' && part !== null && Object.keys(part).length > 0
    if (!isBranch)
      return put(path, typeof part === 'object' && part !== null ? name : `${name}\n${String(part)}`)
    if (name !== '') put(path, name)
    if (depth <= TABLE_DEPTH && isTable(part)) return walkTable(part, path, depth, levels)
    for (const [inner, one] of partsOf(part) ?? [])
      walk(one, joinPath(path, inner), inner, depth + 1, levels + 1)
  }
  const walkTable = (rows: Record<string, unknown>[], path: string, depth: number, levels: number) => {
    const columns = new Set(rows.flatMap((row) => Object.keys(row)))
    for (const column of columns) put(columnPath(path, column), column)
    const key = tableKey(rows)
    for (const [index, row] of rows.entries()) {
      const at = joinPath(path, key === undefined ? String(index) : String(row[key]))
      for (const [column, cell] of Object.entries(row)) {
        const isFold = isRecord(cell) || Array.isArray(cell)
        walk(cell, joinPath(at, column), '', isFold ? depth + 3 : depth + 2, levels + 1)
      }
    }
  }
  walk(value, '', '', 0, 0)
  return texts
}
