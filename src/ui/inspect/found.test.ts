import { describe, expect, it } from 'vitest'
import { foundIn } from './found.ts'

const query = (text: string, regex = false) => ({ text, regex, matchCase: false })
const words = (...given: Parameters<typeof foundIn>) =>
  foundIn(...given)
    .map(({ text, hit }) => (hit ? `[${text}]` : text))
    .join('')

describe('a line in which something was found', () => {
  it('has it marked, wherever it stands', () => {
    expect(words('an Apple a day', query('apple'), 400)).toBe('an [Apple] a day')
    expect(words('aXbX', query('x'), 400)).toBe('a[X]b[X]')
    expect(words('안녕하세요', query('하'), 400)).toBe('안녕[하]세요')
  })

  it('begins a little before it where that is far in, and ends where there is no room', () => {
    expect(words(`${'x'.repeat(100)}apple${'y'.repeat(100)}`, query('apple'), 20)).toBe(
      `…${'x'.repeat(8)}[apple]${'y'.repeat(7)}…`,
    )
  })

  it('is as it is where nothing is looked for, or an expression is', () => {
    expect(words('apple', query(''), 400)).toBe('apple')
    expect(words('apple', query('a.p', true), 400)).toBe('apple')
    expect(words('x'.repeat(10), query(''), 4)).toBe('xxxx…')
  })
})
