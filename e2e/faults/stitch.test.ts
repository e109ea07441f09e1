import { describe, expect, it } from 'vitest'
import { stitch } from './stitch.ts'

const rows = (text: string) => [...text]
const together = (above: string, so: string) => stitch(rows(above), rows(so))?.join('')

describe('a long list, seen in parts from its end', () => {
  it('is put together by what the parts share', () => {
    expect(together('', '')).toBe('')
    expect(together('abc', '')).toBe('abc')
    expect(together('abcd', 'cdef')).toBe('abcdef')
    expect(together('cde', 'cdef')).toBe('cdef')
    expect(together('ab', 'abc')).toBe('abc')
    expect(together('de', 'cdef')).toBe('cdef')
  })

  it('keeps a row that stands there twice', () => {
    expect(together('abcab', 'abcd')).toBe('abcabcd')
    expect(together('aa', 'aab')).toBe('aab')
  })

  it('says where something between was not seen', () => {
    expect(together('abc', 'def')).toBeUndefined()
  })
})
