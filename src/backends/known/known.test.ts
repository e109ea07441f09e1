// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { browserPlatform } from '../../net/platform.ts'
import type { Places } from '../fake-server.ts'
import { answer, events, open, startServer } from '../fake-server.ts'
import { find } from '../find.ts'

type Server = Awaited<ReturnType<typeof startServer>>

const started: Server[] = []
afterAll(async () => {
  await Promise.all(started.map((server) => server.stop()))
})

async function start(places: Places): Promise<Server> {
  const server = await startServer(places)
  started.push(server)
  return server
}

async function look(typed: string) {
  const { signal } = new AbortController()
  const { findings, why } = await find(typed, { platform: browserPlatform(), page: undefined, signal })
  const [best] = findings
  if (!best) return { is: undefined, why }
  const { kind, sure, view, backend, options, server, cannot } = best
  const is = [kind, sure, view, backend, options['wire'], ...(cannot ? [cannot.code] : [])].join(' ')
  return { is, server, options, findings, why, facts: best.facts.map(({ code }) => code) }
}

const json = (value: unknown) => JSON.stringify(value)

describe.concurrent('ntfy', () => {
  const opened = json({ id: 'SLiKI64DOt', time: 1635528757, event: 'open', topic: 'alerts' })
  const said = json({
    id: 'hwQ2YpKdmg',
    time: 1635528741,
    event: 'message',
    topic: 'alerts',
    message: 'Disk full',
  })
  const web = '<!doctype html><html><head><title>ntfy web</title></head></html>'
  const places: Places = {
    http: {
      '/v1/health': answer('{"healthy":true}\n', 'application/json'),
      '/alerts/sse': events(`event: open\ndata: ${opened}\n\n`, `data: ${said}\n\n`),
      '/alerts/json': open([`${opened}\n`, `${said}\n`], 'application/x-ndjson; charset=utf-8'),
      '/v1/other': answer(
        json({ code: 40401, http: 404, error: 'page not found' }),
        'application/json',
        {},
        404,
      ),
      '*': answer(web, 'text/html; charset=utf-8'),
    },
    ws: { '/alerts/ws': (socket) => socket.send(opened) },
  }

  it.each(['/alerts', '/alerts/sse', '/alerts/json', '/alerts/json?since=all', '/alerts/ws'])(
    'is its topic, whichever of its addresses is given: %s',
    async (path) => {
      const { http } = await start(places)
      const { is, server, options } = await look(http + path)
      expect(is).toBe('ntfy sure notifications ntfy events')
      expect(server).toBe(`${http}/alerts`)
      expect(options).toEqual({ wire: 'events' })
    },
  )

  it('is asked for a topic where there is none', async () => {
    const { http } = await start(places)
    const { is, why } = await look(http)
    expect(is).toBe('ntfy sure notifications ntfy events found.cannot-no-topic')
    expect(why?.code).toBe('found.cannot-no-topic')
  })

  it('is known behind its raw stream, and as its app writes a topic', async () => {
    const { http, host } = await start({
      http: { ...places.http, '/alerts/raw': open(['\n'], 'text/plain; charset=utf-8') },
    })
    for (const typed of [`${http}/alerts/raw`, `ntfy://${host}/alerts`])
      expect((await look(typed)).server).toBe(`${http}/alerts`)
  })

  it('is known below a path, where a proxy has it', async () => {
    const health = answer('{"healthy":true}\n', 'application/json')
    const { http } = await start({
      http: { '/push/v1/health': health, '/push/': answer(web, 'text/html; charset=utf-8') },
    })
    const { is, server, why } = await look(`${http}/push/`)
    expect([is, why?.code]).toEqual([
      'ntfy sure notifications ntfy events found.cannot-no-topic',
      'found.cannot-no-topic',
    ])
    expect(server).toBe(`${http}/push/`)
  })

  it('keeps a token that stands in the address', async () => {
    const { http } = await start(places)
    expect((await look(`${http}/alerts/json?auth=abc&poll=1`)).server).toBe(`${http}/alerts?auth=abc`)
  })
})

