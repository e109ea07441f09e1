import type { Query } from '../../model/query.ts'
import { rangesOf } from '../../model/query.ts'

/** A part of a line; `hit`: it is what was looked for. */
export type Piece = { text: string; hit: boolean }

/** A hit that is so far in would be out of sight. */
const SEEN_CHARS = 24
const BEFORE_CHARS = 8

/** A line with what was looked for in it, and beginning a little before that where it is far in. What a regular expression
 *  finds is not marked: it runs elsewhere. */
export function foundIn(line: string, query: Query, limit: number): Piece[] {
  const ranges = query.regex ? [] : rangesOf(line, query)
  const first = ranges[0]?.[0] ?? 0
  const from = first > SEEN_CHARS ? first - BEFORE_CHARS : 0
  const pieces: Piece[] = from > 0 ? [{ text: '…', hit: false }] : []
  const to = Math.min(line.length, from + limit)
  let at = from
  for (const [start, end] of ranges) {
    if (end > to) break
    if (start > at) pieces.push({ text: line.slice(at, start), hit: false })
    pieces.push({ text: line.slice(start, end), hit: true })
    at = end
  }
  if (at < to) pieces.push({ text: line.slice(at, to), hit: false })
  if (to < line.length) pieces.push({ text: '…', hit: false })
  return pieces
}
