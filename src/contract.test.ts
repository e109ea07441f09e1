// @vitest-environment node
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Backend } from './backends/backend.ts'
import { backends } from './backends/index.ts'
import type { How, Story } from './backends/story.ts'
import { bodiesOf, startStory, untilReady } from './backends/story.ts'
import { dialects } from './demo/dialects/index.ts'
import { mountDemo } from './demo/node.ts'
import { startWorld } from './demo/start-world.ts'
import type { World } from './demo/world.ts'
import type { Incoming, Message } from './model/message.ts'
import type { View } from './model/profile.ts'
import { NetError } from './net/errors.ts'

const WAIT = { timeout: 5_000, interval: 10 }

const opened: Story[] = []
let origin = ''
let world: World
let stopAll: () => Promise<void>

beforeEach(async () => {
  const started = await startWorld({ quiet: true })
  world = started.world
  const server = createServer((request, response) => void demo.handle(request, response))
  const demo = mountDemo(server, { world })
  origin = await listen(server)
  stopAll = async () => {
    server.close()
    await demo.close()
    server.closeAllConnections()
    await started.stop()
  }
})

afterEach(async () => {
  for (const { stop, end } of opened.splice(0)) {
    stop()
    await end
  }
  await stopAll()
})

const loaded = await Promise.all(
  Object.entries(backends).map(async ([name, entry]) => ({
    name,
    views: entry.views,
    backend: (await entry.load()).default,
  })),
)

for (const { name, views, backend } of loaded) {
  const { wire } = backend.fields
  const wires = wire?.kind === 'choice' ? wire.choices.map(({ value }) => value) : ['']
  const secrets = Object.fromEntries(
    Object.entries(backend.fields).flatMap(([field, { kind }]) =>
      kind === 'secret' ? [[field, 'let me in']] : [],
    ),
  )
  const has = (place: string) => dialects[name]?.places.some(({ path }) => path === place) ?? false
  const at = (place: string) => `${origin}/demo/${name}/${place}`

  it(`has a far side for ${name}: src/demo/dialects/${name}.ts, its line in index.ts, and a place called chat`, () => {
    expect(Object.keys(dialects)).toContain(name)
    expect(dialects[name]?.places.map(({ path }) => path)).toContain('chat')
  })

  it(`asks for the address of ${name} in a field called server`, () => {
    expect(backend.fields['server']).toMatchObject({ kind: 'url', required: true })
  })

  describe.each(wires)(`${name} over %s`, (wire) => {
    const open = (url: string, view: View = views[0] ?? 'chat', more: Partial<How> = {}) =>
      connect(backend, { url, wire, view, secrets, ...more })

    it.runIf(has('chat'))('brings what is said back to the sender and to others', async () => {
      const [me, other] = [open(at('chat')), open(at('chat'))]
      await ready(other)
      const { act } = await ready(me)
      const body = 'one line, 한 줄: {"not": "read"}'
      await act?.({
        id: 'a-draft-of-mine-0001',
        at: Date.now(),
        act: { kind: 'say', body },
        state: 'sending',
      })
      for (const { heard } of [me, other]) {
        // A value may hold the line among others, but nobody may hear the line itself twice.
        await vi.waitFor(() => expect(bodiesOf(heard).some((text) => text.includes(body))).toBe(true), WAIT)
        expect(bodiesOf(heard).filter((text) => text === body).length).toBeLessThanOrEqual(1)
        for (const { id, at } of messagesOf(heard)) {
          expect(id, 'an id').not.toBe('')
          expect(at, 'a time').toBeGreaterThan(0)
        }
      }
      // A recording that is played knows it for what was said.
      if (backend.said) expect(me.sent.map((frame) => backend.said?.(frame)?.body)).toContain(body)
    })

    it.runIf(has('chat'))(
      'tells what was said while it was away, once, or that something may be missing',
      async () => {
        const memory: How['memory'] = new Map()
        const first = open(at('chat'), 'chat', { memory })
        await ready(first)
        await world.say({ author: 'Kim', body: 'while it was there' })
        await vi.waitFor(() => expect(textOf(first.heard)).toContain('while it was there'), WAIT)
        first.stop()
        await first.end
        await world.say({ author: 'Kim', body: 'while it was away' })
        const again = open(at('chat'), 'chat', { memory, cursor: first.cursor })
        await ready(again)
        await world.say({ author: 'Kim', body: 'when it was back' })
        await vi.waitFor(() => expect(textOf(again.heard)).toContain('when it was back'), WAIT)
        const told = bodiesOf(again.heard).filter((text) => text.includes('while it was away'))
        const gaps = again.heard.filter(({ type }) => type === 'gap')
        expect(told.length, 'no line twice').toBeLessThanOrEqual(1)
        expect(told.length + gaps.length, 'the line or a gap').toBeGreaterThan(0)
      },
    )

    it('refuses with a reason what it does not do', async () => {
      const me = open(at('chat'))
      const { act, can } = await ready(me)
      if (can.includes('react')) return
      const react = { kind: 'react' as const, id: '1', body: '+1' }
      const done = act?.({ id: 'a-draft-of-mine-0002', at: Date.now(), act: react, state: 'sending' })
      await expect(done).rejects.toMatchObject({ name: 'NetError', retryable: false })
    })

    it.runIf(has('notifications'))('hears a notification', async () => {
      const me = open(at('notifications'), 'notifications')
      await ready(me)
      await world.notify({ title: 'A title', body: 'a body of its own', priority: 5 })
      await vi.waitFor(() => expect(textOf(me.heard)).toContain('a body of its own'), WAIT)
    })

    it.runIf(has('readings'))('hears a changed reading', async () => {
      const me = open(at('readings'), 'polling')
      await ready(me)
      await world.set('temperature', 99.125)
      await vi.waitFor(() => expect(textOf(me.heard)).toContain('99.125'), WAIT)
    })

    it('ends when it is aborted', async () => {
      const me = open(at('chat'))
      await ready(me)
      me.stop()
      const end = await me.end
      expect(end === undefined || !(end instanceof NetError)).toBe(true)
    })

    it('ends by an error that is worth another try when the server is stopped', async () => {
      const me = open(at('chat'))
      await ready(me)
      await stopAll()
      expect(await me.end).toMatchObject({ name: 'NetError', retryable: true })
      stopAll = async () => {}
    })

    it('survives garbage', async () => {
      const garbage = await startGarbage()
      const me = open(`${garbage.origin}/demo/${name}/chat`)
      await vi.waitFor(() => expect(garbage.sent()).toBeGreaterThan(0), WAIT)
      await garbage.stop()
      expect(await me.end).toBeInstanceOf(NetError)
    })
  })
}

