import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import { withDefaults } from '../model/profile.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch, FakeSocket, fakePlatform } from '../net/fake-platform.ts'
import { createNet } from '../net/net.ts'
import { Pace } from '../net/pace.ts'
import type { NetError } from '../net/errors.ts'
import { jsonCodec } from './json.ts'
import { carry } from './carrier.ts'
import { carrierFields } from './fields.ts'

const memory = new Map<string, unknown>()
let stop: AbortController
let pace: Pace

beforeEach(() => {
  memory.clear()
  FakeSocket.made.length = 0
  stop = new AbortController()
  pace = new Pace(1_000)
})

/** Starts a story and collects what it tells. */
function start(options: Record<string, unknown>, fetch = new FakeFetch(), cursor?: string) {
  const platform = fakePlatform({ fetch: fetch.fetch })
  const { signal } = stop
  const net = createNet({ signal, platform, pace })
  const filled = withDefaults(carrierFields, { server: 'http://server.test/', ...options }, 'polling')
  const told: Incoming[] = []
  const end: { error?: unknown } = {}
  const context = { options: filled, secrets: {}, cursor, signal, net, memory }
  void (async () => {
    try {
      for await (const incoming of carry(context, jsonCodec('me'))) told.push(incoming)
    } catch (error) {
      end.error = error
    }
  })()
  return { told, end, fetch, clock: platform.clock, socket: () => FakeSocket.made[0] as FakeSocket }
}

const json = (value: unknown, init?: ResponseInit) => () => new Response(JSON.stringify(value), init)
const events = (text: string) => () =>
  new Response(text, { headers: { 'content-type': 'text/event-stream' } })

