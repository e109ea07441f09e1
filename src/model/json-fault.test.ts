import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from './json-fault.ts'
import { formatLayout, minifyLayout } from './json-layout.ts'

describe('where a text stops being JSON', () => {
  it.each([
    ['{"a":1,}', 'json.comma-last', 1, 8, '}'],
    ['[1,2,]', 'json.comma-last', 1, 6, ']'],
    ['{\n  "a": 1\n  "b": 2\n}', 'json.comma-record', 3, 3, '"'],
    ['[1 2]', 'json.comma-list', 1, 4, '2'],
    ['{"a" 1}', 'json.colon', 1, 6, '1'],
    ['{a:1}', 'json.name', 1, 2, 'a'],
    ["{'a':1}", 'json.name', 1, 2, "'"],
    ["['a']", 'json.quotes', 1, 2, "'"],
    ['{"a":undefined}', 'json.value', 1, 6, 'u'],
    ['[nullify]', 'json.value', 1, 2, 'n'],
    ['[01]', 'json.number', 1, 2, '0'],
    ['[1.]', 'json.number', 1, 2, '1'],
    ['["a]', 'json.unclosed', 1, 2, '"'],
    ['["a\nb"]', 'json.control', 1, 4, ''],
    ['["\\x"]', 'json.escape', 1, 3, '\\'],
    ['{"a":[1', 'json.end', 1, 8, ''],
    ['{} {}', 'json.rest', 1, 4, '{'],
    ['{"😀":1 2}', 'json.comma-record', 1, 8, '2'],
    ['', 'json.end', 1, 1, ''],
  ])('in %j it is said with its place', (text, code, line, column, found) => {
    expect(jsonFault(text)).toEqual({ code, params: { line, column, found } })
    expect(() => JSON.parse(text) as unknown).toThrow()
  })

  it('is nowhere in JSON, whatever is in it', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(jsonFault(text)).toBeUndefined()
      }),
    )
  })

  it('is somewhere wherever the browser finds a fault, and nowhere else', () => {
    const part = fc.constantFrom(
      ...[
        '{',
        '}',
        '[',
        ']',
        ',',
        ':',
        '"',
        '"a"',
        '1',
        '-',
        '0',
        '.5',
        'e3',
        'true',
        'nul',
        '\\',
        '\\u00',
        ' ',
        '\n',
      ],
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const text = parts.join('')
        expect(jsonFault(text) === undefined, text).toBe(isJson(text))
      }),
      { numRuns: 3_000 },
    )
  })

  it('is found however deep it is', () => {
    const deep = 200_000
    expect(jsonFault('['.repeat(deep) + ']'.repeat(deep))).toBeUndefined()
    expect(jsonFault('['.repeat(deep))).toMatchObject({ code: 'json.end' })
  })
})

describe('another layout', () => {
  it('keeps each value as it was written', () => {
    const text = '{"a":[1.10,-0,12345678901234567890,1e400],"a":"\\u00e9 {\\"}","b":{},"c":[ ]}'
    const formatted = formatLayout(text)
    expect(formatted).toBe(`{
  "a": [
    1.10,
    -0,
    12345678901234567890,
    1e400
  ],
  "a": "\\u00e9 {\\"}",
  "b": {},
  "c": []
}`)
    expect(minifyLayout(formatted)).toBe(text.replace('[ ]', '[]'))
  })

  it('is as JSON.stringify would lay it out', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value)
        expect(formatLayout(text)).toBe(JSON.stringify(value, undefined, 2))
        expect(minifyLayout(formatLayout(text))).toBe(text)
      }),
    )
  })
})

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
