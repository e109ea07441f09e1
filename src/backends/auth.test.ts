import { describe, expect, it } from 'vitest'
import { NetError } from '../net/errors.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../net/fake-platform.ts'
import { createNet } from '../net/net.ts'
import { Pace } from '../net/pace.ts'
import { withDefaults } from '../model/profile.ts'
import { parseHeaders } from './auth.ts'
import { carry } from './carrier.ts'
import { events, json } from './fake-carry.ts'
import { carrierFields } from './fields.ts'
import { fillSecrets } from './fill-secrets.ts'
import { plainCodec } from './plain.ts'

/** One attempt with these secrets: what it asked for, and how it ended. */
async function attempt(
  options: Record<string, unknown>,
  secrets: Record<string, string>,
  ...answers: (() => Response)[]
) {
  const fetch = new FakeFetch(...answers)
  const platform = fakePlatform({ fetch: fetch.fetch, origin: 'http://server.test' })
  const { signal } = new AbortController()
  const net = createNet({ signal, platform, pace: new Pace(1_000) })
  const filled = withDefaults(carrierFields, { server: 'http://server.test/a', ...options }, 'polling')
  const context = { options: filled, secrets, cursor: undefined, signal, net, memory: new Map() }
  const made = FakeSocket.made.length
  const end: { error?: unknown } = {}
  const tell = async () => {
    for await (const incoming of carry(context, plainCodec)) void incoming
  }
  tell().catch((error: unknown) => (end.error = error))
  await settle()
  const headers = fetch.calls.map(({ init }) => init.headers as Record<string, string>)
  return { calls: fetch.calls, headers, end, socket: FakeSocket.made[made], why: whyOf(end.error) }
}

function whyOf(error: unknown): string | undefined {
  return error instanceof NetError ? error.why.code : undefined
}

const secrets = { token: 't0k3n', user: 'mina', password: 'p:ä', headers: 'X-Api-Key: k3y\nX-Other: 1' }

describe('a request of a profile', () => {
  it.each([
    ['bearer', { authorization: 'Bearer t0k3n' }],
    ['basic', { authorization: `Basic ${Buffer.from('mina:p:ä').toString('base64')}` }],
    ['header', { 'x-api-key': 'k3y', 'x-other': '1' }],
  ])('has its %s', async (auth, wanted) => {
    const polled = await attempt({ wire: 'poll', auth }, secrets, json({}))
    expect(polled.headers[0]).toMatchObject(wanted)
    const streamed = await attempt({ wire: 'events', auth }, secrets, events(''))
    expect(streamed.headers[0]).toMatchObject({ accept: 'text/event-stream', ...wanted })
  })

  it('has its token in the address, behind what is there, and once', async () => {
    const { calls } = await attempt(
      { wire: 'poll', auth: 'query', server: 'http://server.test/a?b=%20' },
      secrets,
    )
    expect(calls[0]?.url).toBe('http://server.test/a?b=%20&token=t0k3n')
    const named = await attempt({ wire: 'poll', auth: 'query', param: 'key' }, secrets)
    expect(named.calls[0]?.url).toBe('http://server.test/a?key=t0k3n')
  })

  it('has what its address has only the place of', async () => {
    const options = { wire: 'poll', server: 'http://server.test/a?sig=&b=1' }
    const { calls } = await attempt(options, { 'server?sig': 's1g' })
    expect(calls[0]?.url).toBe('http://server.test/a?sig=s1g&b=1')
  })

  it('has the browser’s cookies where that is asked for, and not else', async () => {
    const cookies = await attempt({ wire: 'poll', auth: 'cookies' }, {})
    expect(cookies.calls[0]?.init.credentials).toBe('include')
    const none = await attempt({ wire: 'poll' }, {})
    expect(none.calls[0]?.init).not.toHaveProperty('credentials')
  })

  it('is a POST with a body where that is asked for', async () => {
    const options = { wire: 'events', request: 'POST', body: '{"a":1}' }
    const { calls, headers } = await attempt(options, {}, events(''))
    expect(calls[0]?.init).toMatchObject({ method: 'POST', body: '{"a":1}' })
    expect(headers[0]).toMatchObject({ 'content-type': 'application/json' })
  })

  it('has nothing of it where it goes to another server', async () => {
    const options = { view: 'polling', wire: 'events', initial: 'http://other.test/', auth: 'bearer' }
    const { calls, headers } = await attempt(
      options,
      { ...secrets, 'server?sig': 's' },
      events('data: a\n\n'),
    )
    expect(headers[0]).toHaveProperty('authorization')
    expect(calls[1]?.url).toBe('http://other.test/')
    expect(headers[1]).toEqual({})
  })

  it('is not asked by the browser’s own EventSource, which takes no headers', async () => {
    const { headers } = await attempt({ wire: 'events', native: true, auth: 'bearer' }, secrets, events(''))
    expect(headers[0]).toHaveProperty('authorization')
  })

  it('does not take secret headers to where it is sent on', async () => {
    const away = () => Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' })
    const { calls, why } = await attempt({ wire: 'poll', auth: 'header' }, secrets, away)
    expect(calls[0]?.init.redirect).toBe('manual')
    expect(why).toBe('auth.redirected')
  })
})

