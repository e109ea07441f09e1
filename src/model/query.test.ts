import { describe, expect, it } from 'vitest'
import type { Query } from './query.ts'
import { matcher, patternOf, piecesOf, rangesBy, rangesOf } from './query.ts'

const query = (text: string, matchCase = false): Query => ({ text, regex: false, matchCase })
const hits = (text: string, sought: string, matchCase = false) =>
  rangesOf(text, query(sought, matchCase)).map(([start, end]) => text.slice(start, end))

describe('a text that is looked for', () => {
  it.each([
    ['Straße', 'STRASSE'],
    ['STRASSE', 'straße'],
    ['ΟΔΟΣ', 'οδος'],
    ['ὀδός', 'ὈΔΌΣ'],
    ['ﬁnal', 'FIN'],
    ['한글 파일'.normalize('NFD'), '글 파'],
    ['안녕하세요', '녕하'.normalize('NFD')],
    ['café'.normalize('NFD'), 'É'],
    ['𐐀', '𐐨'],
    ['İstanbul', 'i̇stanbul'],
  ])('%s has %s in it', (text, sought) => {
    expect(matcher(query(sought))(text)).toBe(true)
    expect(rangesOf(text, query(sought))).toHaveLength(1)
  })

  it.each([
    ['각', '가'],
    ['é', 'e'],
    ['일본', '본일'],
  ])('%s has no %s in it', (text, sought) => {
    expect(matcher(query(sought))(text)).toBe(false)
    expect(matcher(query(sought))(text.normalize('NFD'))).toBe(false)
  })

  it('heeds the case where it is to', () => {
    expect(matcher(query('Alarm', true))('Alarm')).toBe(true)
    expect(matcher(query('Alarm', true))('alarm')).toBe(false)
    expect(matcher(query('한', true))('한'.normalize('NFD'))).toBe(true)
  })

  it('is a text, whatever it would be as a pattern', () => {
    expect(hits('a.c abc (a.c)', 'a.c')).toEqual(['a.c', 'a.c'])
  })
})

describe('where it stands', () => {
  it('is told in the text as it is, composed or not', () => {
    const text = `그 ${'한국'.normalize('NFD')} 한국`
    expect(hits(text, '한국')).toEqual(['한국'.normalize('NFD'), '한국'])
  })

  it('is told as whole characters, also where one folds to several', () => {
    expect(hits('groß und größer', 'ss')).toEqual(['ß', 'ß'])
    expect(hits('ﬁx fix', 'fi')).toEqual(['ﬁ', 'fi'])
    expect(hits('👩‍👩‍👧', '👩')).toEqual(['👩‍👩‍👧'])
  })

  it('has no overlaps', () => {
    expect(rangesOf('aaaa', query('aa'))).toEqual([
      [0, 2],
      [2, 4],
    ])
    expect(rangesOf('aaa', query(''))).toEqual([])
  })

  it('is told of the first thousand', () => {
    expect(rangesOf('a'.repeat(5_000), query('a'))).toHaveLength(1_000)
  })
})

describe('a regular expression', () => {
  const by = (text: string, source: string, matchCase = false) =>
    rangesBy(patternOf({ text: source, regex: true, matchCase }), text)

  it('knows characters outside the first plane, and lines', () => {
    expect(by('😀 x\ny', '^.$')).toEqual([[5, 6]])
    expect(by('a😀b', 'a.b')).toEqual([[0, 4]])
  })

  it('is taken as it was written before there was a strict syntax', () => {
    expect(by('a-b', '\\w\\-\\w')).toEqual([[0, 3]])
  })

  it('finds composed what is spelled in parts', () => {
    const text = `그 ${'한국'.normalize('NFD')}`
    expect(by(text, '[가-힣]{2}')).toEqual([[2, text.length]])
  })

  it('marks nothing where it matches nothing', () => {
    expect(by('abc', 'x*')).toEqual([])
    expect(() => by('abc', '(')).toThrow(SyntaxError)
  })
})

describe('a long text in pieces', () => {
  it('has every hit whole in one of them', () => {
    const text = `${'가나다라'.repeat(50)}표적${'마바사'.repeat(50)}`.normalize('NFD')
    for (let size = 1; size < 60; size++) {
      const pieces = [...piecesOf(text, query('표적'), size)]
      expect(pieces.some(matcher(query('표적')))).toBe(true)
    }
  })

  it('covers a short text in one', () => {
    expect([...piecesOf('', query('x'), 10)]).toEqual([''])
    expect([...piecesOf('abc', query('x'), 10)]).toEqual(['abc'])
  })
})
