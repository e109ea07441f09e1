// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { parseMapping } from '../../model/mapping.ts'
import { brief, factsOf, json, look, Servers } from '../fake-find.ts'
import { answer, events } from '../fake-server.ts'

const { start, stop } = new Servers()
afterAll(stop)

const page = answer('<!doctype html><title>x</title>', 'text/html')
const says = (text: string) => (socket: WebSocket) => socket.send(text)
const silent = (): undefined => undefined

describe.concurrent('a server that is known by the subprotocol that it takes', () => {
  it.each([
    ['graphql-transport-ws', 'graphql sure chat plain socket found.cannot-yet'],
    ['graphql-ws', 'graphql sure chat plain socket found.cannot-yet'],
    ['v12.stomp', 'stomp sure chat plain socket found.cannot-yet'],
    ['xmpp', 'xmpp sure chat plain socket found.cannot-yet'],
    ['text.ircv3.net', 'irc sure chat plain socket found.cannot-yet'],
    ['wamp.2.json', 'wamp sure chat plain socket found.cannot-yet'],
    ['actioncable-v1-json', 'actioncable perhaps chat json socket'],
  ])('%s', async (protocol, expected) => {
    const { ws } = await start({
      ws: { '/x': silent },
      options: {
        verifyClient: ({ req }: { req: { headers: Record<string, unknown> } }) =>
          String(req.headers['sec-websocket-protocol']).split(/,\s*/).includes(protocol),
        handleProtocols: () => protocol,
      },
    })
    expect(brief((await look(`${ws}/x`)).best)).toBe(expected)
  })
})

describe.concurrent('a server that is known by what it says first', () => {
  it('Home Assistant, which wants a token as a first message', async () => {
    const greeting = json({ type: 'auth_required', ha_version: '2026.11.1' })
    const { http, ws, said } = await start({ http: { '/': page }, ws: { '/api/websocket': says(greeting) } })
    const { best } = await look(`${ws}/api/websocket`)
    expect(brief(best)).toBe('home-assistant sure notifications json socket')
    expect([best?.locked?.code, best?.options['socketAuth']]).toEqual(['found.locked-socket', 'message'])
    // Its root may mostly not be read by a page; here it may, and says nothing of it.
    expect((await look(http)).best?.kind).not.toBe('home-assistant')
    expect(said).toEqual([])
  })

  it('NATS', async () => {
    const { ws } = await start({ ws: { '*': says('INFO {"server_id":"NA","version":"2.10"} \r\n') } })
    expect(brief((await look(ws)).best)).toBe('nats sure chat plain socket found.cannot-yet')
  })

  it('Jetstream, of which posts are rows', async () => {
    const commit = { operation: 'create', record: { text: 'hello sky', createdAt: '2026-11-20T10:00:00Z' } }
    const post = json({ did: 'did:plc:a', time_us: 1_763_640_000_000_000, kind: 'commit', commit })
    const { ws } = await start({ ws: { '/subscribe': says(post) } })
    const { best } = await look(`${ws}/subscribe`)
    expect(brief(best)).toBe('jetstream sure chat json socket')
    expect(parseMapping(String(best?.options['mapping']))?.parts.text).toEqual(['$.commit.record.text'])
  })

  it('PocketBase', async () => {
    const no = json({ data: {}, message: "The requested resource wasn't found.", status: 404 })
    const { http } = await start({
      http: {
        '/api/realtime': events('id:a\nevent:PB_CONNECT\ndata:{"clientId":"a"}\n\n'),
        '*': answer(no, 'application/json', {}, 404),
      },
    })
    expect(brief((await look(http)).best)).toBe('pocketbase sure notifications json events found.cannot-yet')
  })

  it('SignalR, by what its hub misses', async () => {
    const { http } = await start({
      http: { '/hub': answer('Connection ID required', 'text/plain', {}, 400) },
    })
    expect(brief((await look(`${http}/hub`)).best)).toBe('signalr sure chat json socket found.cannot-yet')
  })

  it('Mastodon’s streaming, which wants a token', async () => {
    const no = answer(json({ error: 'Missing access token' }), 'application/json', {}, 401)
    const { http } = await start({ http: { '*': no } })
    const { best } = await look(`${http}/api/v1/streaming/public`)
    expect(brief(best)).toBe('mastodon likely notifications json events')
    expect([best?.locked?.code, best?.options['auth']]).toEqual(['found.locked-bearer', 'bearer'])
    expect(parseMapping(String(best?.options['mapping']))).toBeDefined()
  })
})

describe.concurrent('a server that is known by where it is', () => {
  it('Phoenix, whose channel the person has to name', async () => {
    const { http, ws, said } = await start({ ws: { '/socket/websocket': silent } })
    const { best } = await look(`${http}/socket`)
    expect(brief(best)).toBe('phoenix perhaps chat json socket')
    expect(best?.server).toBe(`${ws}/socket/websocket?vsn=2.0.0`)
    expect(factsOf(best)).toContain('found.to-join')
    // It is looked at, and nothing joined.
    expect(said).toEqual([])
  })

  it('Centrifugo', async () => {
    const { ws } = await start({ ws: { '/connection/websocket': silent } })
    expect(brief((await look(`${ws}/connection/websocket`)).best)).toBe(
      'centrifugo likely chat json socket found.cannot-yet',
    )
  })
})

describe.concurrent('what is known by its form', () => {
  it.each([
    [
      'text/plain; version=0.0.4',
      '# HELP up Up\n# TYPE up gauge\nup 1\n',
      'prometheus sure polling plain poll',
    ],
    ['application/openmetrics-text; version=1.0.0', 'up 1\n# EOF\n', 'prometheus sure polling plain poll'],
    [
      'application/rss+xml',
      '<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
      'feed sure polling plain poll',
    ],
    [
      'text/xml',
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title></feed>',
      'feed sure polling plain poll',
    ],
    [
      'application/feed+json',
      json({ version: 'https://jsonfeed.org/version/1.1', title: 'a', items: [{ id: '1', title: 'b' }] }),
      'feed sure notifications json poll',
    ],
  ])('%s', async (type, text, expected) => {
    const { http } = await start({ http: { '/feed': answer(text, type) } })
    expect(brief((await look(`${http}/feed`)).best)).toBe(expected)
  })

  it('is nothing special without it', async () => {
    const { http } = await start({ http: { '/a.xml': answer('<note>hi</note>', 'text/xml') } })
    expect((await look(`${http}/a.xml`)).best?.kind).toBe('text')
  })
})

describe.concurrent('what speaks over TCP', () => {
  const mqtt = {
    ws: { '/mqtt': silent },
    options: { handleProtocols: (offered: Set<string>) => (offered.has('mqtt') ? 'mqtt' : false) },
  } as const

  it('is found where it listens for browsers: at a port of its own', async () => {
    const { host, ws } = await start(mqtt)
    const { best } = await look(`mqtt://${host}`)
    expect([best?.kind, best?.server]).toEqual(['mqtt', `${ws}/mqtt`])
  })

  it('says what to open instead, where nobody listens', async () => {
    const { findings, why } = await look('nats://me:hunter2@127.0.0.1:1')
    expect([findings, why?.code, why?.params]).toEqual([
      [],
      'found.scheme-nats',
      { scheme: 'nats', host: '127.0.0.1' },
    ])
  })
})