describe('a WebSocket', () => {
  const server = 'ws://server.test/'

  it('is offered the subprotocols, the token among them', async () => {
    const { socket } = await attempt({ wire: 'socket', server, socketAuth: 'protocol' }, secrets)
    expect(socket?.protocols).toEqual(['bearer', 't0k3n'])
    const protocols = 'k8s, base64url.bearer.{{token:base64url}} k8s'
    const own = await attempt({ wire: 'socket', server, protocols }, secrets)
    expect(own.socket?.protocols).toEqual(['k8s', 'base64url.bearer.dDBrM24'])
  })

  it('is not opened with a subprotocol that no browser sends', async () => {
    const { why, socket } = await attempt(
      { wire: 'socket', server, socketAuth: 'protocol' },
      { token: 'a=/b' },
    )
    expect(why).toBe('auth.bad-protocol')
    expect(socket).toBeUndefined()
  })

  it('is told who is there before anything else', async () => {
    const options = { wire: 'socket', server, socketAuth: 'message', first: '{"subscribe":"a"}' }
    const { socket } = await attempt(options, secrets)
    socket?.open()
    await settle()
    expect(socket?.sent).toEqual(['{"type":"auth","token":"t0k3n"}', '{"subscribe":"a"}'])
  })

  it('has its token in the address', async () => {
    const { socket } = await attempt({ wire: 'socket', server, socketAuth: 'query' }, secrets)
    expect(socket?.url).toBe('ws://server.test/?token=t0k3n')
  })
})

describe('a text with places for secrets', () => {
  it.each([
    ['AUTH {{user}} {{password}}', 'AUTH mina p:ä'],
    ['{{token}}', 'a"b'],
    ['{{token:base64url}}', 'YSJi'],
    ['{"a":"{{token}}"}', '{"a":"a\\"b"}'],
    ['{"a":{{token}}}', '{"a":"a\\"b"}'],
    ['["\\"{{token}}"]', '["\\"a\\"b"]'],
    ['{"a":"{{now}} {{user:x}}"}', '{"a":"{{now}} {{user:x}}"}'],
  ])('%j is sent as %j', (text, sent) => {
    expect(fillSecrets(text, { token: 'a"b', user: 'mina', password: 'p:ä' })).toBe(sent)
  })

  it('is not filled in for another server', async () => {
    const options = { wire: 'events', post: 'http://other.test/', first: 'AUTH {{token}}' }
    const { why, calls } = await attempt(options, secrets, events(''))
    expect(why).toBe('auth.elsewhere')
    expect(calls).toEqual([])
  })
})

describe('headers of one’s own', () => {
  it('are a line each', () => {
    expect(parseHeaders('X-Api-Key:  a:b \n\r\nx-b:')).toEqual({ 'x-api-key': 'a:b', 'x-b': '' })
  })

  it.each(['no colon', ': a', 'a b: c', 'Cookie: a', 'Sec-Fetch-Mode: x', 'x: 한', 'x: a\u0001'])(
    'that no page can send (%j) are refused',
    (lines) => expect(() => parseHeaders(lines)).toThrow(NetError),
  )
})
