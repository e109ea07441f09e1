// @vitest-environment node
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Socket } from 'socket.io-client'
import { io } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../net/fake-clock.ts'
import { FakePeer } from '../fake-peer.ts'
import { mountDemo } from '../node.ts'
import { startWorld } from '../start-world.ts'
import type { World } from '../world.ts'
import { PING_INTERVAL_MS, PING_TIMEOUT_MS, Session } from './socketio-session.ts'

const WAIT = { timeout: 5_000, interval: 10 }
const sockets: Socket[] = []
let world: World
let origin = ''
let stop: () => Promise<void>

beforeEach(async () => {
  const started = await startWorld({ quiet: true })
  world = started.world
  const server = createServer((request, response) => void demo.handle(request, response))
  const demo = mountDemo(server, { world })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stop = async () => {
    server.close()
    await demo.close()
    server.closeAllConnections()
    await started.stop()
  }
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.disconnect()
  await stop()
})

/** The library's own client, and what it hears. */
function join(namespace: string, transports = ['websocket']) {
  const socket = io(`${origin}${namespace}`, {
    path: '/demo/socketio/',
    transports,
    forceNew: true,
    reconnectionDelay: 10,
  })
  sockets.push(socket)
  const heard: unknown[][] = []
  socket.onAny((...event: unknown[]) => heard.push(event))
  return { socket, heard }
}

const until = (check: () => void) => vi.waitFor(check, WAIT)

describe.each([['websocket'], ['polling'], ['polling', 'websocket']])('by %s %s', (...transports) => {
  it('the library’s own client says and hears, and is acknowledged', async () => {
    const [mine, theirs] = [join('/chat', transports), join('/', transports)]
    await until(() => expect(mine.socket.connected && theirs.socket.connected).toBe(true))
    expect(await mine.socket.timeout(5_000).emitWithAck('message', 'hello')).toMatchObject({
      id: expect.any(Number) as number,
    })
    for (const { heard } of [mine, theirs])
      await until(() =>
        expect(heard.at(-1)).toMatchObject(['message', { text: 'hello' }, expect.any(String)]),
      )
    if (transports.length > 1)
      await until(() => expect(mine.socket.io.engine.transport.name).toBe('websocket'))
  })

  it('it goes on where it was', async () => {
    const { socket, heard } = join('/chat', transports)
    await until(() => expect(socket.connected).toBe(true))
    await world.say({ author: '', body: 'before' })
    await until(() => expect(heard.at(-1)).toMatchObject(['message', { text: 'before' }, expect.any(String)]))
    const before = heard.length
    socket.io.engine.close()
    await world.say({ author: '', body: 'missed' })
    await until(() => expect(heard).toHaveLength(before + 1))
    expect(heard.at(-1)).toMatchObject(['message', { text: 'missed' }, expect.any(String)])
    expect(socket.recovered).toBe(true)
  })
})

describe('a namespace', () => {
  it('is a place of the world', async () => {
    const [notices, readings] = [join('/notifications'), join('/readings')]
    await until(() => expect(readings.heard.at(-1)).toMatchObject(['readings', expect.any(Array)]))
    await until(() => expect(notices.socket.connected).toBe(true))
    notices.socket.emit('anything', { title: 'A title', body: 'a body' })
    await until(() =>
      expect(notices.heard.at(-1)).toMatchObject(['notification', { title: 'A title' }, expect.any(String)]),
    )
    readings.socket.emit('anything', 'temperature: 99.5')
    await until(() => expect(JSON.stringify(readings.heard.at(-1))).toContain('99.5'))
  })

  it('that is not there is said so', async () => {
    const { socket } = join('/nowhere')
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve))
    expect(error.message).toBe('Invalid namespace')
  })

  it('takes no bytes, and says so', async () => {
    const { socket, heard } = join('/chat')
    await until(() => expect(socket.connected).toBe(true))
    socket.emit('message', Buffer.from([1, 2, 3]))
    await until(() => expect(heard.at(-1)?.[0]).toBe('problem'))
    await expect(socket.timeout(5_000).emitWithAck('message')).resolves.toHaveProperty('error')
  })
})

describe('a request', () => {
  it.each([
    ['GET', '', 0],
    ['GET', '?EIO=4&transport=carrier-pigeon', 0],
    ['GET', '?EIO=4&transport=polling&sid=nobody', 1],
    ['POST', '?EIO=4&transport=polling', 2],
    ['GET', '?EIO=3&transport=polling', 5],
  ])('that is none of the protocol is refused by its code: %s %s', async (method, search, code) => {
    const answer = await fetch(`${origin}/demo/socketio/${search}`, { method })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code })
  })
})

describe('a session', () => {
  it('ends where nobody answers its ping', async () => {
    const clock = new FakeClock()
    const session = new Session(clock)
    const close = vi.fn<() => void>()
    session.listen({ hear: () => undefined, close })
    const peer = new FakePeer('ws://h/')
    const take = session.carry(peer)
    for (let n = 1; n <= 3; n++) {
      await clock.pass(PING_INTERVAL_MS)
      expect(peer.heard.filter((frame) => frame === '2')).toHaveLength(n)
      take('3')
    }
    await clock.pass(PING_INTERVAL_MS + PING_TIMEOUT_MS)
    expect(close).toHaveBeenCalledOnce()
    expect(peer.closed).toBe(1000)
  })

  it('ends where two ask at the same time, or what comes is no packet', async () => {
    const [asked, spoken] = [new Session(new FakeClock()), new Session(new FakeClock())]
    const { signal } = new AbortController()
    const [one, other] = [asked.poll(signal), asked.poll(signal)]
    expect(await one).toBe('1')
    expect(await other).toBe('1')
    spoken.post('nonsense')
    expect(spoken.isOver).toBe(true)
  })
})
