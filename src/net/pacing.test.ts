import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Pacing } from './pacing.ts'

let now: number
beforeEach(() => {
  now = 0
  vi.spyOn(performance, 'now').mockImplementation(() => now)
})
afterEach(() => vi.restoreAllMocks())

it('holds up no frame of a conversation, and waits for more of a flood', () => {
  const pacing = new Pacing()
  for (let n = 0; n < 100; n++) {
    now += 20
    expect(pacing.lull(1)).toBe(0)
  }
  const lulls = Array.from({ length: 96 }, () => ((now += 0.1), pacing.lull(1)))
  expect(lulls.slice(0, 30).every((ms) => ms === 0)).toBe(true)
  expect(lulls.some((ms) => ms > 0)).toBe(true)
  // As long as a wait brings much.
  now += 4
  expect(pacing.lull(100)).toBeGreaterThan(0)
  now += 4
  expect(pacing.lull(1)).toBe(0)
})

it('lets the page have a turn after enough work, and not before', async () => {
  const pacing = new Pacing()
  now = 7
  expect(pacing.breath()).toBeUndefined()
  now = 9
  const breath = pacing.breath()
  expect(breath).toBeInstanceOf(Promise)
  await breath
  expect(pacing.breath()).toBeUndefined()
})
