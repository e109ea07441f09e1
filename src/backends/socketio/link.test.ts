import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Incoming } from '../../model/message.ts'
import { withDefaults } from '../../model/profile.ts'
import { FakeClock, settle } from '../../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../../net/fake-platform.ts'
import { createNet } from '../../net/net.ts'
import { Pace } from '../../net/pace.ts'
import { HIGH_WATER_BYTES } from '../../net/socket.ts'
import { CONNECTED } from '../backend.ts'
import { ACK_MS } from './say.ts'
import { JOIN_MS } from './link.ts'
import backend from './socketio.ts'

const OPEN = '0{"sid":"abc","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}'

beforeEach(() => {
  for (const name of ['WebSocket', 'EventSource', 'XMLHttpRequest', 'fetch'])
    vi.stubGlobal(name, () => expect.unreachable(`${name} of the page was asked for`))
})
afterEach(() => vi.unstubAllGlobals())

/** Starts an attempt over fakes. */
function start(
  given: Record<string, unknown> = {},
  fetch = new FakeFetch(),
  memory = new Map<string, unknown>(),
) {
  const clock = new FakeClock()
  const round = new AbortController()
  const { signal } = round
  const net = createNet({ signal, platform: fakePlatform({ fetch: fetch.fetch, clock }), pace: new Pace() })
  const options = withDefaults(backend.fields, { server: 'http://server.test/', ...given }, 'chat')
  const made = FakeSocket.made.length
  const told: Incoming[] = []
  const end: { error?: unknown; done?: true } = {}
  const tell = async () => {
    const secrets = { token: 'secret' }
    for await (const incoming of backend.connect({
      options,
      secrets,
      cursor: undefined,
      signal,
      net,
      memory,
    }))
      told.push(incoming)
    end.done = true
  }
  tell().catch((error: unknown) => (end.error = error))
  return {
    told,
    end,
    clock,
    memory,
    stop: () => round.abort(),
    socket: () => FakeSocket.made[made] as FakeSocket,
  }
}

type Attempt = ReturnType<typeof start>

/** The same, joined. */
async function joined(given: Record<string, unknown> = {}) {
  const attempt = start(given)
  await settle()
  attempt.socket().open()
  attempt.socket().give(OPEN)
  await give(attempt, '40{"sid":"def"}')
  const found = () => attempt.told.find((told) => told.type === 'ready')
  await vi.waitFor(() => expect(found()).toBeDefined())
  const ready = found() as Incoming & { type: 'ready' }
  return { ...attempt, act: ready.act as NonNullable<typeof ready.act> }
}

async function give(attempt: Attempt, frame: unknown): Promise<void> {
  attempt.socket().give(frame)
  // The library hands packets on by Node's own next tick.
  await new Promise(process.nextTick)
  await settle()
}

const draft = (body: string | ArrayBuffer, options: Record<string, unknown> = {}) => ({
  id: 'a',
  at: 0,
  state: 'sending' as const,
  act: { kind: 'say' as const, body, options },
})