function connect(backend: Backend, how: How): Story {
  const story = startStory(backend, how)
  opened.push(story)
  return story
}

function ready(story: Story): Promise<Incoming & { type: 'ready' }> {
  return untilReady(story, (found) => vi.waitFor(found, WAIT))
}

function messagesOf(heard: readonly Incoming[]): Message[] {
  return heard.flatMap((incoming) => (incoming.type === 'messages' ? incoming.messages : []))
}

function textOf(heard: readonly Incoming[]): string {
  const snapshots = heard.map((incoming) =>
    incoming.type === 'snapshot' ? (incoming.snapshot.source ?? '') : '',
  )
  return [...bodiesOf(heard), ...snapshots].join('\n')
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const GARBAGE: readonly (string | Uint8Array)[] = [
  ...['', '\0', '{', '[]', 'null', '""', '{"type":"hello"}', '{"type":"hello","signalbox":1,"acks":true}'],
  ...[
    '{"type":"ack"}',
    '{"type":"pong","id":{}}',
    '{"type":"error","id":null}',
    '{"__proto__":{"text":"x"}}',
  ],
  ...[
    '[null,1,{"text":[]},{"at":"yesterday"}]',
    '['.repeat(2_000),
    `${'['.repeat(9_000)}${']'.repeat(9_000)}`,
    '{"id":NaN}',
    '{"text":1e999,"at":-1}',
  ],
  ...['data: x\nid: \0\nretry: -1\n\n', '\ud800', 'id: 1\n\n', ':\n'.repeat(50)],
  Uint8Array.of(0xff, 0xfe, 0x00),
  new Uint8Array(0),
]

/** A server that answers every wire with all of the garbage, and then hangs up. */
async function startGarbage(): Promise<{ origin: string; sent: () => number; stop: () => Promise<void> }> {
  let sent = 0
  const server = createServer((request, response) => {
    const stream = request.headers.accept?.includes('text/event-stream')
    response.writeHead(200, { 'Content-Type': stream ? 'text/event-stream' : 'application/json' })
    if (!stream) return void response.end(GARBAGE[sent++ % GARBAGE.length])
    for (const piece of GARBAGE) {
      response.write('data: ')
      response.write(piece)
      response.write('\n\n')
    }
    sent++
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    for (const piece of GARBAGE) socket.send(piece)
    sent++
  })
  const origin = await listen(server)
  return {
    origin,
    sent: () => sent,
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
