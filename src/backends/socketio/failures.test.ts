// @vitest-environment node
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import type { How, Story } from '../story.ts'
import { bodiesOf, startStory, untilReady } from '../story.ts'
import { startIo } from './fake-server.ts'
import backend from './socketio.ts'

const WAIT = { timeout: 5_000, interval: 10 }
const stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

function connect(url: string, more: Partial<How> & { secrets?: Record<string, string> } = {}): Story {
  const story = startStory(backend, { url, wire: 'socket', ...more })
  stops.push(async () => {
    story.stop()
    await story.end
  })
  return story
}

const ready = (story: Story) => untilReady(story, (find) => vi.waitFor(find, WAIT))

async function serve(...given: Parameters<typeof startIo>) {
  const server = await startIo(...given)
  stops.push(server.stop)
  return server
}

/** A server that is none of Socket.IO's own. */
async function pretend(hear: RequestListener, open?: (socket: WebSocket) => void): Promise<string> {
  const server = createServer(hear)
  const sockets = open && new WebSocketServer({ server })
  sockets?.on('connection', open as (socket: WebSocket) => void)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    for (const socket of sockets?.clients ?? []) socket.terminate()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const notHere: RequestListener = (_, response) => void response.writeHead(404).end('no')
const OPEN =
  '0{"sid":"abc","upgrades":["websocket"],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'
const JOINED = '40{"sid":"def"}'

/** A server that has let everybody in, and goes on so. */
const joined =
  (more: (socket: WebSocket) => void) =>
  (socket: WebSocket): void => {
    socket.send(OPEN)
    socket.on('message', (data) => {
      if (!String(data).startsWith('40')) return
      socket.send(JOINED)
      more(socket)
    })
  }

describe('a server that does not let somebody in', () => {
  it.each(['socket', 'poll', 'both'])('says why, in its own words (%s)', async (wire) => {
    const { io, url } = await serve()
    io.use((socket, next) => {
      const { token } = socket.handshake.auth as { token?: string }
      next(
        token === 'good'
          ? undefined
          : Object.assign(new Error('no such token'), { data: { content: 'try another' } }),
      )
    })
    const bad = connect(url, { wire, options: { auth: 'payload', payload: '{"token":"bad"}' } })
    expect(await bad.end).toMatchObject({
      kind: 'unauthorized',
      why: { code: 'socketio.refused', params: { name: '/' }, detail: 'no such token: try another' },
    })
    await ready(connect(url, { wire, options: { auth: 'payload', payload: '{"token":"good"}' } }))
  })

  it('by its namespace is told apart', async () => {
    const { url } = await serve()
    const end = await connect(`${url}/nowhere`).end
    expect(end).toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.no-namespace', params: { name: '/nowhere' } },
    })
  })

  it('and disconnects it later is not gone back to', async () => {
    const { io, url } = await serve()
    io.on('connection', (socket) => setTimeout(() => socket.disconnect(), 20))
    expect(await connect(url).end).toMatchObject({ kind: 'refused', why: { code: 'socketio.kicked' } })
  })

  it('by its own rule (allowRequest) says so', async () => {
    const { url } = await serve({ allowRequest: (_, tell) => tell('not today', false) })
    for (const wire of ['socket', 'poll'])
      expect(await connect(url, { wire }).end).toMatchObject({ why: { code: 'socketio.forbidden' } })
  })
})

