import { Literal } from '../../model/literal.ts'
import type { TreeNode } from '../../model/tree.ts'
import { briefOf } from '../brief.ts'

/** So much of a text stands in its line. */
const LINE_CHARS = 1_000

/** What a line of a tree holds, for its colour. */
export function nodeKind({ value, size }: TreeNode): string {
  if (size !== undefined) return 'brief'
  if (value instanceof Literal) return 'number'
  return value === null ? 'null' : typeof value
}

/** A line of a tree in words: a value as JSON has it; of what has parts how many, or folded, which. */
export function nodeWords({ value, size, open }: TreeNode): string {
  if (size !== undefined && open) return Array.isArray(value) ? `[${size}]` : `{${size}}`
  if (size !== undefined) return briefOf(value)
  if (value instanceof Literal) return value.text
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > LINE_CHARS ? `${value.slice(0, LINE_CHARS)}…` : value)
}
