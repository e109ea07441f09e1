import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLiterally, Literal, parseLiterally } from './literal.ts'

describe('numbers as they came', () => {
  it.each([
    '12345678901234567890',
    '1.0',
    '1.10',
    '-0',
    '1e400',
    '1E5',
    '0.1234567890123456789',
    '9007199254740993',
  ])('%s', (text) => {
    const value = parseLiterally(`{"n":${text}}`) as { n: unknown }
    expect(value.n).toEqual(new Literal(text))
    expect(formatLiterally(value)).toBe(`{\n  "n": ${text}\n}`)
  })

  it.each(['1', '-7', '0.5', '123456789012345'])('%s is a number like any other', (text) => {
    expect(parseLiterally(`[${text}]`)).toEqual([Number(text)])
  })

  it('are all that differs from JSON.parse', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const plain = (part: unknown): unknown => {
          if (part instanceof Literal) return Number(part.text)
          if (Array.isArray(part)) return part.map(plain)
          if (typeof part !== 'object' || part === null) return part
          return Object.fromEntries(Object.entries(part).map(([name, inner]) => [name, plain(inner)]))
        }
        expect(plain(parseLiterally(text))).toEqual(JSON.parse(text))
      }),
    )
  })

  it('do not matter where something is nested past the stack', () => {
    const text = `${'['.repeat(200_000)}1.0${']'.repeat(200_000)}`
    expect(Array.isArray(parseLiterally(text))).toBe(true)
    expect(formatLiterally(parseLiterally(text))).toBeUndefined()
  })

  it('say what is wrong with what is no JSON', () => {
    expect(() => parseLiterally('{1.0')).toThrow(SyntaxError)
  })
})
