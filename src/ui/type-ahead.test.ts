import { expect, it } from 'vitest'
import { TypeAhead } from './type-ahead.ts'

const names = ['All', 'garden', 'hall', 'home/kitchen', 'Home/hall', '부엌']

it('goes to the next name that begins so, around the end', () => {
  const ahead = new TypeAhead()
  expect(ahead.press('g', 0, names, 3)).toBe(1)
  expect(ahead.press('부', 5_000, names, 1)).toBe(5)
})

it('goes on with what is typed at once, signs too', () => {
  const ahead = new TypeAhead()
  const at = [...'home/h'].map((key, n) => ahead.press(key, n * 100, names, n === 0 ? 0 : 2))
  expect(at.at(-1)).toBe(4)
})

it('goes from hit to hit by one letter', () => {
  const ahead = new TypeAhead()
  expect(ahead.press('h', 0, names, 0)).toBe(2)
  expect(ahead.press('h', 100, names, 2)).toBe(3)
  expect(ahead.press('h', 200, names, 3)).toBe(4)
  expect(ahead.press('h', 300, names, 4)).toBe(2)
})

it('begins anew after a pause', () => {
  const ahead = new TypeAhead()
  expect(ahead.press('h', 0, names, 0)).toBe(2)
  expect(ahead.press('g', 2_000, names, 2)).toBe(1)
})

it('leaves signs and keys with a name to others, and says where nothing is called so', () => {
  const ahead = new TypeAhead()
  for (const key of ['/', '?', ' ', 'Enter', 'F6']) expect(ahead.press(key, 0, names, 0)).toBeUndefined()
  expect(ahead.press('x', 0, names, 0)).toBe(-1)
})
