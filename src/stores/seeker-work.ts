import type { Query, Range } from '../model/query.ts'
import { patternOf, rangesBy } from '../model/query.ts'

/** What a seeker asks of its worker: which texts match, or where in each. The pattern was tried for its syntax before. */
export type Work = { id: number; query: Query; texts: readonly string[]; want: 'indexes' | 'ranges' }

/** What the worker says: that it runs, and then an answer to each work. */
export type Answer =
  | { type: 'ready' }
  | { type: 'indexes'; id: number; indexes: number[] }
  | { type: 'ranges'; id: number; ranges: Range[][] }

/** Does it. A regular expression that came from a person may never come to an end. */
export function work({ id, query, texts, want }: Work): Answer {
  const pattern = patternOf(query)
  if (want === 'ranges') return { type: 'ranges', id, ranges: texts.map((text) => rangesBy(pattern, text)) }
  const indexes: number[] = []
  for (const [index, text] of texts.entries()) {
    pattern.lastIndex = 0
    if (pattern.test(text.normalize('NFC'))) indexes.push(index)
  }
  return { type: 'indexes', id, indexes }
}