describe.concurrent('Nchan', () => {
  it.each([
    [': hi\n\n', 'nchan likely notifications nchan events'],
    [': hi\n\nid: 1795198455:0\ndata: it is done\n\n', 'nchan sure notifications nchan events'],
  ])('is known by how its event streams begin: %j', async (stream, is) => {
    const { http } = await start({ http: { '/sub/a': events(stream) } })
    expect((await look(`${http}/sub/a`)).is).toBe(is)
  })

  it('is known by the subprotocol that it takes', async () => {
    const { ws } = await start({
      ws: { '/sub/a': () => undefined },
      options: {
        handleProtocols: (offered) =>
          offered.size === 1 && offered.has('ws+meta.nchan') ? 'ws+meta.nchan' : false,
      },
    })
    const { is, server } = await look(`${ws}/sub/a`)
    expect([is, server]).toEqual(['nchan sure chat nchan socket', `${ws}/sub/a`])
  })
})

describe.concurrent('an Nchan location of one transport', () => {
  it('that only polls is known by the place in its headers', async () => {
    const headers = { ETag: '0', 'Last-Modified': 'Sat, 21 Nov 2026 00:36:49 GMT' }
    const { http } = await start({
      http: { '/poll/a': answer('{"text":"hi"}', 'application/json', headers) },
    })
    expect((await look(`${http}/poll/a`)).is).toBe('nchan likely notifications nchan poll')
    // Everywhere else an ETag is quoted.
    const quoted = { ...headers, ETag: '"0"' }
    const other = await start({ http: { '/poll/a': answer('{"text":"hi"}', 'application/json', quoted) } })
    expect((await look(`${other.http}/poll/a`)).is).toBe('json sure notifications json poll')
  })

  it('that speaks at once is asked for its subprotocol, alone', async () => {
    const { ws } = await start({
      ws: {
        '/ws/a': (socket, { headers }) => headers['sec-websocket-protocol'] || socket.send('{"text":"hi"}'),
      },
      options: {
        handleProtocols: (offered) =>
          offered.size === 1 && offered.has('ws+meta.nchan') ? 'ws+meta.nchan' : false,
      },
    })
    const { is, server } = await look(`${ws}/ws/a`)
    expect([is, server]).toEqual(['nchan sure chat nchan socket', `${ws}/ws/a`])
  })
})

describe.concurrent('Socket.IO', () => {
  const open = `0${json({ sid: 'lv_VI97HAXpY6yYWAAAB', upgrades: [], pingInterval: 25000, pingTimeout: 20000, maxPayload: 1000000 })}`
  const places: Places = {
    http: { '/': answer('<title>Chat</title>', 'text/html') },
    ws: { '/socket.io/': (socket) => socket.send(open) },
  }

  it.each(['/', '/socket.io/', '/socket.io', '/nowhere'])(
    'is known by its handshake, from %s',
    async (path) => {
      const { http } = await start(places)
      const { is, server } = await look(http + path)
      // What stands behind the host is a namespace.
      expect([is, server]).toEqual(['socket.io sure chat socketio socket', http + path])
    },
  )

  it('is asked by long polling where that is all it has', async () => {
    const { http } = await start({ http: { ...places.http, '/socket.io/': answer(open, 'text/plain') } })
    expect((await look(http)).is).toBe('socket.io sure chat socketio poll')
  })

  it('of version 2 is not spoken with', async () => {
    const old = answer(`${open.length}:${open}2:40`, 'text/plain')
    const { http } = await start({ http: { ...places.http, '/socket.io/': old } })
    expect((await look(http)).is).toBe('socket.io sure chat socketio both socketio.version')
  })

  it('is known by what it says of a plain question', async () => {
    const refusal = answer(json({ code: 0, message: 'Transport unknown' }), 'application/json', {}, 400)
    const { http } = await start({ http: { '/socket.io/': refusal } })
    // Whether a WebSocket comes through was not seen.
    expect((await look(`${http}/socket.io/`)).is).toBe('socket.io sure chat socketio both')
  })

  it('has a path of its own', async () => {
    const { http } = await start({ http: { '/rt/': answer(open, 'text/plain') } })
    const { is, server, options } = await look(`${http}/rt/`)
    expect([is, server]).toEqual(['socket.io sure chat socketio poll', `${http}/`])
    expect(options).toMatchObject({ path: '/rt/' })
  })

  it('is found below what was typed, as behind a proxy', async () => {
    const page = answer('<title>App</title>', 'text/html')
    const { http } = await start({
      http: { '/app/': page },
      ws: { '/app/socket.io/': (socket) => socket.send(open) },
    })
    const { is, server } = await look(`${http}/app/`)
    expect([is, server]).toEqual(['socket.io sure chat socketio socket', `${http}/app/socket.io/`])
  })
})

