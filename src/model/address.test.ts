import { describe, expect, it } from 'vitest'
import { parseAddress, schemeOf } from './address.ts'

const http = new URL('http://box.lan/')
const https = new URL('https://signalbox.test/')
const href = (typed: string, options: Parameters<typeof parseAddress>[1] = {}) => {
  const address = parseAddress(typed, options)
  return 'url' in address ? address.url.href : address.why.code
}

describe('parseAddress', () => {
  it.each([
    ['ws://localhost:8080', 'ws', 'ws://localhost:8080/'],
    ['localhost:8080', 'ws', 'ws://localhost:8080/'],
    ['example.com/events?a=1', 'http', 'http://example.com/events?a=1'],
    ['//example.com', 'http', 'http://example.com/'],
    ['http://localhost:3000/chat', 'ws', 'ws://localhost:3000/chat'],
    ['wss://example.com', 'http', 'https://example.com/'],
    [' https://example.com/a#b ', 'http', 'https://example.com/a'],
    ['ws://[::1]:80/', 'ws', 'ws://[::1]/'],
    ['ws://한국.kr/', 'ws', 'ws://xn--3e0b707e.kr/'],
  ] as const)('%s over %s is %s', (typed, wants, is) => expect(href(typed, { wants, page: http })).toBe(is))

  it.each(['', '   ', 'hello world', 'ftp://x', 'javascript:alert(1)', 'http://', 'ws://a b'])(
    '%j is none',
    (typed) => expect(href(typed)).toBe('bad-address'),
  )

  it('takes the secure scheme where none is given and the page is secure, but not for this machine', () => {
    expect(href('example.com', { wants: 'ws', page: https })).toBe('wss://example.com/')
    expect(href('localhost:8080', { wants: 'ws', page: https })).toBe('ws://localhost:8080/')
  })

  it('says that the browser will block an insecure address from a secure page, but for this machine', () => {
    expect(href('ws://192.168.0.2:80', { wants: 'ws', page: https })).toBe('mixed-content')
    expect(href('http://127.0.0.1:80', { wants: 'http', page: https })).toBe('http://127.0.0.1/')
    expect(href('ws://192.168.0.2:81', { wants: 'ws', page: http })).toBe('ws://192.168.0.2:81/')
  })
})

it('says that a login in an address is of no use', () => {
  expect(href('https://user:pass@example.com/')).toBe('login-in-address')
})

it('schemeOf tells the family, where the address says so', () => {
  expect([schemeOf('WSS://x'), schemeOf('https://x'), schemeOf('x:80'), schemeOf('')]).toEqual([
    'ws',
    'http',
    undefined,
    undefined,
  ])
})
