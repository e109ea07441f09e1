import { describe, expect, it } from 'vitest'
import { diff, merge, numbersIn, partsOf, rowKey, valueOf } from './diff.ts'
import { parseJson } from './exact.ts'

const DEPTH = 100_000
const lists = (inner: string) => `${'['.repeat(DEPTH)}${inner}${']'.repeat(DEPTH)}`
const records = (inner: string) => `${'{"a":'.repeat(DEPTH)}${inner}${'}'.repeat(DEPTH)}`

describe('a value nested 100,000 deep', () => {
  it.each([lists, records])('is compared, merged and looked through without an overflow', (nest) => {
    const [before, after] = [valueOf(nest('1')), valueOf(nest('9007199254740993'))]
    expect(typeof before).toBe('object')
    expect(diff(before, after)).toHaveLength(1)
    expect(merge(before, after, true)).toBeDefined()
    expect(merge([{ id: 1, deep: before }], { id: 1, deep: after })).toHaveLength(1)
    expect(numbersIn(after)).toEqual(new Map())
    expect(rowKey([before, after])).toBeUndefined()
  })
})

describe('names that every object has', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
  const text = `{${names.map((name, n) => `${JSON.stringify(name)}:${n}`).join(',')}}`

  it('are names as any other, and change nothing else', () => {
    const value = valueOf(text)
    expect([...(partsOf(value)?.keys() ?? [])]).toEqual(names)
    expect(numbersIn(value).get('__proto__')).toBe(0)
    const changed = diff(value, valueOf(text.replace('"__proto__":0', '"__proto__":{"bad":9}')))
    expect(changed).toEqual([{ path: '__proto__', from: 0, to: { bad: 9 } }])
    const merged = merge(value, valueOf('{"toString":7,"__proto__":{"bad":9}}'), true) as object
    expect(Object.keys(merged)).toEqual(names)
    const table = merge([{ id: 1 }], valueOf('{"id":1,"__proto__":{"bad":9}}')) as object[]
    expect(Object.keys(table[0] ?? {})).toEqual(['id', '__proto__'])
    for (const each of [merged, table[0] ?? {}, {}]) {
      expect('bad' in each).toBe(false)
      expect(Object.getPrototypeOf(each)).toBe(Object.prototype)
    }
  })

  it('come into a table that is kept up to date in members without becoming its prototype', () => {
    const before = valueOf('{"__proto__":[{"id":1,"v":1}]}')
    const after = merge(before, { id: 1, v: 2 }, true) as object
    expect(Object.entries(after)).toEqual([['__proto__', [{ id: 1, v: 2 }]]])
  })
})

describe('integers past 2^53', () => {
  const rows = (v: string) => `[{"id":9007199254740993,"v":${v}},{"id":9007199254740992,"v":1}]`

  it('are two rows where they are one number, each changed for itself', () => {
    const value = valueOf(rows('1'))
    expect(rowKey(value as unknown[])).toBe('id')
    expect(diff(value, valueOf(rows('9007199254740995')))).toEqual([
      { path: '9007199254740993 › v', from: 1, to: 9007199254740995n },
    ])
    const merged = merge(value, valueOf('{"id":9007199254740993,"v":5}'))
    expect(merged).toEqual(valueOf(rows('5')))
  })

  it('differ by one, and are drawn as near as a chart can', () => {
    expect(diff(valueOf('9007199254740993'), valueOf('9007199254740992'))).toHaveLength(1)
    expect(diff(valueOf('9007199254740993'), valueOf('9007199254740993'))).toEqual([])
    expect(numbersIn(parseJson('{"a":9007199254740993}')).get('a')).toBe(9007199254740992)
  })

  it('differ below the depth that is looked at part by part', () => {
    const deep = (n: string) => valueOf(`${'['.repeat(100)}${n}${']'.repeat(100)}`)
    expect(diff(deep('9007199254740993'), deep('9007199254740992'))).toHaveLength(1)
    expect(diff(deep('9007199254740993'), deep('9007199254740993'))).toEqual([])
  })
})

describe('rows whose names differ only in their kind', () => {
  it('are not named by them: 1 and "1" would be one row', () => {
    const value = [{ id: 1 }, { id: '1' }]
    expect(rowKey(value)).toBeUndefined()
    expect(partsOf(value)?.size).toBe(2)
  })
})

describe('a record of 10,000 names', () => {
  it('is compared name by name, within its limit', () => {
    const of = (n: number) => Object.fromEntries(Array.from({ length: 10_000 }, (_, key) => [`k${key}`, n]))
    expect(diff(of(1), of(2), 5_000)).toHaveLength(5_000)
    expect(numbersIn(of(1)).size).toBe(200)
  })
})