describe('over the attempt’s own wires', () => {
  it('is joined with what lets it in, hears, says, and answers pings', async () => {
    const me = await joined({ auth: 'token', event: 'chat' })
    expect(me.socket().url).toBe('ws://server.test/socket.io/?EIO=4&transport=websocket')
    expect(me.socket().sent).toEqual(['40{"token":"secret"}'])
    await give(me, '42["chat","hi"]')
    await give(me, '2')
    await vi.waitFor(() => expect(me.socket().sent).toContain('3'))
    await me.act(draft('hello'))
    await me.act(draft(Uint8Array.of(1, 2).buffer))
    expect(me.told.at(-1)).toMatchObject({ type: 'messages', messages: [{ body: 'hi' }], sources: ['hi'] })
    expect(me.socket().sent.slice(1)).toEqual([
      '3',
      '42["chat","hello"]',
      '451-["chat",{"_placeholder":true,"num":0}]',
      Uint8Array.of(1, 2).buffer,
    ])
  })

  it('ends in silence when it is stopped, and hangs up', async () => {
    const me = await joined()
    me.stop()
    await vi.waitFor(() => expect(me.end).toEqual({ done: true }))
    expect(me.socket().closedWith).toBe(1000)
    await expect(me.act(draft('late'))).rejects.toMatchObject({ why: { code: 'dropped-unsent' } })
  })

  it('waits for room on a congested wire', async () => {
    const me = await joined()
    const before = me.socket().sent.length
    me.socket().bufferedAmount = HIGH_WATER_BYTES + 1
    const taken = vi.fn<() => void>()
    const handed = me.act(draft('hello')).then(taken)
    await me.clock.pass(1_000)
    expect(taken).not.toHaveBeenCalled()
    me.socket().bufferedAmount = 0
    await me.clock.pass(1_000)
    await handed
    expect(me.socket().sent.slice(before)).toEqual(['42["message","hello"]'])
  })

  it('knows a server by its pings, and that it is gone by their absence', async () => {
    const me = await joined()
    const pongs = () => me.socket().sent.filter((frame) => frame === '3').length
    for (let n = 1; n <= 5; n++) {
      await me.clock.pass(25_000)
      await give(me, '2')
      await vi.waitFor(() => expect(pongs()).toBe(n))
    }
    expect(me.end).toEqual({})
    await me.clock.pass(45_000)
    await vi.waitFor(() => expect(me.end.error).toBeDefined())
    expect(me.end.error).toMatchObject({ kind: 'timeout', why: { code: 'socketio.no-ping' } })
  })

  it('does not wait for ever to be let in, nor for an acknowledgement', async () => {
    const shut = start()
    await settle()
    shut.socket().open()
    await give(shut, OPEN)
    await vi.waitFor(() => expect(shut.socket().sent).toHaveLength(1))
    await shut.clock.pass(JOIN_MS)
    await vi.waitFor(() => expect(shut.end.error).toBeDefined())
    expect(shut.end.error).toMatchObject({
      kind: 'timeout',
      why: { code: 'socketio.no-join', params: { names: '/' } },
    })

    const me = await joined()
    const asked = me.act(draft('hello', { ack: true })).catch((error: unknown) => error)
    await me.clock.pass(ACK_MS)
    expect(await asked).toMatchObject({ kind: 'timeout', why: { code: 'socketio.no-ack' } })
  })

  it('does not wait for ever for one namespace of several, but takes it when it opens', async () => {
    const me = start({ namespaces: '/a, /b' })
    await settle()
    me.socket().open()
    await give(me, OPEN)
    await give(me, '40/b,{"sid":"1"}')
    await give(me, '42/b,["message","early"]')
    expect(me.told).toEqual([])
    await me.clock.pass(JOIN_MS)
    await vi.waitFor(() => expect(me.told).toHaveLength(4))
    expect(me.told).toMatchObject([
      { type: 'gap', why: { code: 'socketio.some-late', params: { name: '/a', seconds: 20 } } },
      { type: 'rooms', rooms: [{ id: '/b' }] },
      { type: 'ready' },
      { type: 'messages', messages: [{ body: 'early' }] },
    ])
    await give(me, '40/a,{"sid":"2"}')
    await give(me, '42/a,["message","at last"]')
    await vi.waitFor(() => expect(me.told.at(-1)).toMatchObject({ messages: [{ body: 'at last' }] }))
    expect(me.told[4]).toMatchObject({ type: 'rooms', rooms: [{ id: '/a' }, { id: '/b' }] })
    expect(me.end).toEqual({})
  })

  it('tells what was acknowledged after what came before it', async () => {
    const me = await joined()
    const receipt = me.act(draft('hello', { ack: true }))
    await settle()
    expect(me.socket().sent.at(-1)).toBe('420["message","hello"]')
    me.socket().give('42["message","before"]')
    await give(me, '430[{"id":9}]')
    expect(await receipt).toEqual({ messageId: '9' })
    expect(me.told.flatMap((told) => (told.type === 'messages' ? told.messages : []))).toMatchObject([
      { body: 'before' },
      { id: '9', facts: [{ name: 'ack', value: 'message', known: true }] },
    ])
  })

  it('shows only the events that were asked for', async () => {
    const me = await joined({ only: 'alarm, temperature' })
    for (const name of ['alarm', 'noise', 'temperature']) await give(me, `42["${name}",1]`)
    await vi.waitFor(() => expect(me.told.at(-1)).toMatchObject({ messages: [{ tags: ['temperature'] }] }))
    expect(me.told.flatMap((told) => (told.type === 'messages' ? told.messages : []))).toMatchObject([
      { tags: ['alarm'] },
      { tags: ['temperature'] },
    ])
  })
})

describe('a page that may not read the answers', () => {
  const forbidden = () => {
    const no = () => Promise.reject(new TypeError('Failed to fetch'))
    return new FakeFetch(no, () => new Response(null), no)
  }

  it('is told what to allow', async () => {
    const me = start({ wire: 'poll' }, forbidden())
    await vi.waitFor(() => expect(me.end.error).toBeDefined())
    expect(me.end.error).toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.no-cors', params: { origin: 'http://page.test' } },
    })
  })

  it('is told so where it may not open a WebSocket either, as of a server in Python', async () => {
    const me = start({}, forbidden())
    await settle()
    me.socket().drop()
    await vi.waitFor(() => expect(me.end.error).toBeDefined())
    expect(me.end.error).toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.shut-out', params: { origin: 'http://page.test' } },
    })
  })

  it('is not where it was let in before: the loop knows better', async () => {
    const me = start({ wire: 'poll' }, forbidden(), new Map([[CONNECTED, true]]))
    await vi.waitFor(() => expect(me.end.error).toBeDefined())
    expect(me.end.error).toMatchObject({ why: { code: 'no-cors' } })
  })
})
