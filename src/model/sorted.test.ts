import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countBelow, merged, placeIn } from './sorted.ts'

const numbers = fc.uniqueArray(fc.integer({ min: -20, max: 20 })).map((all) => all.sort((a, b) => a - b))

describe('numbers in order', () => {
  it('are merged in order, none twice', () => {
    fc.assert(
      fc.property(numbers, numbers, (one, other) => {
        const all = [...new Set([...one, ...other])].sort((a, b) => a - b)
        expect(merged(one, other)).toEqual(all)
      }),
    )
  })

  it('are counted and found', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -22, max: 22 }), (all, limit) => {
        expect(countBelow(all, limit)).toBe(all.filter((each) => each < limit).length)
        expect(placeIn(all, limit)).toBe(all.indexOf(limit))
      }),
    )
  })
})
