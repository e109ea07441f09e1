import { beforeAll, describe, expect, it } from 'vitest'
import { speak } from '../i18n/i18n.svelte.ts'
import { clockTime, duration } from './times.ts'

beforeAll(() => speak('en'))

describe('how long something takes', () => {
  it('is said in one unit, rounded up while it is seconds', () => {
    expect([0, 1, 4_000, 4_001, 99_000].map(duration)).toEqual(['0 s', '1 s', '4 s', '5 s', '99 s'])
    expect([120_000, 3_600_000, 7_200_000].map(duration)).toEqual(['2 min', '60 min', '2 h'])
    expect(duration(3 * 86_400_000)).toBe('3 days')
  })
})

describe('a time of day', () => {
  const noon = new Date(2026, 4, 2, 12, 3).getTime()

  it('is the clock’s today, and dated on other days', () => {
    expect(clockTime(noon, noon)).toBe('12:03')
    expect(clockTime(noon, noon + 86_400_000)).toBe('May 2, 12:03')
  })
})
