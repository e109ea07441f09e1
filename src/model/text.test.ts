import { describe, expect, it } from 'vitest'
import { HEAD_CHARS, headOf, MAX_TEXT_CHARS, textOf } from './text.ts'

const bytes = (text: string) => new TextEncoder().encode(text).buffer

describe('textOf', () => {
  it('reads no text that is too long, and one of few characters of many bytes', () => {
    expect(textOf('x'.repeat(MAX_TEXT_CHARS))).toHaveLength(MAX_TEXT_CHARS)
    expect(textOf('x'.repeat(MAX_TEXT_CHARS + 1))).toBeUndefined()
    expect(textOf(bytes('x'.repeat(MAX_TEXT_CHARS + 1)))).toBeUndefined()
    expect(textOf(bytes('한'.repeat(MAX_TEXT_CHARS)))).toHaveLength(MAX_TEXT_CHARS)
    expect(textOf(new ArrayBuffer(MAX_TEXT_CHARS * 3 + 1))).toBeUndefined()
  })

  it.each([
    ['a byte that begins nothing', [0x61, 0xff]],
    ['a character that is not all there', [0xed, 0x95]],
    ['a lone surrogate', [0xed, 0xa0, 0x80]],
    ['a character in too many bytes', [0xc0, 0x80]],
    ['a character past the last one', [0xf4, 0x90, 0x80, 0x80]],
  ])('does not take %s for text', (_, given) => {
    expect(textOf(new Uint8Array(given).buffer)).toBeUndefined()
  })

  it('takes NUL and a BOM for the characters that they are', () => {
    expect(textOf(bytes('\uFEFFa\0b'))).toBe('\uFEFFa\0b')
    expect(textOf('\ud800 \0')).toBe('\ud800 \0')
  })
})

describe('headOf', () => {
  it('is the beginning, also of a text that came as bytes and is cut within a character', () => {
    expect(headOf('x'.repeat(HEAD_CHARS * 2))).toBe('x'.repeat(HEAD_CHARS))
    expect(headOf(bytes('한'.repeat(HEAD_CHARS)))).toBe('한'.repeat(Math.floor(HEAD_CHARS / 3)))
    expect(headOf(new Uint8Array(HEAD_CHARS * 2).fill(0xff).buffer)).toEqual(
      new Uint8Array(HEAD_CHARS).fill(0xff).buffer,
    )
    expect(headOf('\ud800'.repeat(3))).toBe('\ud800'.repeat(3))
  })
})