describe('over a socket', () => {
  it('opens the address in its own scheme, sends the first message before anything else, and is ready', async () => {
    const { told, socket } = start({ wire: 'socket', first: '{"join":1}' })
    expect(socket().url).toBe('ws://server.test/')
    socket().open()
    await settle()
    expect(socket().sent).toEqual(['{"join":1}'])
    expect(told).toMatchObject([{ type: 'ready', can: ['say'] }])
  })

  it('joins the first value and what is pushed without a hole', async () => {
    let answer: (response: Response) => void = () => undefined
    const fetch = new FakeFetch(() => new Promise((resolve) => (answer = resolve)))
    const { told, socket } = start({ wire: 'socket', initial: 'http://server.test/all' }, fetch)
    socket().open()
    await settle()
    socket().give('{"name":"a","value":2}')
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['ready'])
    answer(new Response('[{"name":"a","value":1}]'))
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['ready', 'snapshot', 'messages'])
  })

  it('shows what it cannot read, and reads on', async () => {
    const { told, socket } = start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give('Welcome')
    socket().give(new Uint8Array([0xff]).buffer)
    socket().give(new TextEncoder().encode('{"text":"as binary"}').buffer)
    await settle()
    expect(told.slice(1)).toMatchObject([
      { type: 'garbled', frame: 'Welcome', why: { code: 'not-json' } },
      { type: 'garbled', why: { code: 'binary' } },
      { type: 'messages', messages: [{ body: 'as binary' }] },
    ])
  })

  it('marks a gap on every connection but the first', async () => {
    memory.set('connected', true)
    const { told, socket } = start({ wire: 'socket' })
    socket().open()
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready'])
  })

  it('agrees on acks and a ping with a server that greets, and with no other', async () => {
    const { told, socket } = start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give('{"type":"hello","text":"not for us"}')
    await settle()
    expect(told[1]).toMatchObject({ type: 'messages' })
    socket().give('{"type":"hello","signalbox":1,"acks":true}')
    await settle()
    const ready = told[2] as Incoming & { type: 'ready' }
    expect(ready).toMatchObject({ type: 'ready', hello: true })
    const said = ready.act?.({ id: 'd1', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    const pinged = ready.probe?.()
    await settle()
    socket().give('{"type":"ack","id":"d1","messageId":7}')
    socket().give('{"type":"pong","id":"ping-1"}')
    expect(await said).toBe('7')
    await pinged
    expect(told).toHaveLength(3)
  })

  it('says what the server said against a draft, and that nobody knows when it drops before the ack', async () => {
    const { told, socket } = start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give('{"type":"hello","signalbox":1,"acks":true}')
    await settle()
    const { act } = told[1] as Incoming & { type: 'ready' }
    const say = (id: string) => act?.({ id, at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    const refused = expect(say('d1')).rejects.toMatchObject({
      why: { code: 'server-error', detail: 'too rude' },
    })
    await settle()
    socket().give('{"type":"error","id":"d1","text":"too rude"}')
    await refused
    const lost = expect(say('d2')).rejects.toMatchObject({ why: { code: 'ended' } })
    await settle()
    socket().drop()
    await lost
  })
})

describe('over events', () => {
  it('keeps the event’s id as the cursor and its name as a tag', async () => {
    const { told } = start(
      { wire: 'events' },
      new FakeFetch(events('id: 4\nevent: tick\ndata: {"text":"a"}\n\n')),
    )
    await settle()
    expect(told[2]).toMatchObject({
      type: 'messages',
      cursor: '4',
      messages: [{ id: '4', body: 'a', tags: ['tick'] }],
    })
  })

  it('resumes by Last-Event-ID, and then there is no gap', async () => {
    memory.set('connected', true)
    const { told, fetch } = start({ wire: 'events' }, new FakeFetch(events(': hi\n\n')), '4')
    await settle()
    expect(new Headers(fetch.calls[0]?.init.headers).get('last-event-id')).toBe('4')
    expect(told.map(({ type }) => type)).toEqual(['ready'])
  })

  it('shows a gap where the header fails a preflight, and does not try it again', async () => {
    memory.set('connected', true)
    const fails = () => Promise.reject(new TypeError('preflight'))
    const fetch = new FakeFetch(fails, () => new Response(), events(''), events(''))
    const { told } = start({ wire: 'events' }, fetch, '4')
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready'])
    start({ wire: 'events' }, fetch, '4')
    await settle()
    expect(new Headers(fetch.calls[3]?.init.headers).has('last-event-id')).toBe(false)
  })

  it('lets one speak while the stream is still silent, and takes what comes for more than an open door', async () => {
    let answer: (response: Response) => void = () => undefined
    const fetch = new FakeFetch(() => new Promise((resolve) => (answer = resolve)), json({ id: 9 }))
    const { told, clock } = start({ wire: 'events' }, fetch)
    await clock.pass(1_500)
    const [able] = told
    expect(able).toMatchObject({ type: 'able', can: ['say'] })
    if (able?.type === 'able')
      expect(await able.act({ id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })).toBe('9')
    answer(events('data: 1\n\n')())
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['able', 'ready', 'ready', 'messages'])
    expect(told[2]).toMatchObject({ hello: true })
  })

  it('comes back to a server that ends after each event without an alarm, after its own time', async () => {
    const told = async () => {
      const story = start({ wire: 'events' }, new FakeFetch(events('data: 1\n\n')))
      await settle()
      const { retryAt } = story.end.error as NetError
      return { types: story.told.map(({ type }) => type), waits: retryAt && retryAt - story.clock.now() }
    }
    expect(await told()).toEqual({ types: ['ready', 'ready', 'messages'], waits: undefined })
    expect(await told()).toEqual({ types: ['gap', 'ready', 'ready', 'messages'], waits: 3_000 })
    expect(await told()).toEqual({ types: ['ready', 'ready', 'messages'], waits: 3_000 })
  })

  it('says by POST, to the address for that, and takes the id from the answer', async () => {
    const fetch = new FakeFetch(
      () => new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } }),
      json({ id: 9 }),
    )
    const { told } = start({ wire: 'events', post: 'http://server.test/say' }, fetch)
    await settle()
    const { act } = told[0] as Incoming & { type: 'ready' }
    expect(await act?.({ id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })).toBe('9')
    expect(fetch.calls[1]).toMatchObject({ url: 'http://server.test/say', init: { method: 'POST' } })
  })
})

