import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import type { NetError } from '../net/errors.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { CONNECTED } from './backend.ts'
import { events, FakeCarry, json, openStream } from './fake-carry.ts'
import { GREETED_MS, GREETING_MS } from './greets.ts'

let carry: FakeCarry

const fails = () => Promise.reject(new TypeError('preflight'))

beforeEach(() => {
  carry = new FakeCarry()
})

describe('over events', () => {
  it('keeps the event’s id as the cursor and its name as a tag', async () => {
    const { told } = carry.start(
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
    carry.memory.set(CONNECTED, true)
    const { told, fetch, clock } = carry.start({ wire: 'events' }, new FakeFetch(openStream().answer), '4')
    await clock.pass(GREETING_MS)
    expect(new Headers(fetch.calls[0]?.init.headers).get('last-event-id')).toBe('4')
    expect(told.map(({ type }) => type)).toEqual(['ready'])
  })

  it('shows a gap where the header fails a preflight, and does not try it again', async () => {
    carry.memory.set(CONNECTED, true)
    const { answer } = openStream()
    const fetch = new FakeFetch(fails, () => new Response(), fails, answer, openStream().answer)
    const { told, clock } = carry.start({ wire: 'events' }, fetch, '4')
    await clock.pass(GREETING_MS)
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready'])
    carry.start({ wire: 'events' }, fetch, '4')
    await settle()
    expect(new Headers(fetch.calls[4]?.init.headers).has('last-event-id')).toBe(false)
  })

  it('does not take a server that comes and goes for one that refuses the header', async () => {
    const first = carry.start({ wire: 'events' }, new FakeFetch(openStream().answer), '4')
    await first.clock.pass(GREETING_MS)
    // Away, seen by the look, and away again.
    const fetch = new FakeFetch(fails, () => new Response(), fails, openStream().answer)
    const { end } = carry.start({ wire: 'events' }, fetch, '4')
    await settle()
    expect(end.error).toMatchObject({ kind: 'dropped' })
    const { clock, told } = carry.start({ wire: 'events' }, fetch, '4')
    await clock.pass(GREETING_MS)
    expect(new Headers(fetch.calls.at(-1)?.init.headers).get('last-event-id')).toBe('4')
    expect(told.map(({ type }) => type)).toEqual(['ready'])
  })

  it('takes a server that is away for one that is away, also where nothing was resumed before', async () => {
    const { end, fetch } = carry.start({ wire: 'events' }, new FakeFetch(), '4')
    await settle()
    expect(end.error).toMatchObject({ kind: 'dropped', why: { code: 'unreachable' } })
    // A HEAD that is answered as a GET would never end.
    expect(fetch.calls.some(({ init }) => init.method === 'HEAD')).toBe(false)
  })

  it('asks without the header where nothing answered twice in a row: a silent stream looks so in Firefox', async () => {
    carry.memory.set(CONNECTED, true)
    const fetch = new FakeFetch(fails, fails, fails, fails, openStream().answer)
    carry.start({ wire: 'events' }, fetch, '4')
    await settle()
    const { told, clock } = carry.start({ wire: 'events' }, fetch, '4')
    await clock.pass(GREETING_MS)
    expect(new Headers(fetch.calls.at(-1)?.init.headers).has('last-event-id')).toBe(false)
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready'])
  })

  it('resumes by the profile’s parameter, without a header that costs a preflight', async () => {
    carry.memory.set(CONNECTED, true)
    const fetch = new FakeFetch(openStream().answer)
    const { told, clock } = carry.start({ wire: 'events', resume: '?after=' }, fetch, 'ä 4')
    await clock.pass(GREETING_MS)
    expect(fetch.calls[0]?.url).toBe('http://server.test/?after=%C3%A4%204')
    expect(new Headers(fetch.calls[0]?.init.headers).has('last-event-id')).toBe(false)
    expect(told.map(({ type }) => type)).toEqual(['ready'])
  })

  it('tells an id that comes without an event, or with one that is not shown', async () => {
    const { answer, send } = openStream()
    const { told } = carry.start({ wire: 'events' }, new FakeFetch(answer))
    await settle()
    send('id: 5\n\nid: 6\ndata: {bad\n\n')
    await settle()
    expect(told.slice(1)).toMatchObject([
      { type: 'cursor', cursor: '5' },
      { type: 'ready', hello: true },
      { type: 'garbled' },
      { type: 'cursor', cursor: '6' },
    ])
  })

  it('hears a greeting as the first event: what it dedupes, that its ids are its own, and its gaps', async () => {
    const { answer, send } = openStream()
    const { told } = carry.start({ wire: 'events' }, new FakeFetch(answer))
    await settle()
    send('data: {"type":"hello","signalbox":1,"dedupes":true,"resumes":true}\n\n')
    send('id: 7\ndata: {"id":7,"text":"a"}\n\nid: 8\ndata: {"type":"gap"}\n\n')
    await settle()
    expect(told).toMatchObject([
      { type: 'ready' },
      { type: 'ready', hello: true, dedupes: true },
      { type: 'messages', cursor: '7', exact: true },
      { type: 'gap', why: { code: 'not-kept' } },
      { type: 'cursor', cursor: '8' },
    ])
  })

  it('waits for the greeting of a server that greets, so that what may go out again goes first', async () => {
    const greeting = 'data: {"type":"hello","signalbox":1,"dedupes":true}\n\n'
    carry.start({ wire: 'events' }, new FakeFetch(events(greeting)))
    await settle()
    const { answer, send } = openStream()
    const { told, clock } = carry.start({ wire: 'events' }, new FakeFetch(answer), '7')
    await clock.pass(GREETED_MS - 1)
    expect(told).toEqual([])
    send(greeting)
    await settle()
    expect(told[0]).toMatchObject({ type: 'ready', hello: true, dedupes: true })
  })

  it('lets one speak while the stream is still silent, and takes what comes for more than an open door', async () => {
    let answer: (response: Response) => void = () => undefined
    const fetch = new FakeFetch(() => new Promise((resolve) => (answer = resolve)), json({ id: 9 }))
    const { told, clock } = carry.start({ wire: 'events' }, fetch)
    await clock.pass(1_500)
    const [able] = told
    expect(able).toMatchObject({ type: 'able', can: ['say'] })
    if (able?.type === 'able')
      expect(await able.act({ id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })).toEqual({
        messageId: '9',
      })
    answer(events('data: 1\n\n')())
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['able', 'ready', 'ready', 'messages'])
    expect(told[2]).toMatchObject({ hello: true })
  })

  it('comes back to a server that ends after each event without an alarm, after its own time', async () => {
    const told = async () => {
      const story = carry.start({ wire: 'events' }, new FakeFetch(events('data: 1\n\n')))
      await settle()
      const { retryAt } = story.end.error as NetError
      return { types: story.told.map(({ type }) => type), waits: retryAt && retryAt - story.clock.now() }
    }
    expect(await told()).toEqual({ types: ['ready', 'ready', 'messages'], waits: undefined })
    expect(await told()).toEqual({ types: ['gap', 'ready', 'ready', 'messages'], waits: 3_000 })
    expect(await told()).toEqual({ types: ['ready', 'ready', 'messages'], waits: 3_000 })
  })

  it('keeps to what an earlier stream said by retry:', async () => {
    const waits = async (text: string) => {
      const { end, clock } = carry.start({ wire: 'events' }, new FakeFetch(events(text)))
      await clock.pass(5_000)
      expect(end.error).toMatchObject({ kind: 'dropped' })
      return (end.error as NetError).retryAt
    }
    const first = await waits('retry: 60000\n\n')
    expect(first).toBeGreaterThan(0)
    expect(await waits(': nothing\n\n')).toBe(first)
  })

  it('says by POST, to the address for that, and takes the id from the answer', async () => {
    const fetch = new FakeFetch(
      () => new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } }),
      json({ id: 9 }),
    )
    const { told } = carry.start({ wire: 'events', post: 'http://server.test/say' }, fetch)
    await settle()
    const { act } = told[0] as Incoming & { type: 'ready' }
    expect(await act?.({ id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })).toEqual({
      messageId: '9',
    })
    expect(fetch.calls[1]).toMatchObject({ url: 'http://server.test/say', init: { method: 'POST' } })
  })

  it.each([
    [
      'a gap, where there was no id to go on from',
      undefined,
      ['ready', 'ready', 'messages', 'lost', 'gap', 'ready'],
    ],
    ['no gap, where there was one', '5', ['ready', 'ready', 'messages', 'lost', 'ready']],
  ])('by the browser’s own EventSource that was lost and came back has %s', async (_, id, types) => {
    class Source extends EventTarget {
      static last: Source
      readyState = 0
      onopen: (() => void) | null = null
      onerror: (() => void) | null = null
      constructor() {
        super()
        Source.last = this
      }
      close() {}
    }
    const EventSource = Source as unknown as typeof globalThis.EventSource
    const { told } = carry.start({ wire: 'events', native: true }, undefined, undefined, { EventSource })
    await settle()
    Source.last.onopen?.()
    await settle()
    Source.last.dispatchEvent(
      new MessageEvent('message', { data: '{"text":"a"}', ...(id && { lastEventId: id }) }),
    )
    await settle()
    Source.last.onerror?.()
    Source.last.onopen?.()
    await settle()
    expect(told.map(({ type }) => type)).toEqual(types)
  })
})
