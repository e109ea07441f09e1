import { describe, expect, it } from 'vitest'
import { cursorOf, MAX_CURSOR_CHARS, resumeAddress } from './resume.ts'

const at = (address: string, resume: string, cursor: string | undefined) =>
  resumeAddress(address, { resume }, cursor)

describe('an address to go on from', () => {
  it('has the place in its parameter, and the rest as it was', () => {
    expect(at('http://a.test/x?q=a%20b+c&flag#f', 'since', '5')).toBe(
      'http://a.test/x?q=a%20b+c&flag&since=5#f',
    )
  })

  it('has it once', () => {
    expect(at('ws://a.test/?since=1&x=2&since=3', 'since', '5')).toBe('ws://a.test/?x=2&since=5')
  })

  it.each(['a&b=c', '한 글', '#', '%', '+', '\ud800'])('has any place as it is: %j', (cursor) => {
    const url = new URL(at('http://a.test/', 'from', cursor))
    expect(url.searchParams.get('from')).toBe(cursor.toWellFormed())
    expect([...url.searchParams.keys()]).toEqual(['from'])
  })

  it('is as it was without a parameter or a place', () => {
    expect(at('http://a.test/?a=b%20c', '', '5')).toBe('http://a.test/?a=b%20c')
    expect(at('http://a.test/?a=b%20c', 'since', undefined)).toBe('http://a.test/?a=b%20c')
  })
})

describe('a place to go on from', () => {
  it.each([
    ['a', 'a'],
    [7, '7'],
    [0, '0'],
    [9007199254740993n, '9007199254740993'],
    ['', undefined],
    [{}, undefined],
    [null, undefined],
    ['x'.repeat(MAX_CURSOR_CHARS + 1), undefined],
  ])('is a text or a number: %s', (value, cursor) => expect(cursorOf(value)).toBe(cursor))
})
