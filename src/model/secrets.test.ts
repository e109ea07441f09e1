import { describe, expect, it } from 'vitest'
import {
  emptyParamsOf,
  isSecretName,
  joinAddress,
  MASK,
  paramSecret,
  paramsOf,
  splitAddress,
  sweep,
  sweptValues,
} from './secrets.ts'

describe('a name', () => {
  it.each([
    ...[
      'token',
      'access_token',
      'accessToken',
      'ACCESS-TOKEN',
      'accesstoken',
      'x-api-key',
      'apikey',
      'apiKey',
    ],
    ...[
      'key',
      'password',
      'userPassword',
      'passwd',
      'pwd',
      'auth',
      'Authorization',
      'jwt',
      'sig',
      'signature',
    ],
    ...['X-Amz-Signature', 'client_secret', 'session_id', 'sid', 'ticket', 'api key', 'auth[token]'],
  ])('%j is a secret’s', (name) => expect(isSecretName(name)).toBe(true))

  it.each([
    ...[
      '',
      'keyboard',
      'monkey',
      'author',
      'authored_by',
      'room',
      'topic',
      'since',
      'passage',
      'compass',
      'id',
    ],
    ...['side', 'design', 'v', 'format', 'tokenize', '토큰', 'constructor', '__proto__'],
  ])('%j is not', (name) => expect(isSecretName(name)).toBe(false))
})

describe('an address', () => {
  it.each([
    ['wss://x.test/room?token=abc&v=2', 'wss://x.test/room?token=&v=2', { params: { token: 'abc' } }],
    ['wss://mina:p%40w@x.test/', 'wss://x.test/', { login: { user: 'mina', password: 'p@w' }, params: {} }],
    ['mina@x.test?key=1+2', 'x.test?key=', { login: { user: 'mina', password: '' }, params: { key: '1 2' } }],
    [
      'x.test/?v=2&jwt=a.b.c#access_token=zzz',
      'x.test/?v=2&jwt=#access_token=',
      { params: { jwt: 'a.b.c' } },
    ],
    ['ws://x.test/?token=&a', 'ws://x.test/?token=&a', { params: {} }],
    ['https://x.test/?q=hello%20there', 'https://x.test/?q=hello%20there', { params: {} }],
    ['ws://x.test/?token=%zz', 'ws://x.test/?token=', { params: { token: '%zz' } }],
    ['', '', { params: {} }],
    ['?', '?', { params: {} }],
    ['no address at all', 'no address at all', { params: {} }],
  ])('%j is %j and what was in it', (typed, address, secrets) =>
    expect(splitAddress(typed)).toEqual({ address, ...secrets }),
  )

  it.each([
    ['ws://x.test/?token=&v=2', { token: 'a b' }, 'ws://x.test/?token=a+b&v=2'],
    ['ws://x.test/', { token: 'a&b' }, 'ws://x.test/?token=a%26b'],
    ['ws://x.test/?v=2#top', { key: '1' }, 'ws://x.test/?v=2&key=1#top'],
    ['ws://x.test/?token=mine', { token: 'other' }, 'ws://x.test/?token=mine'],
    ['ws://x.test/?', {}, 'ws://x.test/?'],
    ['ws://x.test/?a=%20', {}, 'ws://x.test/?a=%20'],
    ['ws://a/?token%20expired', { 'token expired': '' }, 'ws://a/?token%20expired'],
  ])('%j with %j is %j', (address, params, whole) => expect(joinAddress(address, { params })).toBe(whole))

  it('says which secrets it has a place for', () => {
    expect(emptyParamsOf('ws://x.test/?token=&v=&sig=&token=')).toEqual(['token', 'sig'])
  })

  it('finds those of its own among a profile’s', () => {
    const secrets = { token: 'a', [paramSecret('server', 'token')]: 'b', [paramSecret('post', 'key')]: 'c' }
    expect(paramsOf(secrets, 'server')).toEqual({ token: 'b' })
    expect(paramsOf(secrets, 'post')).toEqual({ key: 'c' })
  })
})

describe('a text that leaves the page', () => {
  const secret = 'p@ss "w/rd"\\é'
  it.each([
    ['as it is', secret],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded in small letters', encodeURIComponent(secret).toLowerCase()],
    ['as a form has it', new URLSearchParams({ a: secret }).toString().slice(2)],
    ['as a URL has it', new URL(`http://x/?${secret}`).search.slice(1)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    [
      'in JSON of ASCII alone',
      JSON.stringify(secret).slice(1, -1).replace('é', '\\u00E9').replace('/', '\\/'),
    ],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(secret)).slice(3, -3)],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64url', Buffer.from(secret).toString('base64url')],
  ])('has no secret in it %s', (_, hidden) => {
    expect(sweep(`before ${hidden} after`, [secret])).toBe(`before ${MASK} after`)
  })

  it('has none within something longer in base64', () => {
    for (const before of ['', 'a', 'ab', 'abc', 'user:']) {
      const text = Buffer.from(`${before}correct horse${before}`).toString('base64')
      const swept = sweep(text, ['correct horse'])
      expect(swept).toContain(MASK)
      expect(Buffer.from(swept.replaceAll(MASK, ''), 'base64').toString()).not.toContain('correct')
    }
  })

  it('keeps all the rest, and what is too short to be told from chance', () => {
    expect(sweep('an ab in a text', ['ab', ''])).toBe('an ab in a text')
    expect(sweep('$& stays', ['secret'])).toBe('$& stays')
  })

  it('hides the whole of a secret that has another in it', () => {
    expect(sweep('x token-and-more y token z', ['token', 'token-and-more'])).toBe(`x ${MASK} y ${MASK} z`)
  })
})

describe('what is swept of a profile’s secrets', () => {
  it('is the values of headers, with and without their scheme, and a user’s name only where it is all there is', () => {
    expect(sweptValues({ headers: 'X-Api-Key: abc\nAuthorization: Token xyz' })).toEqual(
      expect.arrayContaining(['abc', 'Token xyz', 'xyz']),
    )
    expect(sweptValues({ user: 'mina', password: 'pw' })).not.toContain('mina')
    expect(sweptValues({ user: 'sk_live', password: '' })).toContain('sk_live')
  })
})
