import { describe, expect, it } from 'vitest'
import { nodesOf, pathOf } from './tree.ts'

const all = () => true

describe('a value as a tree', () => {
  it('has a line for each part, with its JSONPath', () => {
    const value = { items: [{ 'a b': 1 }, 'x'], 'it"s': null, empty: {} }
    expect(nodesOf(value, all).map(({ path, depth, open }) => [path, depth, open])).toEqual([
      ['$', 0, true],
      ['$.items', 1, true],
      ['$.items[0]', 2, true],
      ['$.items[0]["a b"]', 3, undefined],
      ['$.items[1]', 2, undefined],
      ['$["it\\"s"]', 1, undefined],
      ['$.empty', 1, false],
    ])
  })

  it('stops where it is folded, and where there is too much of it', () => {
    const value = Array.from({ length: 1_000 }, (_, n) => [n])
    const folded = nodesOf(value, (path) => path === '$')
    expect(folded).toHaveLength(202)
    expect(folded.at(-1)).toMatchObject({ path: '$', depth: 1, more: 800 })
    expect(
      nodesOf(
        value,
        (path) => path === '$',
        () => 1_000,
      ),
    ).toHaveLength(1_001)
  })

  it('unfolds what is nested past the stack', () => {
    const value: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
    expect(nodesOf(value, all)).toHaveLength(100_000)
  }, 60_000)

  it('names what a short name cannot', () => {
    expect(pathOf('$', '0')).toBe('$["0"]')
    expect(pathOf('$', '한글')).toBe('$["한글"]')
  })
})
