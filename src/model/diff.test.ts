import { describe, expect, it } from 'vitest'
import { diff, merge, numbersIn, valueOf } from './diff.ts'

describe('diff', () => {
  it('names what changed, came and went, leaf by leaf', () => {
    expect(diff({ a: 1, b: { c: 2, d: 3 } }, { a: 1, b: { c: 5, e: 4 } })).toEqual([
      { path: 'b › c', from: 2, to: 5 },
      { path: 'b › e', from: undefined, to: 4 },
      { path: 'b › d', from: 3, to: undefined },
    ])
  })

  it('knows the rows of a table by their key, not their place', () => {
    const before = [
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
    ]
    expect(
      diff(before, [
        { name: 'b', v: 3 },
        { name: 'a', v: 1 },
      ]),
    ).toEqual([{ path: 'b › v', from: 2, to: 3 }])
  })

  it('compares lists by place, and values of another kind as a whole', () => {
    expect(diff([1, 2], [1, 3, 4])).toEqual([
      { path: '1', from: 2, to: 3 },
      { path: '2', from: undefined, to: 4 },
    ])
    expect(diff(1, '1')).toEqual([{ path: '', from: 1, to: '1' }])
    expect(diff({ a: [] }, { a: null })).toHaveLength(1)
  })

  it('has a limit, and survives deep nesting', () => {
    const many = Object.fromEntries(Array.from({ length: 2_000 }, (_, n) => [`k${n}`, n]))
    expect(diff({}, many, 10)).toHaveLength(10)
    const deep = (n: number): unknown => JSON.parse(`${'['.repeat(500)}${n}${']'.repeat(500)}`)
    expect(diff(deep(1), deep(2))).toHaveLength(1)
    expect(diff(deep(1), deep(1))).toHaveLength(0)
  })
})

describe('merge', () => {
  const table = [
    { id: 1, v: 1, note: 'x' },
    { id: 2, v: 2, note: 'y' },
  ]
  it('puts a row into its table, and a new one at the end', () => {
    expect(merge(table, { id: 2, v: 5 })).toEqual([table[0], { id: 2, v: 5, note: 'y' }])
    expect(merge(table, { id: 3, v: 5 })).toHaveLength(3)
  })

  it('takes anything else for the whole value', () => {
    expect(merge(table, { total: 2 })).toEqual({ total: 2 })
    expect(merge({ a: 1, b: 2 }, { a: 3 })).toEqual({ a: 3 })
    expect(merge(1, 2)).toBe(2)
    expect(merge(undefined, [1])).toEqual([1])
  })

  it('takes some members for an update where the first value came from elsewhere', () => {
    expect(merge({ a: 1, b: 2 }, { a: 3 }, true)).toEqual({ a: 3, b: 2 })
    expect(merge({ readings: table, n: 1 }, { id: 2, v: 5 }, true)).toMatchObject({
      readings: [{}, { v: 5 }],
      n: 1,
    })
    expect(merge(undefined, 5, true)).toBe(5)
    expect(merge(1, 2, true)).toBe(2)
  })

  it('lets what fits nowhere change nothing, where the first value came from elsewhere', () => {
    expect(merge(table, 'Welcome', true)).toBe(table)
    expect(merge(table, { type: 'welcome' }, true)).toBe(table)
    expect(merge({ a: 1, b: 2 }, { type: 'welcome' }, true)).toEqual({ a: 1, b: 2 })
    expect(merge(5, 'Welcome', true)).toBe(5)
  })
})

it('numbersIn finds every number by its path', () => {
  expect([...numbersIn({ a: 1, b: [{ name: 'x', v: 2 }], c: 'no', d: [5] })]).toEqual([
    ['a', 1],
    ['b › x › v', 2],
    ['d › 0', 5],
  ])
  expect([...numbersIn(7)]).toEqual([['', 7]])
})

it('valueOf reads JSON, and else the text itself', () => {
  expect([valueOf('12.5'), valueOf('{"a":1}'), valueOf('12 °C')]).toEqual([12.5, { a: 1 }, '12 °C'])
})