describe('an address', () => {
  it.each(['socket', 'poll'])('of something else is told from one that is down (%s)', async (wire) => {
    const page = await pretend((_, response) => void response.end('<!doctype html>'))
    expect(await connect(page, { wire }).end).toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.not-socketio' },
    })
    const other = await pretend(notHere)
    expect(await connect(other, { wire }).end).toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.not-here', params: { url: `${other}/socket.io/`, status: 404 } },
    })
    expect(await connect('http://127.0.0.1:9', { wire }).end).toMatchObject({
      kind: 'dropped',
      why: { code: 'unreachable' },
    })
  })

  it('of version 2 says so, by either wire', async () => {
    const old = `${OPEN.length}:${OPEN}2:40`
    const http: RequestListener = (_, response) => void response.end(old)
    const url = await pretend(http, (socket) => {
      socket.send(OPEN)
      socket.send('40')
    })
    for (const wire of ['socket', 'poll', 'both'])
      expect(await connect(url, { wire }).end).toMatchObject({
        kind: 'refused',
        why: { code: 'socketio.version' },
      })
  })

  it('of version 2 says so however long its handshake is', async () => {
    for (const length of ['96', '128', '200']) {
      const url = await pretend((_, response) => void response.end(`${length}:${OPEN}2:40`))
      for (const wire of ['poll', 'both'])
        expect(await connect(url, { wire }).end).toMatchObject({ why: { code: 'socketio.version' } })
    }
  })

  it.each([
    ['"Invalid session abc"', 'dropped', 'socketio.session'],
    ['"Invalid transport"', 'refused', 'socketio.transport'],
    ['"Not an accepted origin."', 'unauthorized', 'socketio.forbidden'],
    ['"The client is using an unsupported version of the Socket.IO"', 'refused', 'socketio.version'],
    ['{"code":"1","message":"Session ID unknown"}', 'dropped', 'socketio.session'],
    ['"Bad Request"', 'refused', 'http-status'],
  ])('of a server in another language says it as well: %s', async (said, kind, code) => {
    const url = await pretend((_, response) => void response.writeHead(400).end(said))
    expect(await connect(url, { wire: 'poll' }).end).toMatchObject({ kind, why: { code } })
  })

  it('of which only one wire is allowed says which', async () => {
    const polling = await serve({ transports: ['polling'] })
    expect(await connect(polling.url).end).toMatchObject({ why: { code: 'socketio.no-websocket' } })
    await ready(connect(polling.url, { wire: 'both' }))
    const socket = await serve({ transports: ['websocket'] })
    expect(await connect(socket.url, { wire: 'poll' }).end).toMatchObject({
      why: { code: 'socketio.transport' },
    })
    await ready(connect(socket.url, { wire: 'both' }))
  })

  it('may have a path, a namespace and a query', async () => {
    const { io, url } = await serve({ path: '/api/socket.io/' })
    io.of('/admin').on('connection', (socket) => socket.emit('message', socket.handshake.query['room']))
    for (const [address, options] of [
      [`${url}/api/socket.io/admin?room=1`, {}],
      [`${url}/admin?room=1`, { path: '/api/socket.io' }],
      [`${url.replace('http', 'ws')}/?room=1`, { path: 'api/socket.io/', namespaces: 'admin' }],
    ] as const)
      for (const wire of ['socket', 'poll']) {
        const me = connect(address, { wire, options })
        await vi.waitFor(() => expect(bodiesOf(me.heard)).toEqual(['1']), WAIT)
      }
  })
})

describe('several namespaces', () => {
  it('are rooms, each said to and heard by its name', async () => {
    const { io, url } = await serve()
    for (const name of ['/one', '/two'])
      io.of(name).on('connection', (socket) =>
        socket.on('message', (text) => io.of(name).emit('message', text)),
      )
    const me = connect(url, { options: { namespaces: '/one, two' } })
    const { act } = await ready(me)
    expect(me.heard.find(({ type }) => type === 'rooms')).toMatchObject({
      rooms: [{ id: '/one' }, { id: 'two', name: '/two' }],
    })
    await act?.({ id: 'a', at: 0, state: 'sending', act: { kind: 'say', body: 'hi', room: 'two' } })
    await vi.waitFor(() => expect(bodiesOf(me.heard)).toEqual(['hi']), WAIT)
    expect(me.heard.findLast(({ type }) => type === 'messages')).toMatchObject({
      messages: [{ room: 'two' }],
    })
  })
})

describe('a namespace that is added', () => {
  it('is no gap, and one that is left is not listed any more', async () => {
    const { io, url } = await serve({ connectionStateRecovery: {} })
    const memory = new Map<string, unknown>()
    const first = connect(url, { memory })
    await ready(first)
    io.emit('message', 'before')
    await vi.waitFor(() => expect(first.cursor).toBeDefined(), WAIT)
    first.stop()
    await first.end
    // The server has seen that it is gone.
    await vi.waitFor(() => expect(io.of('/').sockets.size).toBe(0), WAIT)
    io.of('/more')
    const { cursor } = first
    const second = connect(url, { memory, cursor, options: { namespaces: '/, more' } })
    await ready(second)
    expect(second.heard.map(({ type }) => type)).toEqual(['rooms', 'ready'])
    second.stop()
    await second.end
    await vi.waitFor(() => expect(io.of('/').sockets.size).toBe(0), WAIT)
    const third = connect(url, { memory, cursor: second.cursor })
    await ready(third)
    expect(third.heard).toMatchObject([{ type: 'rooms', rooms: [{ id: '/' }] }, { type: 'ready' }])
  })
})

