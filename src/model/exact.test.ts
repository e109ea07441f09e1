import { describe, expect, it, vi } from 'vitest'
import { formatJson, isTooDeep, parseJson } from './exact.ts'

describe('parseJson', () => {
  it.each([
    ['9007199254740993', 9007199254740993n],
    ['-9007199254740993', -9007199254740993n],
    ['9007199254740991', 9007199254740991],
    [' 12345678901234567890', 12345678901234567890n],
    ['1000000000000000000000', 10n ** 21n],
    [
      '{"id":9007199254740993,"n":[1,9007199254740992]}',
      { id: 9007199254740993n, n: [1, 9007199254740992n] },
    ],
    ['{"id":"9007199254740993","a":1.5e300}', { id: '9007199254740993', a: 1.5e300 }],
    ['[0.1234567890123456789]', [0.12345678901234568]],
    ['[12345678901234567890.5]', [12345678901234567000]],
    ['[12345678901234567890e1]', [123456789012345680000]],
  ])('reads %s as it is', (text, value) => expect(parseJson(text)).toEqual(value))

  it('tells two ids apart that are one number', () => {
    const [one, other] = parseJson('[9007199254740993,9007199254740992]') as unknown[]
    expect(Number(one)).toBe(Number(other))
    expect(one).not.toBe(other)
  })

  it('throws as JSON.parse does', () => {
    expect(() => parseJson('{"a":12345678901234567890')).toThrow(SyntaxError)
    expect(() => parseJson('')).toThrow(SyntaxError)
  })

  it('reads a number of a million digits and a nest of 100,000 lists without end or overflow', () => {
    expect(parseJson('9'.repeat(1_000_000))).toBe(Infinity)
    const deep = `${'['.repeat(100_000)}9007199254740993${']'.repeat(100_000)}`
    let inner = parseJson(deep)
    while (Array.isArray(inner)) inner = inner[0] as unknown
    expect(inner).toBe(9007199254740992)
  })

  it('takes __proto__ for a name as any other', () => {
    const value = parseJson('{"__proto__":{"id":9007199254740993},"n":9007199254740993}') as object
    expect(Object.keys(value)).toEqual(['__proto__', 'n'])
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect('id' in value).toBe(false)
    expect(formatJson(value)).toBe('{"__proto__":{"id":9007199254740993},"n":9007199254740993}')
  })

  it('has the numbers as they are where the engine tells no source', () => {
    const { parse } = JSON
    vi.spyOn(JSON, 'parse').mockImplementation((text, reviver) =>
      parse(text, reviver && ((key, value: unknown) => reviver.call({}, key, value) as unknown)),
    )
    expect(parseJson('[9007199254740993]')).toEqual([9007199254740992])
  })
})

describe('what is too deep', () => {
  it('is known in every engine, and nothing else is taken for it', () => {
    const internal = Object.assign(new Error('too much recursion'), { name: 'InternalError' })
    for (const error of [new RangeError('Maximum call stack size exceeded'), internal])
      expect(isTooDeep(error)).toBe(true)
    for (const error of [
      new TypeError('x'),
      new SyntaxError('x'),
      new Error('InternalError'),
      'x',
      undefined,
    ])
      expect(isTooDeep(error)).toBe(false)
  })

  it('has the numbers as they are', () => {
    const { parse } = JSON
    vi.spyOn(JSON, 'parse').mockImplementation((text, reviver) => {
      if (reviver) throw Object.assign(new Error('too much recursion'), { name: 'InternalError' })
      return parse(text) as unknown
    })
    expect(parseJson('[9007199254740993]')).toEqual([9007199254740992])
  })
})

describe('formatJson', () => {
  it.each(['9007199254740993', '{"a":[1,-12345678901234567890,"x",null,true,1.5]}', '[]'])(
    'writes %s as it was',
    (text) => expect(formatJson(parseJson(text))).toBe(text),
  )

  it('writes nothing for nothing, and overflows for what is too deep', () => {
    expect(formatJson(undefined)).toBeUndefined()
    expect(() => formatJson(parseJson('['.repeat(100_000) + ']'.repeat(100_000)))).toThrow(RangeError)
  })
})
