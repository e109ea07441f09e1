import { expect, it } from 'vitest'
import { elapsed } from './elapsed.ts'

it.each([
  [0, 0, '0:00'],
  [-5, 60_000, '0:00'],
  [7_999, 60_000, '0:07'],
  [750_000, 750_000, '12:30'],
  [7_000, 3_723_000, '0:00:07'],
  [3_723_000, 3_723_000, '1:02:03'],
  [360_000_000, 1, '100:00:00'],
])('%i ms of %i ms is %s', (ms, of, words) => expect(elapsed(ms, of)).toBe(words))