describe('a server that speaks nonsense', () => {
  const NONSENSE = [
    ...[
      '42',
      '42{}',
      '42["connect"]',
      '4',
      '44',
      '44"no"',
      '45',
      '451-["a",{"_placeholder":true,"num":0}]',
      '4999',
    ],
    ...[
      '43',
      '43[]',
      '4399999["x"]',
      '42[null]',
      `42["a",${'['.repeat(2_000)}`,
      '42/other,["a","b"]',
      '48',
      '4["',
    ],
    ...[
      '451-["b",{"_placeholder":true,"num":9}]',
      '461-[{"_placeholder":true,"num":-1}]',
      '450-["a"]',
      '42["__proto__",{"__proto__":{"x":1}}]',
    ],
    ...['0{"sid":"again"}', '1', '3', '5', '6', '2probe'],
  ]

  it('is shown what cannot be read, and heard all the same', async () => {
    for (const nonsense of NONSENSE.filter((text) => !text.startsWith('44'))) {
      const url = await pretend(
        notHere,
        joined((socket) => {
          socket.send(nonsense)
          socket.send('42["message","still here"]')
        }),
      )
      const me = connect(url)
      await vi.waitFor(() => expect(bodiesOf(me.heard), nonsense).toContain('still here'), WAIT)
    }
  })

  it('with bytes that belong nowhere, too', async () => {
    const url = await pretend(
      notHere,
      joined((socket) => {
        socket.send(Buffer.from([1, 2, 3]))
        socket.send('42["message","still here"]')
      }),
    )
    const me = connect(url)
    await vi.waitFor(() => expect(bodiesOf(me.heard)).toContain('still here'), WAIT)
    expect(me.heard).toContainEqual(expect.objectContaining({ type: 'garbled' }))
  })

  it('or says a number of twenty digits is heard to the last of them', async () => {
    const url = await pretend(
      notHere,
      joined((socket) => socket.send('42["message",{"n":12345678901234567890}]')),
    )
    const me = connect(url)
    await vi.waitFor(() => expect(bodiesOf(me.heard)).toEqual(['{"n":12345678901234567890}']), WAIT)
  })

  it.each(['44', '44"no"', '44{}', '44{"message":7}'])('says no, however it says it: %s', async (no) => {
    const url = await pretend(notHere, (socket) => {
      socket.send(OPEN)
      socket.on('message', () => socket.send(no))
    })
    expect(await connect(url).end).toMatchObject({ kind: 'unauthorized' })
  })

  it.each([
    '0',
    '0{}',
    '0[]',
    '0null',
    '0{"sid":7}',
    '0{',
    'hello',
    '',
    '{"type":"hello"}',
    '42["message","early"]',
    '40',
    '7',
  ])('from the start is not Socket.IO: %j', async (first) => {
    const url = await pretend(
      (_, response) => void response.end(first),
      (socket) => socket.send(first),
    )
    for (const wire of ['socket', 'poll', 'both'])
      expect(await connect(url, { wire }).end).toMatchObject({ kind: 'refused' })
  })

  it.each(['1e12', '-5', '"soon"', 'null', '0'])(
    'about its pings is believed as far as it makes sense: %s',
    async (ms) => {
      const open = `0{"sid":"abc","upgrades":"all","pingInterval":${ms},"pingTimeout":${ms}}`
      const url = await pretend(notHere, (socket) => {
        socket.send(open)
        socket.on('message', () => {
          socket.send(JOINED)
          socket.send('42["message","fine"]')
        })
      })
      const me = connect(url)
      await vi.waitFor(() => expect(bodiesOf(me.heard)).toEqual(['fine']), WAIT)
    },
  )

  it('about upgrades is stayed with as it is', async () => {
    let polls = 0
    const http: RequestListener = (request, response) => {
      if (request.method === 'POST') return void response.end('ok')
      const answers = [
        OPEN.replace('["websocket"]', '["websocket","carrier-pigeon"]'),
        JOINED,
        '42["message","by poll"]',
      ]
      const answer = answers[polls++]
      if (answer) response.end(answer)
    }
    const url = await pretend(http, (socket) => {
      socket.on('message', () => socket.send('6'))
    })
    const me = connect(url, { wire: 'both' })
    await vi.waitFor(() => expect(bodiesOf(me.heard)).toEqual(['by poll']), WAIT)
  })

  it('to nobody but its own parser is asked again once, and says what it may be', async () => {
    for (const wire of ['socket', 'poll']) {
      let polls = 0
      const url = await pretend(
        (request, response) => {
          if (request.method === 'POST') return void response.end('ok')
          response.end(polls++ % 2 === 0 ? OPEN : '1')
        },
        (socket) => {
          socket.send(OPEN)
          socket.on('message', () => socket.close())
        },
      )
      const memory = new Map<string, unknown>()
      const why = { code: 'socketio.hung-up' }
      expect(await connect(url, { wire, memory }).end).toMatchObject({ kind: 'dropped', why })
      expect(await connect(url, { wire, memory }).end).toMatchObject({ kind: 'refused', why })
    }
  })

  it('with its farewell is heard, though the protocol has no words there', async () => {
    const url = await pretend(
      notHere,
      joined((socket) => socket.send('41{"message":"members only"}')),
    )
    expect(await connect(url).end).toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.kicked', detail: 'members only' },
    })
  })

  it('about its session is worth another try', async () => {
    let polls = 0
    const url = await pretend((_, response) => {
      if (polls++ === 0) response.end(OPEN)
      else response.writeHead(400).end('{"code":1,"message":"Session ID unknown"}')
    })
    expect(await connect(url, { wire: 'poll' }).end).toMatchObject({
      kind: 'dropped',
      why: { code: 'socketio.session' },
    })
  })
})

