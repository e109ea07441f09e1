// @vitest-environment node
import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import type { Dialect } from './dialect.ts'
import { jsonTongue } from './dialects/json.ts'
import { plainTongue } from './dialects/plain.ts'
import { HEARTBEAT_MS } from './event-stream.ts'
import { FakePeer } from './fake-peer.ts'
import { memoryKeeper } from './memory.ts'
import { threeWires } from './three-wires.ts'
import { World } from './world.ts'

let clock: FakeClock
let world: World
let json: Dialect
let plain: Dialect

beforeEach(async () => {
  clock = new FakeClock()
  world = await World.open(memoryKeeper(clock))
  json = threeWires(jsonTongue, clock)
  plain = threeWires(plainTongue, clock)
})

async function ask(dialect: Dialect, place: string, init: RequestInit = {}): Promise<Response> {
  const response = await dialect.http?.(new Request(`http://host/demo/x/${place}`, init), world)
  if (!response) throw new Error('no answer')
  return response
}

const events = { Accept: 'text/event-stream' }

/** What a stream has sent so far. */
async function reader(response: Response) {
  const from = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  return {
    cancel: () => from.cancel(),
    async until(part: string) {
      while (!text.includes(part)) {
        const { done, value } = await from.read()
        if (done) break
        text += value
      }
      return text
    },
  }
}

describe('events', () => {
  it('begin with a comment and the time to wait, and carry ids', async () => {
    await world.say({ author: '', body: 'one\ntwo' })
    const response = await ask(plain, 'chat', { headers: events })
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    const { until, cancel } = await reader(response)
    const { id } = world.messages[0]!
    expect(await until('two')).toBe(`: listening\nretry: 2000\n\nid: ${id}\ndata: one\ndata: two\n\n`)
    await cancel()
    expect(clock.next).toBeUndefined()
  })

  it('resume after the last id that was seen, with all that came since', async () => {
    for (let count = 0; count < 30; count++) await world.notify({ title: '', body: `n${count}` })
    const seen = world.notices[4]?.id
    const headers = { ...events, 'Last-Event-ID': String(seen) }
    const text = await (await reader(await ask(json, 'notifications', { headers }))).until('n29')
    expect(text.match(/^id:/gm)).toHaveLength(25)
    expect(text).not.toContain('"n4"')
  })

  it('begin anew for an id from another world, with a gap', async () => {
    await world.say({ author: '', body: 'only' })
    const headers = { ...events, 'Last-Event-ID': '9999999999999' }
    const text = await (await reader(await ask(json, 'chat', { headers }))).until('resumed')
    expect(text).toMatch(/"hello".*"gap".*"only".*"resumed"/s)
  })

  it('greet first, and end what was missed by where it ends', async () => {
    await world.say({ author: '', body: 'one' })
    const id = world.messages[0]!.id
    await world.say({ author: '', body: 'two' })
    const text = await (
      await reader(await ask(json, `chat?since=${id}`, { headers: events }))
    ).until('resumed')
    const told = text.split('\n\n').flatMap((event) => {
      const [, at, data] = /^(?:id: (.*)\n)?data: (.*)$/s.exec(event) ?? []
      return data === undefined ? [] : [[at, JSON.parse(data) as Record<string, unknown>] as const]
    })
    expect(told).toMatchObject([
      [undefined, { type: 'hello', signalbox: 1, acks: true, dedupes: true, resumes: true }],
      [String(id + 1), { type: 'message', text: 'two' }],
      [String(id + 1), { type: 'resumed', cursor: String(id + 1) }],
    ])
  })

  it('tell all that was missed as fast as it is read, and what comes meanwhile after it', async () => {
    await world.say({ author: '', body: 'first' })
    const since = String(world.messages[0]!.id)
    for (let count = 0; count < 1_500; count++) await world.say({ author: '', body: `line ${count}` })
    const stream = await reader(await ask(json, 'chat', { headers: { ...events, 'Last-Event-ID': since } }))
    await stream.until('line 3"')
    await world.say({ author: '', body: 'at last' })
    const text = await stream.until('at last')
    const bodies = [...text.matchAll(/"text":"([^"]*)"/g)].map(([, body]) => body)
    expect(bodies).toEqual([...Array.from({ length: 1_500 }, (_, count) => `line ${count}`), 'at last'])
  })

  it('send a comment when nothing happens, and end with the request', async () => {
    const asker = new AbortController()
    const stream = await reader(await ask(json, 'chat', { headers: events, signal: asker.signal }))
    await stream.until('retry')
    await clock.pass(HEARTBEAT_MS)
    expect(await stream.until('\n:\n')).toContain('\n:\n')
    asker.abort()
    await stream.until('never')
    expect(clock.next).toBeUndefined()
  })
})

