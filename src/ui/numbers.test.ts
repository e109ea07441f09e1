import { describe, expect, it } from 'vitest'
import { deltaOf, numberPieces } from './numbers.ts'

const shown = (value: number) =>
  numberPieces(value)
    .map(({ text }) => text)
    .join('')
const copied = (value: number) =>
  numberPieces(value)
    .filter(({ isGroup }) => !isGroup)
    .map(({ text }) => text)
    .join('')

describe('a large number', () => {
  it('is grouped for the eye', () => expect(shown(-1234567.25)).toBe('-1,234,567.25'))

  it.each([0, 0.1, -0.000001, 123456789.123, 2 ** 53, 1e21, 5e-324, Infinity])(
    'is copied as exactly what came: %s',
    (value) => expect(Number(copied(value))).toBe(value),
  )

  it('changes by what a person would say, without binary noise', () => {
    expect(deltaOf(0.1, 0.3)).toBe('+0.2')
    expect(deltaOf(10, 7)).toBe('-3')
  })
})
