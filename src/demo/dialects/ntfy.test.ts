import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../../net/fake-clock.ts'
import type { Peer } from '../dialect.ts'
import { memoryKeeper } from '../memory.ts'
import { World } from '../world.ts'
import { ntfyDialect } from './ntfy.ts'

let world: World
const clock = new FakeClock(1_700_000_000_000)
const dialect = ntfyDialect(clock)
const HOST = 'http://demo.test/demo/ntfy'

beforeEach(async () => {
  world = await World.open(memoryKeeper())
})
afterEach(() => world.close())

const ask = async (path: string, init: RequestInit = {}) => {
  const response = await dialect.http?.(new Request(HOST + path, init), world)
  if (!response) throw new Error('no answer')
  return response
}
const lines = async (path: string) => {
  const text = await (await ask(path)).text()
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
const say = (body: string, at: number) => world.say({ author: '', body, at })

describe('the demo’s ntfy', () => {
  it('has the world’s places as topics, and their rows as messages', async () => {
    await world.notify({ title: 'A title', body: 'a body', priority: 5, at: 2_000 })
    await world.say({ author: 'mina', body: 'hi', at: 1_000 })
    expect(await lines('/notifications,chat/json?poll=1')).toMatchObject([
      { event: 'message', topic: 'chat', time: 1, title: 'mina', message: 'hi' },
      { event: 'message', topic: 'notifications', time: 2, title: 'A title', message: 'a body', priority: 5 },
    ])
  })

  it('tells what is in its cache since a second, a message or a while', async () => {
    await say('one', clock.now() - 7_200_000)
    await say('two', clock.now() - 60_000)
    await say('three', clock.now())
    const since = async (since: string) =>
      (await lines(`/chat/json?poll=1&since=${since}`)).map(({ message }) => message)
    const [, two] = await lines('/chat/json?poll=1&since=all')
    expect(await since('all')).toEqual(['one', 'two', 'three'])
    expect(await since(String(two?.['time']))).toEqual(['two', 'three'])
    expect(await since(String(two?.['id']))).toEqual(['three'])
    expect(await since('abcdefghijkl')).toEqual(['one', 'two', 'three'])
    expect(await since('10m')).toEqual(['two', 'three'])
    expect(await since('latest')).toEqual(['three'])
    expect(await since('none')).toEqual([])
    expect((await ask('/chat/json?poll=1&since=soon')).status).toBe(400)
  })

  it('streams that it is open, what was missed, what comes, and that it is still there', async () => {
    await say('one', clock.now())
    const over = new AbortController()
    const response = await ask('/chat/sse?since=all', { signal: over.signal })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    const read = async (wanted: string) => {
      while (!text.includes(wanted)) {
        const { value, done } = (await reader?.read()) ?? { done: true, value: '' }
        if (done) throw new Error(`it ended before ${wanted}`)
        text += value
      }
    }
    await read('"message":"one"')
    expect(text).toMatch(
      /^event: open\ndata: \{"id":"\w{12}","time":1700000000,"event":"open","topic":"chat"\}\n\n/,
    )
    await say('two', clock.now())
    await read('"message":"two"')
    await clock.pass(45_000)
    await read('event: keepalive')
    over.abort()
    expect((await reader?.read())?.done).toBe(true)
  })

  it('speaks over a WebSocket', async () => {
    const sent: string[] = []
    const over = new AbortController()
    const peer: Peer = {
      url: new URL(`${HOST}/readings/ws`),
      signal: over.signal,
      send: (frame) => void sent.push(String(frame)),
      close: () => over.abort(),
    }
    dialect.socket?.(peer, world)
    await world.set('load', 0.5)
    await clock.pass(1_000)
    expect(sent.map((text) => (JSON.parse(text) as { event: string }).event)).toEqual(['open', 'message'])
    const { message } = JSON.parse(sent[1] ?? '') as { message: string }
    expect(JSON.parse(message)).toContainEqual({ name: 'load', value: 0.5 })
  })

  it('is published to as JSON, with headers, and says what it made of it', async () => {
    const body = JSON.stringify({ topic: 'notifications', title: 'T', message: 'm', priority: 4 })
    const made = (await (await ask('/', { method: 'POST', body })).json()) as Record<string, unknown>
    expect(made).toMatchObject({ event: 'message', title: 'T', message: 'm', priority: 4 })
    const headers = { title: '=?UTF-8?B?7ZWc6riA?=', priority: '5' }
    await ask('/notifications', { method: 'PUT', body: 'n', headers })
    await ask('/readings', { method: 'PUT', body: 'load: 0.75' })
    expect(world.notices).toMatchObject([
      { title: 'T', body: 'm', priority: 4 },
      { title: '한글', body: 'n', priority: 5 },
    ])
    expect(world.reading('load')?.value).toBe(0.75)
    const known = await lines(`/notifications/json?poll=1&since=all`)
    expect(known[0]?.['id']).toBe(made['id'])
  })

  it.each([
    ['/', '{', 400, 40024],
    ['/', '{"topic":"a b"}', 404, 40401],
    ['/', '{"message":"x"}', 400, 40009],
    ['/', '{"topic":"chat","message":1}', 400, 40017],
    ['/', '{"topic":"chat","message":"x","priority":9}', 400, 40007],
    ['/elsewhere', 'x', 404, 40401],
    ['/readings', 'no reading', 400, 40024],
  ])('refuses as ntfy does: %s %s', async (path, body, status, code) => {
    const response = await ask(path, { method: 'POST', body })
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({ code, http: status })
  })

  it('takes no files, and has nothing elsewhere', async () => {
    const bytes = Uint8Array.of(0xff, 0xfe)
    expect(await (await ask('/chat', { method: 'PUT', body: bytes })).json()).toMatchObject({ code: 40014 })
    for (const path of ['/chat', '/chat/other', '/elsewhere/json']) expect((await ask(path)).status).toBe(404)
    expect(await (await ask('/v1/health')).json()).toEqual({ healthy: true })
    const close = vi.fn()
    const peer: Peer = {
      url: new URL(`${HOST}/elsewhere/ws`),
      signal: new AbortController().signal,
      send: () => undefined,
      close,
    }
    dialect.socket?.(peer, world)
    expect(close).toHaveBeenCalledWith(1008, expect.any(String))
  })
})
