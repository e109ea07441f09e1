import { describe, expect, it } from 'vitest'
import type { Key } from '../model/log.ts'
import type { Drawn, RowList } from './row-list.ts'
import { rowsOf, steps, whole } from './row-list.ts'

type Log = { first: number; next: number; dropped?: number; prepended?: number; of?: string }

/** A list of the numbers from `first` to `next`: oldest first at the end's edge, newest first at the start's. */
function listOf(
  edge: 'start' | 'end',
  { first, next, dropped = 0, prepended = 0, of = 'all' }: Log,
): RowList<number> {
  const at = (index: number) => (edge === 'end' ? first + index : next - 1 - index)
  const indexOf = (key: Key) => (edge === 'end' ? Number(key) - first : next - 1 - Number(key))
  return { of, dropped, prepended, length: next - first, at, indexOf }
}
const seen = ({ list, from, length, shift }: Drawn<number>) => {
  const rows = rowsOf({ list, from, length, shift })
  return { first: rows[0], last: rows[rows.length - 1], length: rows.length, shift }
}
/** What is drawn on the way from one to the other. */
const taken = (edge: 'start' | 'end', before: Log, after: Log) =>
  steps(whole(listOf(edge, before)), listOf(edge, after), edge).map(seen)

describe('drawing a list that goes on', () => {
  it('adds at the end in one step', () => {
    expect(taken('end', { first: 0, next: 10 }, { first: 0, next: 15 })).toEqual([
      { first: 0, last: 14, length: 15, shift: false },
    ])
  })

  it('first drops from a full list, then adds: never both at once', () => {
    expect(taken('end', { first: 0, next: 10 }, { first: 3, next: 13, dropped: 3 })).toEqual([
      { first: 3, last: 9, length: 7, shift: true },
      { first: 3, last: 12, length: 10, shift: false },
    ])
  })

  it('does the same upside down where the newest comes first', () => {
    expect(taken('start', { first: 0, next: 10 }, { first: 3, next: 13, dropped: 3 })).toEqual([
      { first: 9, last: 3, length: 7, shift: false },
      { first: 12, last: 3, length: 10, shift: true },
    ])
  })

  it('puts what is older before the reader’s place, and then what is new behind it', () => {
    expect(taken('end', { first: 10, next: 20 }, { first: 5, next: 22, prepended: 5 })).toEqual([
      { first: 5, last: 19, length: 15, shift: true },
      { first: 5, last: 21, length: 17, shift: false },
    ])
  })

  it('puts what is older below where the newest comes first, and then what is new above', () => {
    expect(taken('start', { first: 10, next: 20 }, { first: 5, next: 22, prepended: 5 })).toEqual([
      { first: 19, last: 5, length: 15, shift: false },
      { first: 21, last: 5, length: 17, shift: true },
    ])
    expect(taken('start', { first: 10, next: 20 }, { first: 5, next: 20, prepended: 5 })).toEqual([
      { first: 19, last: 5, length: 15, shift: false },
    ])
  })

  it('counts only what is left of what came in at the far end of a full list', () => {
    expect(
      taken('end', { first: 10, next: 20 }, { first: 8, next: 20, prepended: 5, dropped: 3 }),
    ).toMatchObject([
      { first: 8, last: 19, shift: true },
      { first: 8, last: 19, shift: false },
    ])
  })

  it('starts over where nothing is left of what was drawn, or the list is another one', () => {
    expect(taken('end', { first: 0, next: 10 }, { first: 50, next: 60, dropped: 50 })).toHaveLength(1)
    expect(taken('end', { first: 0, next: 0 }, { first: -9, next: 0, prepended: 9 })).toHaveLength(1)
    expect(taken('start', { first: 0, next: 10 }, { first: 0, next: 12, of: 'search' })).toEqual([
      { first: 11, last: 0, length: 12, shift: false },
    ])
  })
})
