import { beforeEach, describe, expect, it } from 'vitest'
import { formatHeader, formatTraced } from '../model/session.ts'
import type { Profile } from '../model/profile.ts'
import type { Status } from '../model/status.ts'
import type { Traced } from '../model/traced.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { FakeFetch, fakePlatform, FakeSocket, never } from '../net/fake-platform.ts'
import { Pace } from '../net/pace.ts'
import { browserPlatform } from '../net/platform.ts'
import { Player } from '../net/replay/player.ts'
import { Recording } from '../net/replay/recording.ts'
import { Hints } from '../net/wake.ts'
import type { Channel } from './channel.svelte.ts'
import type { Exchange } from './exchange.ts'
import { fakeExchange } from './fake-exchange.ts'
import { Loop } from './loop.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
/** A machine that does other things at the same time is no fault of the code's. */
const PATIENT = { timeout: 20_000 }

let clock: FakeClock
let sockets: FakeSocket[]
let answers: ((init: RequestInit) => Response | Promise<Response>)[]
let loop: Loop
let channel: Channel
let exchange: Exchange

const chat = (backend: string, options: Profile['options'] = {}): Profile => ({
  id: 'p',
  name: 'Room',
  view: 'chat',
  backend,
  options: { server: 'ws://x.test', ...options },
})

/** What is on the screen: rows with their times, and how they got there. */
function seen({ log, rows, status, members, can }: Channel): unknown {
  const entries = Array.from({ length: rows.length }, (_, n) => rows.at(n)?.entry)
  const shown = entries.map((entry) => {
    // Names that were made up are others each time.
    if (entry?.kind === 'draft') return { ...entry, draft: { ...entry.draft, id: '' } }
    if (entry?.kind !== 'message') return entry
    const { id, echoOf, ...message } = entry.message
    return { ...entry, message: { ...message, id: id.replace(/^~.*/, '~'), echo: echoOf !== undefined } }
  })
  return { shown, status, members, can, last: log.lastKey }
}

/** Plays what was recorded up to now and returns what is then seen, and the states on the way there. */
async function played(profile: Profile, lines?: string) {
  const header = formatHeader({
    of: 'session',
    name: 'Room',
    view: profile.view,
    backend: 'json',
    options: {},
    at: NOON,
  })
  const text = lines ?? [header, ...loop.recorder.all.map(formatTraced)].join('\n')
  const player = new Player(await Recording.open(new Blob([text]), 'Room', NOON))
  player.playback.speed = 'most'
  const again = fakeExchange(player.playback.clock)
  const platform = { ...browserPlatform(), clock: player.playback.clock }
  const ground = { platformFor: () => platform, wake: new Hints(), playing: () => player }
  const second = new Loop(() => profile, ground, new Pace(), new Map())
  second.run(again.exchange)
  await expect.poll(() => player.state, PATIENT).toBe('ended')
  again.exchange.flush()
  const statuses = second.recorder.all.flatMap((each) => (each.kind === 'status' ? [each.status] : []))
  const result = { seen: seen(again.channel), all: second.recorder.all, statuses, player }
  second.halt()
  return result
}

function record(profile: Profile): void {
  class Socket extends FakeSocket {
    constructor(url: string, protocols?: string[]) {
      super(url, protocols)
      sockets.push(this)
    }
  }
  const fetch = new FakeFetch(...answers)
  const platform = fakePlatform({
    clock,
    WebSocket: Socket as unknown as typeof WebSocket,
    fetch: fetch.fetch,
  })
  loop = new Loop(() => profile, { platformFor: () => platform, wake: new Hints() }, new Pace(), new Map())
  loop.run(exchange)
}

/** The newest socket, once there are so many. */
async function socket(count: number): Promise<FakeSocket> {
  await expect
    .poll(
      async () => {
        await clock.pass(100)
        return sockets.length
      },
      { ...PATIENT, interval: 1 },
    )
    .toBe(count)
  return sockets.at(-1) as FakeSocket
}

/** Time goes on until that is there: as slowly as the streams of a machine with much to do. */
async function untilSeen(text: string): Promise<void> {
  const look = async () => {
    await clock.pass(50)
    return JSON.stringify(seen(channel))
  }
  await expect.poll(look, { ...PATIENT, interval: 1 }).toContain(text)
}

