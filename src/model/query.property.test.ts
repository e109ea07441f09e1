import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, matcher, piecesOf, rangesOf } from './query.ts'

/** What people write, and what Unicode makes hard: parts of syllables, marks, letters that fold to several. */
const LETTERS = [
  ...'aAbBiIsSzZ ßẞςΣσıİſKﬁﬀ\u0301\u0308\u0323éÉüÜñ가각힣한글ㄱ\u1100\u1161\u11a8😀👩\u200d👧日本.*',
]
const letters = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 24 })
const word = fc.string({ unit: fc.constantFrom(...LETTERS), minLength: 1, maxLength: 4 })
const query = (text: string, matchCase = false) => ({ text, regex: false, matchCase })

describe('whatever is looked for', () => {
  it('is found where it stands, however both are composed', () => {
    fc.assert(
      fc.property(letters, word, letters, (before, sought, after) => {
        // A mark after it would make another character of its last one, and so would one at its beginning.
        const text = `${before} ${sought} ${after}`
        fc.pre(!/^\p{M}/u.test(sought))
        for (const form of ['NFC', 'NFD'] as const) {
          expect(matcher(query(sought))(text.normalize(form))).toBe(true)
          expect(matcher(query(sought.normalize(form), true))(text)).toBe(true)
        }
      }),
    )
  })

  it('is found in any case', () => {
    fc.assert(
      fc.property(word, (sought) => {
        expect(fold(sought.toUpperCase(), false)).toBe(fold(sought, false))
        expect(fold(sought.toLowerCase(), false)).toBe(fold(sought, false))
      }),
    )
  })

  it('is folded once and for all, whichever character it is', () => {
    const odd: string[] = []
    for (let code = 0; code <= 0x10ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue
      const char = String.fromCodePoint(code)
      const folded = fold(char, false)
      const same = [folded, char.toUpperCase(), char.toLowerCase(), char.normalize('NFD')]
      if (same.some((each) => fold(each, false) !== folded)) odd.push(char)
    }
    expect(odd).toEqual([])
  })

  it('is marked exactly where it is found, in order, without overlaps', () => {
    fc.assert(
      fc.property(letters, word, fc.boolean(), (text, sought, matchCase) => {
        const ranges = rangesOf(text, query(sought, matchCase))
        expect(ranges.length > 0).toBe(matcher(query(sought, matchCase))(text))
        let end = 0
        for (const range of ranges) {
          expect(range[0]).toBeGreaterThanOrEqual(end)
          expect(range[1]).toBeGreaterThan(range[0])
          end = range[1]
          expect(fold(text.slice(...range), matchCase)).toContain(fold(sought, matchCase))
        }
      }),
    )
  })

  it('is in one of the pieces of a long text', () => {
    fc.assert(
      fc.property(letters, word, letters, fc.integer({ min: 1, max: 30 }), (before, sought, after, size) => {
        const text = `${before} ${sought} ${after}`
        const matches = matcher(query(sought))
        fc.pre(matches(text))
        expect([...piecesOf(text, query(sought), size)].some(matches)).toBe(true)
      }),
    )
  })
})