describe('what goes out', () => {
  const say = (body: string, options: Record<string, unknown> = {}) => ({
    id: 'a',
    at: 0,
    state: 'sending' as const,
    act: { kind: 'say' as const, body, options },
  })

  it('is not sent where it cannot be', async () => {
    const { url } = await serve({ maxHttpBufferSize: 1_000 })
    const { act } = await ready(connect(url))
    await expect(act?.(say('a', { event: 'disconnect' }))).rejects.toMatchObject({
      why: { code: 'socketio.reserved-event' },
    })
    await expect(act?.(say('{', { json: true }))).rejects.toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.not-arguments' },
    })
    // With all that is around it.
    for (const body of ['a'.repeat(2_000), 'a'.repeat(995), '"'.repeat(600)])
      await expect(act?.(say(body))).rejects.toMatchObject({
        why: { code: 'socketio.too-large', params: { kilobytes: 1 } },
      })
    await act?.(say('a'.repeat(900)))
    await expect(
      act?.(say(`${'['.repeat(9_000)}${']'.repeat(9_000)}`, { json: true })),
    ).rejects.toMatchObject({ kind: 'refused' })
  })

  it('is refused alone where a proxy does not take so much, and the connection comes back', async () => {
    let polls = 0
    const url = await pretend((request, response) => {
      if (request.method === 'POST') {
        let body = ''
        request.on('data', (part) => (body += String(part)))
        request.on('end', () => void response.writeHead(body.length > 500 ? 413 : 200).end('ok'))
      } else if (polls++ < 2) response.end(polls === 1 ? OPEN : JOINED)
    })
    const me = connect(url, { wire: 'poll' })
    const { act } = await ready(me)
    await expect(act?.(say('a'.repeat(600)))).rejects.toMatchObject({ kind: 'refused', status: 413 })
    expect(await me.end).toMatchObject({ kind: 'dropped', status: 413 })
  })

  it('is refused where the acknowledgement says so', async () => {
    const { io, url } = await serve()
    io.on('connection', (socket) =>
      socket.on('message', (_, answer: (said: object) => void) => answer({ error: 'too long' })),
    )
    const { act } = await ready(connect(url))
    await expect(act?.(say('a', { ack: true }))).rejects.toMatchObject({
      kind: 'refused',
      why: { code: 'server-error', detail: 'too long' },
    })
  })

  it('is in doubt where the server goes before it acknowledged', async () => {
    const { io, url } = await serve()
    io.on('connection', (socket) => socket.on('message', () => socket.conn.close()))
    const { act } = await ready(connect(url))
    await expect(act?.(say('a', { ack: true }))).rejects.toMatchObject({
      retryable: true,
      why: { code: expect.not.stringMatching('unsent') as string },
    })
    await expect(act?.(say('b'))).rejects.toMatchObject({ why: { code: 'dropped-unsent' } })
  })

  it('comes back as it was typed, so that it is known again', async () => {
    const { io, url } = await serve()
    io.on('connection', (socket) =>
      socket.onAny((name: string, ...args: unknown[]) => io.emit(name, ...args)),
    )
    const me = connect(url)
    const { act } = await ready(me)
    const typed = '[ { "text": "hi", "n": 1 }, 2 ]'
    await act?.(say(typed, { json: true, event: 'odd' }))
    await vi.waitFor(() => expect(bodiesOf(me.heard)).toEqual(['hi']), WAIT)
    expect(me.heard.at(-1)).toMatchObject({ messages: [{ source: typed, tags: ['odd'] }] })
  })
})
