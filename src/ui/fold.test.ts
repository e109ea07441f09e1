import { describe, expect, it } from 'vitest'
import { cut, FOLD_CHARS, FOLD_LINES, foldOf } from './fold.ts'

describe('a long text', () => {
  it('is shown whole while it is short', () => {
    expect(foldOf('hello')).toBe('hello')
    expect(foldOf('line\n'.repeat(FOLD_LINES))).toBe('line\n'.repeat(FOLD_LINES))
  })

  it('is folded after so many characters, or so many lines', () => {
    expect(foldOf('x'.repeat(100_000))).toHaveLength(FOLD_CHARS)
    expect(foldOf('line\n'.repeat(100)).split('\n')).toHaveLength(FOLD_LINES)
  })

  it('is not folded to hide next to nothing', () => {
    expect(foldOf('x'.repeat(FOLD_CHARS + 20))).toHaveLength(FOLD_CHARS + 20)
  })

  it('is not cut through a character', () => {
    expect(cut('a😀', 2)).toBe('a')
    expect(cut('a😀', 3)).toBe('a😀')
  })
})
