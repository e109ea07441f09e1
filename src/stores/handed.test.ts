import { expect, it } from 'vitest'
import { ECHO_MS } from './echo.ts'
import { Handed } from './handed.ts'

it('has what was handed over too late to be known as arrived', () => {
  const handed = new Handed()
  handed.add('early', 1_000, 0)
  handed.add('late', 5_000, 0)
  expect(handed.over(1_000 + ECHO_MS)).toEqual(['late'])
  expect(handed.over(0)).toEqual([])
})

it('forgets none of many that are in doubt: a wire may stall while a person, or a program, goes on', () => {
  const handed = new Handed()
  for (let n = 0; n < 5_000; n++) handed.add(`d${n}`, n, 0)
  expect(handed.over(0)).toHaveLength(5_000)
})

it('is no heavier for what is long known to have arrived', () => {
  const handed = new Handed()
  for (let n = 0; n < 5_000; n++) handed.add(`d${n}`, n * 100, n * 100)
  expect(handed.size).toBeLessThan(1_200)
})