const say = async (body: string) => {
  channel.do({ kind: 'say', body })
  await settle()
}

beforeEach(() => {
  clock = new FakeClock(NOON)
  sockets = []
  answers = []
  ;({ channel, exchange } = fakeExchange(clock))
})

describe('a recording that is played', () => {
  it('is a chat as it was: lines, own ones, echoes, a drop with its gap, and what nobody confirmed', async () => {
    const profile = chat('plain')
    record(profile)
    const one = await socket(1)
    one.open()
    await clock.pass(1_000)
    one.give('hello')
    await clock.pass(2_000)
    await say('hi there')
    await clock.pass(40)
    one.give('hi there')
    await clock.pass(20_000)
    await say('lost?')
    one.drop(1011, 'deploy')
    const two = await socket(2)
    two.open()
    await clock.pass(3_000)
    two.give(new TextEncoder().encode('bytes that are text').buffer)
    two.give(new Uint8Array([0xff, 0xfe]).buffer)
    await clock.pass(100)
    const { seen: again, all } = await played(profile)
    expect(again).toEqual(seen(channel))
    expect(all).toEqual(loop.recorder.all)
    const kinds = Array.from({ length: channel.rows.length }, (_, n) => channel.rows.at(n)?.entry.kind)
    expect(kinds).toEqual(['day', 'message', 'message', 'draft', 'gap', 'message', 'message'])
  })

  it('is a server that greets, acknowledges, tells who is there and resumes', async () => {
    const profile = chat('json', { author: 'jun' })
    record(profile)
    const hello = {
      type: 'hello',
      signalbox: 1,
      acks: true,
      dedupes: true,
      resumes: true,
      presence: true,
      typing: true,
    }
    const one = await socket(1)
    one.open()
    one.give(JSON.stringify(hello))
    await clock.pass(50)
    one.give(JSON.stringify({ type: 'presence', members: ['Ada', 'jun'] }))
    one.give(JSON.stringify({ id: 'm1', from: 'Ada', text: 'morning', at: NOON + 50 }))
    await clock.pass(1_000)
    await say('hello Ada')
    const sent = () =>
      sockets
        .flatMap((each) => each.sent.map(String))
        .map((text) => JSON.parse(text) as { id: string; type: string })
    const mine = sent().find(({ type }) => type === 'message')
    await clock.pass(30)
    one.give(JSON.stringify({ type: 'ack', id: mine?.id, messageId: 'm2' }))
    one.give(JSON.stringify({ id: 'm2', from: 'jun', text: 'hello Ada', at: NOON + 1_100 }))
    await clock.pass(500)
    one.drop()
    const two = await socket(2)
    two.open()
    two.give(JSON.stringify(hello))
    await clock.pass(20)
    two.give(JSON.stringify({ id: 'm2', from: 'jun', text: 'hello Ada', at: NOON + 1_100 }))
    two.give(JSON.stringify({ id: 'm3', from: 'Ada', text: 'missed you', at: NOON + 1_600 }))
    two.give(JSON.stringify({ type: 'resumed' }))
    await clock.pass(1_000)
    const { seen: again, all } = await played(profile)
    expect(again).toEqual(seen(channel))
    expect(all).toEqual(loop.recorder.all)
    expect(JSON.stringify(again)).toContain('missed you')
  })

  it('is events with their ids, comments, a POST beside them, and a stream that ends', async () => {
    const stream = (text: string) => () =>
      new Response(text, { headers: { 'content-type': 'text/event-stream' } })
    const profile = {
      ...chat('json', { server: 'http://x.test', wire: 'events' }),
      view: 'notifications' as const,
    }
    answers = [
      stream(':hi\nretry: 4000\n\nevent: note\nid: 7\ndata: {"title":"Build","text":"green"}\n\n'),
      stream('id: 8\ndata: {"title":"Build","text":"red"}\n\ndata: not json\n\n'),
      never,
    ]
    record(profile)
    await untilSeen('red')
    const { seen: again, all } = await played(profile)
    expect(again).toEqual(seen(channel))
    expect(all).toEqual(loop.recorder.all)
    expect(JSON.stringify(again)).toContain('red')
  })

  it('is topics of ntfy, what is published there, and its echo', async () => {
    const line = (event: string, id: string, time: number, more: object = {}) =>
      `event: ${event}\ndata: ${JSON.stringify({ id, time, event, topic: 'alerts', ...more })}\n\n`
    let to: ReadableStreamDefaultController<Uint8Array> | undefined
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void (to = controller) })
    const send = (text: string) => to?.enqueue(new TextEncoder().encode(text))
    const text = (text: string, type: string) => () =>
      new Response(text, { headers: { 'content-type': type } })
    answers = [
      () => new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
      text('', 'application/x-ndjson'),
      text('{"id":"n2","time":3,"event":"message","topic":"alerts","message":"mine"}', 'application/json'),
      never,
    ]
    const profile = chat('ntfy', { server: 'http://x.test/alerts', wire: 'events' })
    record(profile)
    send(line('open', 'o', 1) + line('message', 'n1', 2, { message: 'theirs', title: 'Disk' }))
    await untilSeen('theirs')
    await say('mine')
    await clock.pass(100)
    send(line('message', 'n2', 3, { message: 'mine' }))
    await untilSeen('n2')
    const { seen: again, all } = await played(profile)
    expect(again).toEqual(seen(channel))
    expect(all).toEqual(loop.recorder.all)
    expect(JSON.stringify(again)).toContain('Disk')
  })

  it('is a value that was asked for, with an answer that failed and what was said meanwhile', async () => {
    const answer = (status: number, text: string) => () =>
      new Response(text, { status, headers: { 'content-type': 'application/json' } })
    const profile = { ...chat('json', { server: 'http://x.test', wire: 'poll' }), view: 'polling' as const }
    answers = [
      answer(200, '{"value":1}'),
      answer(200, '{"value":1}'),
      answer(201, '{"id":"s1"}'),
      answer(200, '{"value":2}'),
      answer(503, 'busy'),
      answer(200, '{"value":3}'),
      never,
    ]
    record(profile)
    await untilSeen('{\\"value\\":1}')
    await clock.pass(7_000)
    await say('{"value":2}')
    await untilSeen('{\\"value\\":3}')
    const { seen: again, all } = await played(profile)
    expect(again).toEqual(seen(channel))
    expect(all).toEqual(loop.recorder.all)
    expect(JSON.stringify(again)).toContain('{\\"value\\":3}')
  })

  it('goes on after a failure that a person ended, and says what was closed by hand', async () => {
    const profile = chat('plain')
    record(profile)
    ;(await socket(1)).drop(4401, 'who are you')
    await clock.pass(100)
    expect(channel.status.name).toBe('failed')
    loop.wake('retry')
    const two = await socket(2)
    two.open()
    two.give('now')
    await clock.pass(100)
    const { seen: again, statuses } = await played(profile)
    expect(again).toEqual(seen(channel))
    expect(statuses.map(({ name }: Status) => name)).toEqual([
      'connecting',
      'failed',
      'closed',
      'connecting',
      'ready',
    ])
  })

  it('heals where the browser healed by itself, and says what may be missing', async () => {
    const why = { code: 'ended' as const }
    const event = (at: number, frame: string): Traced => ({ at, kind: 'in', frame, event: 'message', id: '' })
    const all: Traced[] = [
      { at: NOON, kind: 'status', status: { name: 'connecting', attempt: 0 } },
      { at: NOON + 10, kind: 'open', url: 'http://x.test', detail: 'EventSource' },
      { at: NOON + 10, kind: 'status', status: { name: 'ready', since: NOON + 10 } },
      event(NOON + 20, 'before'),
      { at: NOON + 30, kind: 'close', detail: 'ended', why },
      { at: NOON + 30, kind: 'status', status: { name: 'waiting', attempt: 0, until: NOON + 3_030, why } },
      { at: NOON + 3_000, kind: 'open', url: 'http://x.test', detail: 'EventSource' },
      { at: NOON + 3_000, kind: 'status', status: { name: 'ready', since: NOON + 3_000 } },
      event(NOON + 3_010, 'after'),
    ]
    const header = {
      of: 'session',
      name: 'x',
      view: 'notifications',
      backend: 'plain',
      options: {},
      at: NOON,
    } as const
    const lines = [formatHeader(header), ...all.map(formatTraced)].join('\n')
    const profile = chat('plain', { server: 'http://x.test', wire: 'events', native: true })
    const { seen: again, all: traced } = await played(profile, lines)
    expect(traced).toEqual(all)
    expect(again).toMatchObject({
      status: { name: 'ready', since: NOON + 3_000 },
      shown: [
        { kind: 'day' },
        { message: { body: 'before' } },
        { kind: 'gap' },
        { message: { body: 'after' } },
      ],
    })
  })

  it('says so where its backend is not known here', async () => {
    const lines = [
      '{"signalbox":"session","version":1,"backend":"carrier pigeon"}',
      '{"at":1,"kind":"in","text":"coo"}',
      '{"at":2,"kind":"in","text":"coo"}',
    ].join('\n')
    const player = new Player(await Recording.open(new Blob([lines]), 'x', NOON))
    const again = fakeExchange(player.playback.clock)
    const platform = { ...browserPlatform(), clock: player.playback.clock }
    const ground = { platformFor: () => platform, wake: new Hints(), playing: () => player }
    const second = new Loop(() => chat('carrier pigeon'), ground, new Pace(), new Map())
    second.run(again.exchange)
    await expect.poll(() => player.state, PATIENT).toBe('ended')
    again.exchange.flush()
    expect(again.channel.status).toMatchObject({ name: 'failed', why: { code: 'unknown-backend' } })
    second.halt()
  })

  it('makes up the states that a recording does not have', async () => {
    const line = (traced: Traced) => formatTraced(traced)
    const lines = [
      formatHeader({ of: 'session', name: 'x', view: 'chat', backend: 'plain', options: {}, at: NOON }),
      line({ at: NOON, kind: 'in', frame: 'one' }),
      line({ at: NOON + 100, kind: 'out', frame: 'mine' }),
      line({ at: NOON + 200, kind: 'close', detail: '', code: 1006 }),
      line({ at: NOON + 900, kind: 'open', url: 'ws://x.test' }),
      line({ at: NOON + 950, kind: 'in', frame: 'two' }),
    ].join('\n')
    const { seen: again, statuses } = await played(chat('plain'), lines)
    expect(statuses.map(({ name }: Status) => name)).toEqual([
      'connecting',
      'ready',
      'waiting',
      'connecting',
      'ready',
    ])
    expect(again).toMatchObject({
      shown: [
        { kind: 'day' },
        { kind: 'message', at: NOON, message: { body: 'one' } },
        { kind: 'draft', draft: { state: 'unconfirmed', act: { body: 'mine' } } },
        { kind: 'gap', from: NOON, to: NOON + 900 },
        { kind: 'message', at: NOON + 950, message: { body: 'two' } },
      ],
    })
  })

  it('takes lines of any other program for what a server of JSON sent', async () => {
    const lines = '{"user":"ada","msg":"from a log"}\r\n\r\nplain words\n{"broken'
    const { seen: again, player } = await played(chat('json', { wire: 'socket', loose: true }), lines)
    expect(again).toMatchObject({
      shown: [
        { kind: 'day' },
        { message: { body: 'from a log', from: 'ada' } },
        { message: { body: 'plain words' } },
        { message: { body: '{"broken' } },
      ],
    })
    expect(player.skipped).toBe(0)
  })

  it('takes messages that were saved', async () => {
    const lines = [
      '{"signalbox":"messages","version":1,"name":"Room","view":"chat","at":5}',
      '{"at":1767600000000,"direction":"in","from":"ada","title":"Hm","text":"hello","tags":["a"],"id":"1"}',
      '{"at":1767600001000,"direction":"out","text":"hi","state":"sent"}',
      '{"at":1767600002000,"kind":"gap","why":"cannot-resume"}',
      '{"at":1767600003000,"direction":"in","text":"cut',
    ].join('\n')
    const { seen: again, player } = await played(chat('json', { wire: 'socket', loose: true }), lines)
    expect(again).toMatchObject({
      shown: [
        { kind: 'day' },
        { at: 1767600000000, message: { body: 'hello', from: 'ada', title: 'Hm', tags: ['a'], id: '1' } },
        { at: 1767600001000, draft: { state: 'sent', act: { body: 'hi' } } },
      ],
    })
    expect(player.skipped).toBe(1)
  })
})