describe.concurrent('MQTT', () => {
  it('is known by its subprotocol, also where nothing else is let in', async () => {
    const { ws } = await start({
      ws: {
        '/mqtt': (socket, { headers }) => {
          if (!/mqtt/.test(headers['sec-websocket-protocol'] ?? '')) socket.terminate()
        },
      },
      options: { handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false) },
    })
    expect((await look(`${ws}/mqtt`)).is).toBe('mqtt sure notifications mqtt socket')
  })

  it('is not taken for one where any subprotocol is taken', async () => {
    const { ws } = await start({ ws: { '/': () => undefined } })
    expect((await look(ws)).is).toBe('websocket likely chat plain socket')
  })
})

describe.concurrent('Mercure', () => {
  const hub: Places['http'] = {
    '/.well-known/mercure': (response, { url = '' }) => {
      if (!url.includes('topic='))
        return void response
          .writeHead(400, { 'Content-Type': 'text/plain' })
          .end('Missing "topic" parameter.\n')
      response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n')
    },
  }

  it.each(['/', '/.well-known/mercure'])('is heard on every topic where none is named: %s', async (path) => {
    const { http } = await start({ http: { ...hub } })
    const { is, server, options } = await look(http + path)
    expect(is).toBe('mercure sure notifications json events')
    expect(server).toBe(`${http}/.well-known/mercure?topic=*`)
    expect(options).toEqual({ wire: 'events', loose: true, resume: 'lastEventID' })
  })

  it('is heard on the topic that is named', async () => {
    const { http } = await start({ http: { ...hub } })
    const typed = `${http}/.well-known/mercure?topic=https%3A%2F%2Fexample.com%2Fbooks%2F1`
    expect((await look(typed)).server).toBe(typed)
  })

  it('is found by the resource that names it, which is the topic', async () => {
    const { http } = await start({
      http: {
        ...hub,
        '/books/1': answer('<title>A book</title>', 'text/html', {
          Link: '</.well-known/mercure>; rel="mercure"',
        }),
      },
    })
    const { is, server } = await look(`${http}/books/1`)
    expect(is).toBe('mercure sure notifications json events')
    expect(server).toBe(`${http}/.well-known/mercure?topic=${encodeURIComponent(`${http}/books/1`)}`)
  })
})

describe.concurrent('Gotify', () => {
  const version = answer(
    json({ version: '2.6.1', commit: 'a1b2', buildDate: '2025-01-01' }),
    'application/json',
  )
  const places: Places = {
    http: { '/version': version, '/': answer('<title>Gotify</title>', 'text/html') },
    ws: { '/stream': (socket, { url = '' }) => void (url.includes('token=C') || socket.terminate()) },
  }

  it('without a token says what is missing', async () => {
    const { http, ws } = await start(places)
    const { is, server } = await look(http)
    expect([is, server]).toEqual([
      'gotify sure notifications json socket found.cannot-no-token',
      `${ws}/stream`,
    ])
  })

  it('with one is its stream', async () => {
    const { http, ws } = await start(places)
    const { is, server } = await look(`${http}/stream?token=Cabc`)
    expect([is, server]).toEqual(['gotify likely notifications json socket', `${ws}/stream?token=Cabc`])
  })
})

it('Matrix is known by its versions', async () => {
  const { http } = await start({
    http: { '/_matrix/client/versions': answer(json({ versions: ['v1.1', 'v1.12'] }), 'application/json') },
  })
  expect((await look(http)).is).toBe('matrix sure chat json poll found.cannot-yet')
})
