import { expect, test } from 'vitest'
import { quantile, spread } from './quantile.ts'

test('a part of all values lies at or below its quantile', () => {
  const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)
  expect([0, 0.01, 0.5, 0.99, 1].map((part) => quantile(hundred, part))).toEqual([1, 1, 50, 99, 100])
  expect(quantile([], 0.99)).toBe(0)
})

test('the median of an even number of rounds is between the two in the middle', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ min: 1, median: 2.5, max: 4 })
  expect(spread([5, 1, 3])).toEqual({ min: 1, median: 3, max: 5 })
})
