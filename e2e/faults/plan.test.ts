import { describe, expect, it } from 'vitest'
import { PAGE_FAULTS, planFaults, WIRE_FAULTS } from './plan.ts'
import { seeded, shuffled } from './random.ts'

const kinds = [...WIRE_FAULTS, ...PAGE_FAULTS]
const ask = { kinds, faults: 60, messages: 10_000 }

describe('the plan of faults', () => {
  it('is the same for the same seed and another for another', () => {
    expect(planFaults(7, ask)).toEqual(planFaults(7, ask))
    expect(planFaults(7, ask)).not.toEqual(planFaults(8, ask))
  })

  it('has every kind about equally often, in order of their moments, within the run', () => {
    const plan = planFaults(1, ask)
    expect(plan).toHaveLength(60)
    for (const kind of kinds) expect(plan.filter((fault) => fault.kind === kind).length).toBeGreaterThan(3)
    const moments = plan.map(({ at }) => at)
    expect(moments).toEqual(moments.toSorted((a, b) => a - b))
    expect(moments[0]).toBeGreaterThanOrEqual(200)
    expect(moments.at(-1)).toBeLessThanOrEqual(9_500)
  })
})

describe('seeded numbers', () => {
  it('fill 0 to 1 evenly', () => {
    const random = seeded(3)
    const tenths = new Array<number>(10).fill(0)
    for (let n = 0; n < 10_000; n++) tenths[Math.floor(random() * 10)]! += 1
    for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150)
  })

  it('shuffle without losing anything', () => {
    expect(shuffled(seeded(5), [1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4])
  })
})
