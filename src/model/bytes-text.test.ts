import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBase64 } from './base64.ts'
import type { BytesRead } from './bytes-text.ts'
import { formatHex, parseBase64Text, parseHex } from './bytes-text.ts'

const numbers = (read: BytesRead) => ('bytes' in read ? [...new Uint8Array(read.bytes)] : read.why)
const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 })

describe('hexadecimal', () => {
  it.each([
    'deadbeef',
    'DE AD BE EF',
    'de:ad:be:ef',
    'de-ad-be-ef',
    '0xde, 0xad, 0xBE, 0xef',
    '0xdeadbeef',
    String.raw`\xde\xad\xbe\xef`,
    '\n de\tad,\r\n be;ef, \n',
  ])('is read from %j', (text) => {
    expect(numbers(parseHex(text))).toEqual([0xde, 0xad, 0xbe, 0xef])
  })

  it('takes one digit after a prefix for a byte', () => {
    expect(numbers(parseHex('0x1, 0x02, 0xf'))).toEqual([1, 2, 15])
  })

  it.each([
    ['de ag', 'bytes.hex-odd', 1, 4, 'a'],
    ['de\nzz', 'bytes.hex-digit', 2, 1, 'z'],
    ['de a', 'bytes.hex-odd', 1, 4, 'a'],
    ['0x', 'bytes.hex-digit', 1, 3, ''],
    ['한', 'bytes.hex-digit', 1, 1, '한'],
  ])('that %j is none is said with its place', (text, code, line, column, found) => {
    expect(numbers(parseHex(text))).toEqual({ code, params: { line, column, found } })
  })

  it.each(['', ' \n,'])('%j is no bytes', (text) => {
    expect(numbers(parseHex(text))).toEqual({ code: 'bytes.none' })
  })

  it('comes back as it was', () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(numbers(parseHex(formatHex(some.slice().buffer)))).toEqual([...some])
      }),
    )
  })
})

describe('base64', () => {
  it.each(['+/8=', '+/8', '-_8=', '-_8', ' +/\n8= ', 'data:image/png;base64,+/8='])(
    'is read from %j',
    (text) => {
      expect(numbers(parseBase64Text(text))).toEqual([0xfb, 0xff])
    },
  )

  it.each([
    ['+/*8', 'bytes.base64-character', 1, 3, '*'],
    ['ab\nc!', 'bytes.base64-character', 2, 2, '!'],
    ['ab=c', 'bytes.base64-early', 1, 3, '='],
    ['abcde', 'bytes.base64-cut', 1, 6, ''],
    ['ab=', 'bytes.base64-cut', 1, 4, ''],
    ['abc==', 'bytes.base64-cut', 1, 6, ''],
  ])('that %j is none is said with its place', (text, code, line, column, found) => {
    expect(numbers(parseBase64Text(text))).toEqual({ code, params: { line, column, found } })
  })

  it.each(['', ' ', '==', 'data:;base64,'])('%j is no bytes', (text) => {
    expect(numbers(parseBase64Text(text))).toEqual({ code: 'bytes.none' })
  })

  it('comes back as it was, in either alphabet, with padding or without', () => {
    fc.assert(
      fc.property(bytes, fc.boolean(), fc.boolean(), (some, url, pads) => {
        const text = formatBase64(some)
        const other = url ? text.replaceAll('+', '-').replaceAll('/', '_') : text
        expect(numbers(parseBase64Text(pads ? other : other.replaceAll('=', '')))).toEqual([...some])
      }),
    )
  })
})
