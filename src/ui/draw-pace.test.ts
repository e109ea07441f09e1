import { expect, it } from 'vitest'
import { DrawPace } from './draw-pace.ts'

const FRAME_MS = 16

/** So many frames, in which so many rows come; each draw takes `took` ms, and the frame as long. Returns how many were drawn. */
function drawn(frames: number, rowsIn: (frame: number) => number, took: number): number {
  const pace = new DrawPace()
  let count = 0
  let waiting = 0
  let now = 1_000
  for (let frame = 0; frame < frames; frame++) {
    waiting += rowsIn(frame)
    const rests = pace.rests(now)
    if (!rests) {
      pace.drew(waiting, now, now + took)
      waiting = 0
      count++
    }
    now += rests ? FRAME_MS : Math.max(FRAME_MS, took)
  }
  return count
}

it('draws with every frame what a person could follow, also where it comes in lumps', () => {
  expect(drawn(60, () => 80, 2)).toBe(60)
  expect(drawn(60, (frame) => (frame % 4 === 0 ? 320 : 0), 2)).toBe(60)
})

it('draws a flood twenty times a second or less', () => {
  const count = drawn(60, () => 600, 2)
  expect(count).toBeLessThan(22)
  expect(count).toBeGreaterThan(12)
})

it('leaves twice the time between draws that are slow, but no more than a tenth of a second', () => {
  // After 20 ms of work three frames that are free.
  expect(drawn(60, () => 1, 20)).toBeLessThan(17)
  // After 400 ms seven.
  expect(drawn(80, () => 1, 400)).toBeGreaterThan(8)
})

it('takes no notice of a single slow one', () => {
  const pace = new DrawPace()
  pace.drew(1, 1_000, 1_040)
  expect(pace.rests(1_041)).toBe(false)
})
