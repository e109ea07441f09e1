// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Story } from '../story.ts'
import { bodiesOf, startStory, untilReady } from '../story.ts'
import { startIo } from './fake-server.ts'
import backend from './socketio.ts'

const WAIT = { timeout: 5_000, interval: 10 }
const stops: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

type Server = Awaited<ReturnType<typeof startIo>>

/** A server with two namespaces that are open, and one that lets nobody in. */
async function serve(): Promise<Server> {
  const server = await startIo()
  stops.push(server.stop)
  for (const name of ['/one', '/two'])
    server.io
      .of(name)
      .on('connection', (socket) => socket.onAny((event: string, said) => void socket.emit(event, said)))
  server.io.of('/shut').use((_, next) => next(new Error('members only')))
  return server
}

function connect(url: string, namespaces: string, memory = new Map<string, unknown>()): Story {
  const story = startStory(backend, { url, wire: 'socket', memory, options: { namespaces } })
  stops.push(async () => {
    story.stop()
    await story.end
  })
  return story
}

const ready = (story: Story) => untilReady(story, (find) => vi.waitFor(find, WAIT))
const until = (check: () => void) => vi.waitFor(check, WAIT)
const gapsOf = ({ heard }: Story) => heard.flatMap((told) => (told.type === 'gap' ? [told.why] : []))
const roomsOf = ({ heard }: Story) =>
  heard.flatMap((told) => (told.type === 'rooms' ? [told.rooms.map(({ id }) => id)] : []))
const draft = (body: string, room?: string) => ({
  id: 'a',
  at: 0,
  state: 'sending' as const,
  act: { kind: 'say' as const, body, ...(room !== undefined && { room }) },
})

describe('of several namespaces', () => {
  it('those that are shut are told, and the others go on', async () => {
    const { url } = await serve()
    const me = connect(url, '/shut, /nowhere, /one, /two')
    const { act } = await ready(me)
    expect(gapsOf(me)).toEqual([
      { code: 'socketio.some-refused', params: { name: '/shut', said: 'members only' } },
      { code: 'socketio.some-missing', params: { name: '/nowhere' } },
    ])
    expect(roomsOf(me)).toEqual([['/one', '/two']])
    // What is said into no room goes to the first that is there.
    await act?.(draft('hello'))
    await until(() => expect(me.heard.at(-1)).toMatchObject({ messages: [{ body: 'hello', room: '/one' }] }))
    await expect(act?.(draft('hello', '/shut'))).rejects.toMatchObject({
      kind: 'refused',
      why: { code: 'socketio.not-joined', params: { name: '/shut' } },
    })
  })

  it('one that disconnects us is left, and said nothing to', async () => {
    const { io, url } = await serve()
    const me = connect(url, '/one, /two')
    const { act } = await ready(me)
    await act?.(draft('first'))
    await until(() => expect(bodiesOf(me.heard)).toEqual(['first']))
    io.of('/one').disconnectSockets()
    await until(() => expect(roomsOf(me)).toEqual([['/one', '/two'], ['/two']]))
    expect(gapsOf(me)).toEqual([{ code: 'socketio.some-kicked', params: { name: '/one' } }])
    await expect(act?.(draft('hello', '/one'))).rejects.toMatchObject({
      why: { code: 'socketio.not-joined' },
    })
    // Nor is what nobody chose a room for said to those who are left.
    await expect(act?.(draft('hello'))).rejects.toMatchObject({
      why: { code: 'socketio.not-joined', params: { name: '/one' } },
    })
    await act?.(draft('still here', '/two'))
    await until(() => expect(bodiesOf(me.heard)).toEqual(['first', 'still here']))
    // With the last of them the connection ends.
    io.of('/two').disconnectSockets()
    expect(await me.end).toMatchObject({ kind: 'refused', why: { code: 'socketio.kicked' } })
  })

  it('what is shut is told once, and where it opens later nothing was missed', async () => {
    const { io, url } = await serve()
    const memory = new Map<string, unknown>()
    const first = connect(url, '/one, /late', memory)
    await ready(first)
    expect(gapsOf(first)).toMatchObject([{ code: 'socketio.some-missing' }])
    first.stop()
    await first.end
    const second = connect(url, '/one, /late', memory)
    await ready(second)
    expect(gapsOf(second)).toEqual([{ code: 'socketio.not-recovered' }])
    second.stop()
    await second.end
    io.of('/late')
    const third = connect(url, '/one, /late', memory)
    await ready(third)
    expect(roomsOf(third)).toEqual([['/one', '/late']])
  })

  it('all shut is the end, for the first one’s reason', async () => {
    const { url } = await serve()
    expect(await connect(url, '/shut, /nowhere').end).toMatchObject({
      kind: 'unauthorized',
      why: { code: 'socketio.refused', params: { name: '/shut' }, detail: 'members only' },
    })
  })
})