describe('by polling', () => {
  it('tells each answer as a snapshot, and what is new in it as messages', async () => {
    const a = { id: 1, text: 'a', at: 1_700_000_000 }
    const b = { id: 2, text: 'b', at: 1_700_000_060 }
    const { told, clock } = start({ wire: 'poll' }, new FakeFetch(json([a]), json([b, a]), json([b, a])))
    await clock.pass(2_100)
    const snapshots = told.filter((each) => each.type === 'snapshot')
    expect(snapshots.map(({ news }) => news?.map(({ body }) => body))).toEqual([['a'], ['b'], undefined])
    expect(snapshots.at(-1)?.snapshot).toMatchObject({ unchanged: true, value: [b, a] })
  })

  it('puts the oldest first by number or by where the new ones are, and forgets nothing for one empty answer', async () => {
    const list = (...ids: number[]) => json(ids.map((id) => ({ id, text: `#${id}` })))
    const byId = start({ wire: 'poll' }, new FakeFetch(list(3, 2, 1), json([]), list(5, 4, 3, 2, 1)))
    await byId.clock.pass(2_100)
    const newsOf = (told: Incoming[]) =>
      told.flatMap((each) => (each.type === 'snapshot' ? (each.news ?? []) : [])).map(({ body }) => body)
    expect(newsOf(byId.told)).toEqual(['#1', '#2', '#3', '#4', '#5'])
    memory.clear()
    const byPlace = start({ wire: 'poll' }, new FakeFetch(json(['b', 'a']), json(['d', 'c', 'b', 'a'])))
    await byPlace.clock.pass(1_100)
    expect(newsOf(byPlace.told)).toEqual(['b', 'a', 'c', 'd'])
  })

  it('tells equal lines without ids as often as there are', async () => {
    const { told, clock } = start({ wire: 'poll' }, new FakeFetch(json(['x']), json(['x', 'x', 'y'])))
    await clock.pass(1_100)
    const news = told.flatMap((each) => (each.type === 'snapshot' ? (each.news ?? []) : []))
    expect(news.map(({ body }) => body)).toEqual(['x', 'x', 'y'])
  })

  it('shows HTML by mistake as garbled, keeps asking, and shares the value that did not change', async () => {
    const fetch = new FakeFetch(json({ n: 1 }), () => new Response('<html>'), json({ n: 1 }))
    const { told, clock, end } = start({ wire: 'poll' }, fetch)
    await clock.pass(2_100)
    expect(told.map(({ type }) => type)).toEqual(['ready', 'snapshot', 'garbled', 'snapshot'])
    expect(end.error).toBeUndefined()
  })

  it('ends by the server’s error, with its Retry-After', async () => {
    const { end, clock } = start(
      { wire: 'poll' },
      new FakeFetch(() => new Response('', { status: 429, headers: { 'retry-after': '9' } })),
    )
    await settle()
    expect(end.error).toMatchObject({ kind: 'busy', retryAt: clock.now() + 9_000 })
  })

  it('polls at once after something was said, and when it is told to', async () => {
    const { told, fetch, clock } = start(
      { wire: 'poll' },
      new FakeFetch(json([]), json({}), json([]), json([])),
    )
    await clock.pass(10)
    const { act } = told[0] as Incoming & { type: 'ready' }
    await act?.({ id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    await clock.pass(10)
    await act?.({ id: 'e', at: 0, state: 'sending', act: { kind: 'refresh' } })
    await clock.pass(10)
    expect(fetch.calls.map(({ init }) => init.method)).toEqual(['GET', 'POST', 'GET', 'GET'])
  })
})

describe('an address', () => {
  it.each(['', 'not an address', 'ftp://x', 'http://'])(
    'that is none (%j) is refused with a reason',
    async (server) => {
      const { end } = start({ wire: 'poll', server })
      await settle()
      expect(end.error).toMatchObject({ kind: 'refused', why: { code: 'bad-address' } })
    },
  )
})
