import { describe, expect, it } from 'vitest'
import { diff } from '../model/diff.ts'
import { pathsTo } from './marks.ts'
import { MAX_COLUMNS, MAX_ROWS, MORE_ROWS, tableOf } from './table.ts'

describe('a list of records as a table', () => {
  it('has the columns of all of them, the one that names the rows first', () => {
    const table = tableOf([
      { price: 1, symbol: 'A' },
      { symbol: 'B', volume: 2 },
    ])
    expect(table?.columns).toEqual(['symbol', 'price', 'volume'])
    expect(table?.rows.map(({ name }) => name)).toEqual(['A', 'B'])
    expect([...(table?.numeric ?? [])]).toEqual(['price', 'volume'])
  })

  it('names rows as the changes do', () => {
    const [change] = diff([{ id: 7, n: 1 }], [{ id: 7, n: 2 }])
    const row = tableOf([{ id: 7, n: 2 }])?.rows[0]?.name
    expect(change?.path).toBe(`${row} › n`)
    expect(pathsTo([change?.path ?? '']).has('7')).toBe(true)
  })

  it('draws no more than can be looked at, and says how much more there is', () => {
    const record = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`c${index}`, index]))
    const table = tableOf(Array.from({ length: 1_000 }, () => record))
    expect(table?.columns).toHaveLength(MAX_COLUMNS)
    expect(table?.moreColumns).toBe(30)
    expect(table?.rows.length).toBeLessThan(MAX_ROWS)
    expect(table?.rows.length).toBe(1_000 - (table?.moreRows ?? 0))
    expect(tableOf(Array.from({ length: 1_000 }, () => ({ n: 1 })))?.rows).toHaveLength(MAX_ROWS)
  })

  it('draws more rows when they are asked for', () => {
    const rows = Array.from({ length: 1_000 }, () => ({ n: 1 }))
    expect(tableOf(rows, MORE_ROWS)?.rows).toHaveLength(MAX_ROWS + MORE_ROWS)
  })

  it('is not made of anything else', () => {
    for (const value of [[], [1, 2], [{ a: 1 }, 2], { a: 1 }, 'text', undefined])
      expect(tableOf(value)).toBeUndefined()
  })
})
