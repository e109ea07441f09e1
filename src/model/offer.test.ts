import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fetchedLink, requestOf, safeLink } from './offer.ts'

const http = (more: Partial<Parameters<typeof requestOf>[0]> = {}) =>
  requestOf({ kind: 'http', label: 'x', url: 'https://a.test/do', method: 'POST', ...more })

describe('an address that a stranger sent', () => {
  it.each([
    ['https://a.test/x', 'https://a.test/x'],
    ['HTTP://A.test', 'http://a.test/'],
    ['mailto:mina@a.test', 'mailto:mina@a.test'],
    ['tel:+82-2-123', 'tel:+82-2-123'],
    ['geo:37.5,127', 'geo:37.5,127'],
    ['  https://a.test/x ', 'https://a.test/x'],
  ])('%s opens', (address, href) => {
    expect(safeLink(address)).toBe(href)
  })

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    '\tjavascript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>1</script>',
    'blob:https://a.test/1',
    'file:///etc/passwd',
    'vbscript:x',
    'view-source:https://a.test',
    'intent://x#Intent;end',
    'about:blank',
    '/relative',
    'a.test',
    'https://a\n.test',
    '',
  ])('%j does not', (address) => {
    expect(safeLink(address)).toBeUndefined()
  })

  it('is fetched only over http and https', () => {
    expect(fetchedLink('https://a.test/p.png')).toBe('https://a.test/p.png')
    expect(fetchedLink('mailto:a@a.test')).toBeUndefined()
  })

  it('never opens anything else, whatever it is', () => {
    const odd = fc.tuple(
      fc.constantFrom('javascript', 'data', 'JAVASCRIPT', 'https', 'vbscript', 'file', '\u0000data'),
      fc.constantFrom(':', '\t:', ': ', '&colon;', '://'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          odd.map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (address) => {
          const href = safeLink(address)
          if (href !== undefined) expect(new URL(href).protocol).toMatch(/^(https?|mailto|tel|sms|geo):$/)
        },
      ),
    )
  })
})

describe('a request that a message offers', () => {
  it('is said whole, as a browser would send it', () => {
    expect(http({ method: 'put', headers: { 'X-A': '1', Cookie: 'c', Host: 'b' }, body: '{}' })).toEqual({
      method: 'PUT',
      url: 'https://a.test/do',
      headers: [['X-A', '1']],
      body: '{}',
      left: ['Cookie', 'Host'],
    })
  })

  it('has no body where a browser would refuse one, and is a POST where nothing is said', () => {
    expect(http({ method: 'get', body: 'x' })).toMatchObject({ method: 'GET', body: undefined })
    expect(http({ method: '' })).toMatchObject({ method: 'POST', body: undefined })
  })

  it.each<Partial<Parameters<typeof requestOf>[0]>>([
    { url: 'javascript:alert(1)' },
    { url: 'mailto:a@a.test' },
    { url: 'https://user:pass@a.test/' },
    { method: 'TRACE' },
    { method: 'P OST' },
    { headers: { 'a b': '1' } },
    { headers: { a: 'x\r\nb: 1' } },
    { headers: { a: '한국어' } },
  ])('cannot be sent with %j', (more) => {
    expect(http(more)).toBeUndefined()
  })

  it('is one that the Fetch API takes, whatever was asked for', () => {
    const text = fc.string({ unit: 'binary', maxLength: 12 })
    fc.assert(
      fc.property(text, fc.dictionary(text, text, { maxKeys: 4 }), text, (method, headers, body) => {
        const request = http({ method, headers, body })
        if (!request) return
        const init = { method: request.method, headers: Object.fromEntries(request.headers) }
        expect(() => new Request(request.url, { ...init, body: request.body ?? null })).not.toThrow()
      }),
    )
  })
})
