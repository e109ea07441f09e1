import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Ring } from './ring.ts'

describe('a ring', () => {
  it('has what an array would have from which the oldest are taken', () => {
    const step = fc.oneof(fc.integer(), fc.constant('shift' as const))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.array(step, { maxLength: 60 }), (capacity, steps) => {
        const ring = new Ring<number>(capacity)
        const like: number[] = []
        for (const each of steps) {
          if (each === 'shift') expect(ring.shift()).toBe(like.shift())
          else {
            const dropped = like.length === capacity ? like.shift() : undefined
            like.push(each)
            expect(ring.push(each)).toBe(dropped)
          }
          expect(ring.all()).toEqual(like)
          expect(ring.length).toBe(like.length)
          expect(ring.at(-1)).toBeUndefined()
          expect(ring.at(like.length)).toBeUndefined()
        }
      }),
    )
  })
})
