import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entangled, includes, meet, widest } from './overlap.ts'
import { covers, isFilter } from './topics-read.ts'

const level = fc.constantFrom('a', 'b', '$SYS', '')
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'))
const filter = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([levels, all]) => [...levels, ...(all ? ['#'] : [])].join('/'))
  .filter(isFilter)
const filters = fc.array(filter, { minLength: 1, maxLength: 6 })

describe('the widest of several filters', () => {
  it('are told what all of them are, and none of them is part of another', () => {
    fc.assert(
      fc.property(filters, topic, (all, name) => {
        const few = widest(all)
        const isTold = (list: readonly string[]) => list.some((each) => covers(each, name))
        expect(isTold(few)).toBe(isTold(all))
        for (const one of few)
          for (const other of few) if (one !== other) expect(includes(one, other)).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    [
      ['#', 'home/t', '$SYS/#'],
      ['#', '$SYS/#'],
    ],
    [['home/#', 'home', 'home/+/t'], ['home/#']],
    [
      ['+/t', 'home/#'],
      ['+/t', 'home/#'],
    ],
    [
      ['#', '$share/us/a'],
      ['#', '$share/us/a'],
    ],
    [['a', 'a'], ['a']],
  ])('of %j are %j', (all, few) => expect(widest(all)).toEqual(few))
})

describe('filters that meet', () => {
  it('are those that are told of one topic', () => {
    fc.assert(
      fc.property(filter, filter, topic, (one, other, name) => {
        expect(meet(one, other)).toBe(meet(other, one))
        if (covers(one, name) && covers(other, name)) expect(meet(one, other)).toBe(true)
        if (includes(one, other)) expect(meet(one, other)).toBe(true)
      }),
      { numRuns: 5_000 },
    )
  })

  it.each([
    [
      ['home/+/t', 'home/hall/#', 'garden'],
      ['home/+/t', 'home/hall/#'],
    ],
    [['a/+', 'b/+'], []],
    [['+', '$SYS/#'], []],
    [
      ['$share/us/a/+', 'a/b'],
      ['$share/us/a/+', 'a/b'],
    ],
  ])('of %j are %j', (all, some) => expect(entangled(all)).toEqual(some))
})
