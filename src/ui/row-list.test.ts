import { describe, expect, it } from 'vitest'
import type { Drawn, RowList } from './row-list.ts'
import { rowsOf, steps } from './row-list.ts'

/** A list of numbers that dropped `dropped` of them: oldest first at the end's edge, newest first at the start's. */
function listOf(dropped: number, next: number, edge: 'start' | 'end', of = 'all'): RowList<number> {
  const length = next - dropped
  return { of, dropped, length, at: (index) => (edge === 'end' ? dropped + index : next - 1 - index) }
}
const whole = <T>(list: RowList<T>): Drawn<T> => ({ list, from: 0, length: list.length, shift: false })
const seen = ({ list, from, length, shift }: Drawn<number>) => {
  const rows = rowsOf({ list, from, length, shift })
  return { first: rows[0], last: rows[rows.length - 1], length: rows.length, shift }
}

describe('drawing a list that goes on', () => {
  it('adds at the end in one step', () => {
    const taken = steps(whole(listOf(0, 10, 'end')), listOf(0, 15, 'end'), 'end')
    expect(taken.map(seen)).toEqual([{ first: 0, last: 14, length: 15, shift: false }])
  })

  it('first drops from a full list, then adds: never both at once', () => {
    const taken = steps(whole(listOf(0, 10, 'end')), listOf(3, 13, 'end'), 'end')
    expect(taken.map(seen)).toEqual([
      { first: 3, last: 9, length: 7, shift: true },
      { first: 3, last: 12, length: 10, shift: false },
    ])
  })

  it('does the same upside down where the newest comes first', () => {
    const taken = steps(whole(listOf(0, 10, 'start')), listOf(3, 13, 'start'), 'start')
    expect(taken.map(seen)).toEqual([
      { first: 9, last: 3, length: 7, shift: false },
      { first: 12, last: 3, length: 10, shift: true },
    ])
  })

  it('starts over where nothing is left of what was drawn, or the list is another one', () => {
    expect(steps(whole(listOf(0, 10, 'end')), listOf(50, 60, 'end'), 'end')).toHaveLength(1)
    const other = steps(whole(listOf(0, 10, 'start')), listOf(0, 12, 'start', 'search'), 'start')
    expect(other.map(seen)).toEqual([{ first: 11, last: 0, length: 12, shift: false }])
  })
})
