// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Incoming } from '../../model/message.ts'
import type { How, Story } from '../story.ts'
import { bodiesOf, startStory, untilReady } from '../story.ts'
import type { Io } from './fake-server.ts'
import { startIo } from './fake-server.ts'
import backend from './socketio.ts'

const WAIT = { timeout: 5_000, interval: 10 }
const servers: Io[] = []
const stories: Story[] = []

afterEach(async () => {
  for (const { stop, end } of stories.splice(0)) {
    stop()
    await end
  }
  for (const server of servers.splice(0)) await server.stop()
})

async function serve(...given: Parameters<typeof startIo>): Promise<Io> {
  const server = await startIo(...given)
  servers.push(server)
  return server
}

function connect(url: string, more: Partial<How> = {}): Story {
  const story = startStory(backend, { url, wire: 'socket', ...more })
  stories.push(story)
  return story
}

const ready = (story: Story) => untilReady(story, (find) => vi.waitFor(find, WAIT))
const messagesOf = (story: Story) =>
  story.heard.flatMap((told: Incoming) => (told.type === 'messages' ? told.messages : []))
const say = (body: string | ArrayBuffer, options?: Record<string, unknown>, room?: string) => ({
  id: crypto.randomUUID(),
  at: Date.now(),
  state: 'sending' as const,
  act: { kind: 'say' as const, body, ...(options && { options }), ...(room && { room }) },
})
const until = (check: () => void) => vi.waitFor(check, WAIT)

describe.each(['socket', 'poll', 'both'])('over %s', (wire) => {
  it('says a text as an event and hears the events of others', async () => {
    const { io, url } = await serve()
    io.on('connection', (socket) => socket.on('chat message', (text) => io.emit('chat message', text)))
    const me = connect(url, { wire, options: { event: 'chat message' } })
    const other = connect(url, { wire })
    await ready(other)
    const { act } = await ready(me)
    await act?.(say('hello, 여러분'))
    await until(() => expect(bodiesOf(me.heard)).toEqual(['hello, 여러분']))
    await until(() =>
      expect(messagesOf(other)).toMatchObject([{ body: 'hello, 여러분', tags: ['chat message'] }]),
    )
  })

  it('hears bytes and says bytes, each as they are', async () => {
    const { io, url } = await serve()
    const heard: unknown[] = []
    io.on('connection', (socket) =>
      socket.on('message', (bytes) => {
        heard.push(bytes)
        socket.emit('message', Buffer.from([255, 0, 1]))
      }),
    )
    const me = connect(url, { wire })
    const { act } = await ready(me)
    await act?.(say(Uint8Array.of(1, 2, 254).buffer))
    await until(() => expect(messagesOf(me)).toHaveLength(1))
    expect(heard).toEqual([Buffer.from([1, 2, 254])])
    const [message] = messagesOf(me)
    expect(message?.body).toBe('')
    expect(new Uint8Array(message?.source as ArrayBuffer)).toEqual(Uint8Array.of(255, 0, 1))
  })

  it('acknowledges what the server asks it to, and asks the server', async () => {
    const { io, url } = await serve()
    const answers: unknown[] = []
    io.on('connection', (socket) => {
      socket.timeout(2_000).emit('question', 'well?', (...answer: unknown[]) => answers.push(answer))
      socket.on('message', (text: string, answer: (said: object) => void) =>
        answer({ id: 7, text: `got ${text}` }),
      )
    })
    const me = connect(url, { wire })
    const { act } = await ready(me)
    expect(await act?.(say('one', { ack: true }))).toEqual({ messageId: '7' })
    await until(() => expect(bodiesOf(me.heard)).toContain('got one'))
    await until(() => expect(answers).toEqual([[null]]))
    expect(messagesOf(me).find(({ body }) => body === 'got one')?.facts).toContainEqual({
      name: 'ack',
      value: 'message',
      known: true,
    })
  })

  it('goes on where it was after the connection was cut', async () => {
    const { io, url } = await serve({ connectionStateRecovery: {} })
    const memory = new Map<string, unknown>()
    const me = connect(url, { wire, memory })
    await ready(me)
    io.emit('message', 'before')
    await until(() => expect(bodiesOf(me.heard)).toEqual(['before']))
    expect(me.cursor).toBeDefined()
    for (const socket of io.sockets.sockets.values()) socket.conn.close()
    expect(await me.end).toMatchObject({ name: 'NetError', retryable: true })
    io.emit('message', 'missed')
    const again = connect(url, { wire, memory, cursor: me.cursor })
    await ready(again)
    await until(() => expect(bodiesOf(again.heard)).toEqual(['missed']))
    expect(again.heard.map(({ type }) => type)).not.toContain('gap')
    io.emit('message', 'after')
    await until(() => expect(bodiesOf(again.heard)).toEqual(['missed', 'after']))
  })

  it('tells a gap where the server has forgotten', async () => {
    const { url } = await serve()
    const memory = new Map<string, unknown>()
    await ready(connect(url, { wire, memory }))
    const again = connect(url, { wire, memory })
    await ready(again)
    expect(again.heard[0]).toMatchObject({ type: 'gap', why: { code: 'socketio.not-recovered' } })
  })

  it('tells a server that forgot by a restart from one that remembers nothing', async () => {
    const first = await serve({ connectionStateRecovery: {} })
    const memory = new Map<string, unknown>()
    const me = connect(first.url, { wire, memory })
    await ready(me)
    first.io.emit('message', 'before')
    await until(() => expect(me.cursor).toBeDefined())
    await first.stop()
    await me.end
    await serve({ connectionStateRecovery: {} }, first.port)
    const again = connect(first.url, { wire, memory, cursor: me.cursor })
    await ready(again)
    expect(again.heard[0]).toMatchObject({ type: 'gap', why: { code: 'socketio.forgotten' } })
  })

  it('is worth another try when the server goes', async () => {
    const server = await serve()
    const me = connect(server.url, { wire })
    await ready(me)
    await server.stop()
    expect(await me.end).toMatchObject({ name: 'NetError', retryable: true })
  })
})
