import { describe, expect, it } from 'vitest'
import { hexOf, sizeWords } from './bytes.ts'

describe('bytes that are no text', () => {
  it('are shown as hexadecimal, with what is printable beside it', () => {
    const bytes = new Uint8Array([0, 255, 65, 66]).buffer
    expect(hexOf(bytes)).toBe(`00 ff 41 42${' '.repeat(36)}  ··AB`)
  })

  it('are shown only so far', () => {
    expect(hexOf(new ArrayBuffer(10_000)).split('\n')).toHaveLength(16)
  })

  it('have a size in words', () => {
    expect(sizeWords(new ArrayBuffer(14))).toBe('14 bytes')
    expect(sizeWords('안녕')).toBe('6 bytes')
    expect(sizeWords(new ArrayBuffer(1_234_000))).toBe('1.2 MB')
  })
})
