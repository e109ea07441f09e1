import { describe, expect, it } from 'vitest'
import { piecesOf } from './linked.ts'

const links = (text: string) => piecesOf(text).flatMap(({ href }) => (href ? [href] : []))

describe('addresses in a text', () => {
  it('are found among words, and nothing of the text is lost', () => {
    const text = 'see https://example.com/a?b=c#d and http://localhost:8080/ too'
    expect(links(text)).toEqual(['https://example.com/a?b=c#d', 'http://localhost:8080/'])
    expect(
      piecesOf(text)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  })

  it.each([
    ['(https://example.com/wiki/Foo_(bar))', 'https://example.com/wiki/Foo_(bar)'],
    ['Look at https://example.com.', 'https://example.com'],
    ['<https://example.com/x>', 'https://example.com/x'],
    ['로그는 https://example.com/log에서 봅니다', 'https://example.com/log'],
    ['https://ko.wikipedia.org/wiki/대한민국', 'https://ko.wikipedia.org/wiki/대한민국'],
    ['「https://example.com/ja」です', 'https://example.com/ja'],
  ])('end where the address ends: %s', (text, href) => expect(links(text)).toEqual([href]))

  it.each(['javascript://alert(1)', 'ftp://example.com', 'data://x', 'no link :// here', 'https://'])(
    'that a click must not open stay text: %s',
    (text) => expect(piecesOf(text)).toEqual([{ text }]),
  )

  it('without end do not become links without end', () => {
    expect(links('https://a.example '.repeat(10_000)).length).toBeLessThanOrEqual(100)
  })
})
