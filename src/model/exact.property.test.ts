import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatJson, parseJson } from './exact.ts'

const { json: anyJson } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
    fc.integer().map(String),
    fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
    fc.constantFrom('true', 'false', 'null', '"__proto__"', '"12345678901234567890"'),
    fc.array(tie('json'), { maxLength: 4 }).map((parts) => `[${parts.join(',')}]`),
    fc
      .uniqueArray(
        fc.tuple(fc.constantFrom('a', 'id', '__proto__', 'constructor', 'toString', ''), tie('json')),
        {
          maxLength: 4,
          selector: ([name]) => name,
        },
      )
      .map((members) => `{${members.map(([name, part]) => `${JSON.stringify(name)}:${part}`).join(',')}}`),
  ),
}))

describe('JSON with integers of any size', () => {
  it('comes out as it went in', () => {
    fc.assert(
      fc.property(anyJson, (text) => {
        expect(formatJson(parseJson(text))).toBe(text)
      }),
      { numRuns: 1_000 },
    )
  })

  it('has every other value as JSON.parse has it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        const numbers = (_: string, part: unknown) => (typeof part === 'bigint' ? Number(part) : part)
        expect(JSON.stringify(parseJson(text), numbers)).toBe(text)
      }),
    )
  })
})
