import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskAddress, maskText } from './mask.ts'

const secret = fc.stringMatching(/^[A-Za-z0-9._~!$&'()*+,;=-]{8,40}$/)
const host = fc.constantFrom('example.test', 'localhost:8080', '127.0.0.1', '[::1]:4000', '예제.한국')
const path = fc.constantFrom('', '/', '/room/1', '/@mina/feed', '/a%20b')
const scheme = fc.constantFrom('ws://', 'wss://', 'http://', 'https://', 'HTTPS://', 'https:', '//', '')

describe('an address that is to be shown to others', () => {
  it.each([
    ['wss://example.test/room?token=abc', 'wss://example.test/room'],
    ['wss://mina:pw@example.test/room', 'wss://example.test/room'],
    ['mina:pw@example.test', 'example.test'],
    ['https:mina:pw@example.test/x', 'https:example.test/x'],
    ['ws:\\\\mina:p@w@example.test\\x', 'ws:\\\\example.test\\x'],
    ['ws://mina:p/w@example.test/x', 'ws://example.test/x'],
    ['localhost:8080/x#token=abc', 'localhost:8080/x'],
    ['https://example.test/@mina/feed', 'https://example.test/@mina/feed'],
    ['ws://[::1]:4000/@x', 'ws://[::1]:4000/@x'],
    ['ht\ntps://a:b\t@example.test', 'https://example.test'],
    ['', ''],
  ])('%j is %j', (typed, shown) => expect(maskAddress(typed)).toBe(shown))

  it('never has the login, the query or the fragment in it, and is else what it was', () => {
    fc.assert(
      fc.property(scheme, host, path, secret, secret, secret, (before, at, to, user, key, place) => {
        const masked = maskAddress(`${before}${user}:${key}@${at}${to}?token=${key}&x=1#${place}`)
        expect(masked).toBe(`${before}${at}${to}`)
      }),
    )
  })

  it('goes to the same place', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (url) => {
        const masked = new URL(maskAddress(url))
        expect(masked.origin + masked.pathname).toBe(new URL(url).origin + new URL(url).pathname)
        expect(maskAddress(masked.href)).toBe(masked.href)
      }),
    )
  })

  it('has nothing of a login in it, however odd', () => {
    const user = fc.string({ unit: 'binary', maxLength: 12 }).filter((text) => !/[\\/]/.test(text))
    fc.assert(
      fc.property(scheme, user, secret, (before, odd, key) => {
        expect(maskAddress(`${before}${odd}:${key}@example.test?${key}`)).not.toContain(key)
      }),
    )
  })
})

describe('a text that names addresses', () => {
  it('keeps its words', () => {
    const text = 'Could not reach "wss://a:b@example.test/x?token=abc" or https://other.test/?key=1.'
    expect(maskText(text)).toBe('Could not reach "wss://example.test/x" or https://other.test/')
    expect(maskText('나: 12:30 @mina?')).toBe('나: 12:30 @mina?')
  })
})
