import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesOf, utf8Length } from './utf8.ts'

describe('the size of a frame', () => {
  it('is what a text takes as UTF-8, whatever is in it', () => {
    const encoder = new TextEncoder()
    const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((all) => String.fromCharCode(...all))
    fc.assert(
      fc.property(fc.oneof(units, fc.string({ unit: 'binary' })), (text) => {
        expect(utf8Length(text)).toBe(encoder.encode(text).length)
      }),
    )
  })

  it('is the length of bytes', () => {
    expect(bytesOf(new ArrayBuffer(7))).toBe(7)
    expect(bytesOf('한')).toBe(3)
  })
})
