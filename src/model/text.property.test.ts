import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { headOf, textOf } from './text.ts'

const utf8 = new TextEncoder()

describe('the text of a frame', () => {
  it('is what was sent, as text or as its bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(textOf(text)).toBe(text)
        expect(textOf(utf8.encode(text).buffer)).toBe(text)
        expect(headOf(utf8.encode(text).buffer)).toBe(text)
      }),
    )
  })

  it('is none, or gives back the very same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = textOf(bytes.slice().buffer)
        if (text !== undefined) expect(utf8.encode(text)).toEqual(bytes)
      }),
    )
  })
})
