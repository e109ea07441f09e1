import { describe, expect, it } from 'vitest'
import { Ledger } from './ledger.ts'

const row = (id: number, key?: string) => ({ id, ...(key && { key }) })
const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id)

function ledgerOf(...rows: number[]) {
  const ledger = new Ledger<{ id: number; key?: string }>(5)
  for (const id of rows) ledger.insert(row(id))
  return ledger
}

describe('a ledger', () => {
  it('keeps rows in order, each once, however they come', () => {
    const ledger = ledgerOf(2, 5, 3)
    expect(ledger.insert(row(3))).toBe(false)
    expect(ids(ledger.rows)).toEqual([2, 3, 5])
  })

  it('keeps so many, the newest, and takes none back that it forgot', () => {
    const ledger = ledgerOf(1, 2, 3, 4, 5, 6, 7)
    expect(ids(ledger.rows)).toEqual([3, 4, 5, 6, 7])
    expect(ledger.floor).toBe(2)
    expect(ledger.insert(row(1))).toBe(false)
  })

  it.each([
    [0, 9, [2, 4, 6]],
    [2, 9, [4, 6]],
    [3, 1, [4]],
    [6, 9, []],
  ])('has after %d, up to %d', (id, limit, after) => {
    expect(ids(ledgerOf(2, 4, 6).after(id, limit))).toEqual(after)
  })

  it.each([
    [Infinity, 2, [4, 6]],
    [6, 9, [2, 4]],
    [5, 1, [4]],
    [2, 9, []],
  ])('has before %d, up to %d', (id, limit, before) => {
    expect(ids(ledgerOf(2, 4, 6).before(id, limit))).toEqual(before)
  })

  it('takes one row under a key that is unique, until it forgets that row', () => {
    const ledger = ledgerOf()
    const key = '0123456789abcdef'
    expect(ledger.insert(row(1, key))).toBe(true)
    expect(ledger.insert(row(2, key))).toBe(false)
    expect(ledger.insert(row(3, 'short'))).toBe(true)
    expect(ledger.insert(row(4, 'short'))).toBe(true)
    expect(ledger.find(key)?.id).toBe(1)
    for (const id of [5, 6, 7]) ledger.insert(row(id))
    expect(ledger.find(key)).toBeUndefined()
  })

  it('remembers its last id also when the row is gone', () => {
    const ledger = ledgerOf(1, 9)
    ledger.fill([row(1)])
    expect(ledger.lastId).toBe(9)
  })
})