describe('asking and posting', () => {
  it('answers a value with an ETag, and 304 to who has it', async () => {
    await world.say({ author: 'Ada', body: 'hi' })
    const first = await ask(json, 'chat')
    const etag = first.headers.get('etag') ?? ''
    expect(await first.json()).toEqual([{ id: clock.now(), from: 'Ada', text: 'hi', at: clock.now() }])
    expect(first.headers.get('cache-control')).toBe('no-cache')
    expect((await ask(json, 'chat', { headers: { 'If-None-Match': `W/${etag}` } })).status).toBe(304)
    await world.say({ author: 'Ada', body: 'more' })
    expect((await ask(json, 'chat', { headers: { 'If-None-Match': etag } })).status).toBe(200)
  })

  it('answers what is new since a row, with where that ends', async () => {
    for (const body of ['one', 'two', 'three']) await world.say({ author: '', body })
    const [one, , three] = world.messages
    const answer = await (await ask(json, `chat?since=${one!.id}`)).json()
    expect(answer).toMatchObject({
      signalbox: 1,
      dedupes: true,
      cursor: String(three!.id),
      messages: [{ text: 'two' }, { text: 'three' }],
    })
    expect(answer).not.toHaveProperty('gap')
    const nothing = await ask(json, `chat?since=${three!.id}`)
    expect(await nothing.json()).toMatchObject({ cursor: String(three!.id), messages: [] })
    const etag = nothing.headers.get('etag') ?? ''
    const again = await ask(json, `chat?since=${three!.id}`, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
  })

  it.each(['5', 'nonsense', '9999999999999999'])(
    'answers %s, which is no row of this world, with a gap',
    async (since) => {
      await world.say({ author: '', body: 'one' })
      expect(await (await ask(json, `chat?since=${since}`)).json()).toMatchObject({
        gap: true,
        messages: [{ text: 'one' }],
      })
    },
  )

  it('answers a POST that comes again with the row that it made', async () => {
    const post = { method: 'POST', body: '{"type":"message","id":"a-draft-of-mine-0001","text":"hi"}' }
    const [one, two] = [await ask(json, 'chat', post), await ask(json, 'chat', post)]
    expect(await two.json()).toEqual(await one.json())
    expect(world.messages).toHaveLength(1)
  })

  it('keeps numbers numbers', async () => {
    await world.set('load', 0.5)
    expect(await (await ask(json, 'readings')).json()).toMatchObject([{ name: 'load', value: 0.5 }])
    expect(await (await ask(plain, 'readings')).text()).toBe('load: 0.5')
  })

  it('answers a POST with the id of the row, and echoes it with that of the draft', async () => {
    const peer = new FakePeer('ws://host/demo/x/chat')
    json.socket?.(peer, world)('{"type":"hello","signalbox":1}')
    const response = await ask(json, 'chat', {
      method: 'POST',
      body: '{"type":"message","id":"k1","text":"hi"}',
    })
    expect(await response.json()).toEqual({ id: world.messages[0]?.id })
    expect(JSON.parse(peer.heard.at(-1) ?? '')).toMatchObject({ echoOf: 'k1', text: 'hi' })
  })

  it('takes plain text by POST, notifications and readings too', async () => {
    expect((await ask(plain, 'chat', { method: 'POST', body: 'said' })).status).toBe(204)
    await ask(plain, 'notifications', { method: 'POST', body: 'Door: open: again' })
    await ask(json, 'readings', { method: 'POST', body: '{"name":"load","value":3}' })
    await ask(json, 'readings', { method: 'POST', body: '{"door":"open","power":4}' })
    expect(world.messages[0]).toMatchObject({ author: '', body: 'said' })
    expect(world.notices[0]).toMatchObject({ title: 'Door', body: 'open: again' })
    expect(world.readings.map(({ name, value }) => [name, value])).toEqual([
      ['load', 3],
      ['door', 'open'],
      ['power', 4],
    ])
  })

  it.each([
    ['chat', '{bad'],
    ['chat', '{"text":""}'],
    ['readings', '5'],
    ['readings', '{"name":"x","value":{}}'],
  ])('answers 400 and why to a POST to %s of %s', async (place, body) => {
    const response = await ask(json, place, { method: 'POST', body })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({ error: expect.stringMatching(/\w/) as string })
  })

  it('answers 404 and 405 where there is nothing to ask', async () => {
    expect((await ask(json, 'nowhere')).status).toBe(404)
    expect((await ask(json, 'chat', { method: 'DELETE' })).headers.get('allow')).toContain('POST')
  })
})
