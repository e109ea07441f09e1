import { describe, expect, it } from 'vitest'
import { MAX_TEXT_CHARS } from '../model/text.ts'
import type { EventsItem, EventsOptions } from './events.ts'
import { openEvents } from './events.ts'
import { FakeClock } from './fake-clock.ts'
import { FakeFetch, fakePlatform, never } from './fake-platform.ts'

const URL_ = 'http://server.test/events'
const HEAD = { 'content-type': 'text/event-stream' }
const utf8 = new TextEncoder()

/** A stream of these chunks, then its end. */
function streamOf(...chunks: (string | Uint8Array)[]): () => Response {
  return () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(typeof chunk === 'string' ? utf8.encode(chunk) : chunk)
        controller.close()
      },
    })
    return new Response(body, { headers: HEAD })
  }
}

type Heard = { items: EventsItem[]; error?: unknown; fetch: FakeFetch }

async function listen(
  answers: ConstructorParameters<typeof FakeFetch>,
  more: Partial<EventsOptions> = {},
): Promise<Heard> {
  const fetch = new FakeFetch(...answers)
  const items: EventsItem[] = []
  const platform = fakePlatform({ fetch: fetch.fetch })
  try {
    const wire = await openEvents(URL_, { signal: new AbortController().signal, platform, ...more })
    for await (const item of wire) items.push(item)
    return { items, fetch }
  } catch (error) {
    return { items, error, fetch }
  }
}

const event = (data: string, id = '', name = 'message') => ({ kind: 'event', event: name, data, id })

describe('openEvents', () => {
  it('reads lines of JSON that stay open by the line', async () => {
    const answer = () =>
      new Response('{"a":1}\n{"b":2}', { headers: { 'content-type': 'application/x-ndjson; charset=utf-8' } })
    const { items, error } = await listen([answer])
    expect(items).toEqual([event('{"a":1}'), event('{"b":2}')])
    expect(error).toMatchObject({ kind: 'dropped' })
  })

  it('shows every event, unnamed and named, and keeps the last id until another comes', async () => {
    const { items } = await listen([
      streamOf('data: a\n\n', 'id: 7\nevent: tick\ndata: b\ndata: c\n\n', 'data\n\n'),
    ])
    expect(items).toEqual([event('a'), event('b\nc', '7', 'tick'), event('', '7')])
  })

  it('understands all three line ends, cut anywhere', async () => {
    const { items } = await listen([streamOf('data: a\r', '\n\r', '\ndata: b\r\rdata: c\n', '\n')])
    expect(items).toEqual([event('a'), event('b'), event('c')])
  })

  it('puts a character together that was cut in two, and strips one BOM, once', async () => {
    const bytes = utf8.encode('\uFEFFdata: 안녕\n\n')
    const cut = [...bytes].map((byte) => new Uint8Array([byte]))
    const { items } = await listen([streamOf(...cut, '\uFEFFdata: not a field\n\ndata: b\n\n')])
    expect(items).toEqual([event('안녕'), event('b')])
  })

  it('tells comments as life, an id without an event, and no half event at the end', async () => {
    const comments: string[] = []
    const ids: string[] = []
    let heard = 0
    const { items } = await listen([streamOf(': beat\n\n', 'id: 9\n\n', 'data: half\n')], {
      onComment: (comment) => comments.push(comment),
      onId: (id) => ids.push(id),
      heard: () => heard++,
    })
    expect(items).toEqual([{ kind: 'id', id: '9' }])
    expect(comments).toEqual(['beat'])
    expect(ids).toEqual(['9'])
    expect(heard).toBe(4)
  })

  it('ends as dropped, and takes retry: for a floor', async () => {
    const clock = new FakeClock()
    const fetch = new FakeFetch(streamOf('retry: 9000\n\n'))
    const platform = fakePlatform({ fetch: fetch.fetch, clock })
    const wire = await openEvents(URL_, { signal: new AbortController().signal, platform })
    const next = wire[Symbol.asyncIterator]().next()
    await expect(next).rejects.toMatchObject({
      kind: 'dropped',
      why: { code: 'ended' },
      retryAt: clock.now() + 9000,
    })
  })

  it('sends where to resume as UTF-8, and its own headers, method and body', async () => {
    const { fetch } = await listen([streamOf()], {
      lastEventId: '가7',
      method: 'POST',
      body: 'ask',
      headers: { 'X-Key': 'k' },
    })
    const headers = new Headers(fetch.calls[0]?.init.headers)
    expect(headers.get('last-event-id')).toBe('ê°\u00807')
    expect(headers.get('accept')).toBe('text/event-stream')
    expect(headers.get('x-key')).toBe('k')
    expect(fetch.calls[0]?.init).toMatchObject({ method: 'POST', body: 'ask', cache: 'no-store' })
  })

  it('needs no preflight when there is nothing to resume', async () => {
    const { fetch } = await listen([streamOf()])
    expect([...new Headers(fetch.calls[0]?.init.headers).keys()]).toEqual(['accept'])
  })

  it.each([
    [204, false],
    [301, false],
    [400, false],
    [401, false],
    [404, false],
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [503, true],
  ])('after status %i, worth another try: %s', async (status, retryable) => {
    const { error } = await listen([() => new Response(null, { status, headers: HEAD })])
    expect(error).toMatchObject({ status, retryable })
  })

  it('obeys Retry-After', async () => {
    const clock = new FakeClock()
    const fetch = new FakeFetch(() => new Response('', { status: 503, headers: { 'retry-after': '7' } }))
    const opening = openEvents(URL_, {
      signal: new AbortController().signal,
      platform: fakePlatform({ fetch: fetch.fetch, clock }),
    })
    await expect(opening).rejects.toMatchObject({ kind: 'busy', retryAt: clock.now() + 7000 })
  })

  it('says which type came instead of an event stream', async () => {
    const { error } = await listen([
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    ])
    expect(error).toMatchObject({
      kind: 'protocol',
      why: { code: 'not-event-stream', params: { type: 'text/html' } },
    })
  })

  it('tells a server that refuses to be read from one that is not there, by a no-cors look', async () => {
    const fails = () => Promise.reject(new TypeError('Failed to fetch'))
    const there = await listen([fails, () => new Response()])
    expect(there.error).toMatchObject({ kind: 'refused', why: { code: 'no-cors' } })
    expect(there.fetch.calls[1]?.init).toMatchObject({ mode: 'no-cors', credentials: 'omit' })
    const dead = await listen([fails, fails])
    expect(dead.error).toMatchObject({ kind: 'dropped', why: { code: 'unreachable' } })
  })

  it('waits for the head of the answer as long as it takes', async () => {
    const platform = fakePlatform({ fetch: new FakeFetch(never).fetch })
    const stop = new AbortController()
    let settled = false
    const opening = openEvents(URL_, { signal: stop.signal, platform }).finally(() => (settled = true))
    await platform.clock.pass(24 * 60 * 60_000)
    expect(settled).toBe(false)
    stop.abort()
    await expect(opening).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('cancels the reader at the abort: a mocked stream does not end by itself', async () => {
    let cancelled = false
    const body = new ReadableStream({ cancel: () => void (cancelled = true) })
    const platform = fakePlatform({ fetch: new FakeFetch(() => new Response(body, { headers: HEAD })).fetch })
    const stop = new AbortController()
    const wire = await openEvents(URL_, { signal: stop.signal, platform })
    const next = wire[Symbol.asyncIterator]().next()
    stop.abort()
    expect(await next).toMatchObject({ done: true })
    expect(cancelled).toBe(true)
  })

  it('lets a caller’s own headers beat ours, whatever letters their names are in', async () => {
    const { fetch } = await listen([streamOf()], {
      headers: { ACCEPT: 'text/event-stream, application/x', 'last-event-id': 'old' },
      lastEventId: 'new',
    })
    const headers = new Headers(fetch.calls[0]?.init.headers)
    expect(headers.get('accept')).toBe('text/event-stream, application/x')
    expect(headers.get('last-event-id')).toBe('new')
  })

  it('tells ids, comments and retry: in their places between the events', async () => {
    const told: unknown[] = []
    const text = ': a\ndata: 1\n\nid: 7\n\n:b\nretry: 5\nid: 8\ndata: 2\n\n: c\n'
    const platform = fakePlatform({ fetch: new FakeFetch(streamOf(text)).fetch })
    const wire = await openEvents(URL_, {
      signal: new AbortController().signal,
      platform,
      onComment: (comment) => told.push(`comment ${comment}`),
      onId: (id) => told.push(`id ${id}`),
      onRetry: (ms) => told.push(`retry ${ms}`),
    })
    const reading = (async () => {
      for await (const item of wire) told.push(item.kind === 'event' ? item.data : `${item.kind} alone`)
    })()
    await expect(reading).rejects.toMatchObject({ kind: 'dropped' })
    const inOrder = ['comment a', '1', 'id 7', 'id alone', 'comment b', 'retry 5', 'id 8', '2', 'comment c']
    expect(told).toEqual(inOrder)
  })

  it('keeps to what an earlier stream said by retry:, until this one says otherwise', async () => {
    const clock = new FakeClock()
    const ends = async (text: string) => {
      const platform = fakePlatform({ fetch: new FakeFetch(streamOf(text)).fetch, clock })
      const { signal } = new AbortController()
      const wire = await openEvents(URL_, { signal, platform, retryMs: 9_000 })
      return wire[Symbol.asyncIterator]().next()
    }
    await expect(ends('')).rejects.toMatchObject({ retryAt: clock.now() + 9_000 })
    await expect(ends('retry: 100\n')).rejects.toMatchObject({ retryAt: clock.now() + 100 })
  })

  it('tells nothing more after the abort, not even what came in the same chunk', async () => {
    const stop = new AbortController()
    const platform = fakePlatform({ fetch: new FakeFetch(streamOf('data: a\n\ndata: b\n\n')).fetch })
    const wire = await openEvents(URL_, { signal: stop.signal, platform })
    const told: unknown[] = []
    for await (const item of wire) {
      told.push(item)
      stop.abort()
    }
    expect(told).toEqual([event('a')])
  })

  it('shows an event past 8 MB by its beginning, and reads on', async () => {
    const huge = 'x'.repeat(MAX_TEXT_CHARS / 2)
    const { items } = await listen([
      streamOf('data: a\n\n', `data: ${huge}`, huge, 'rest\nid: 9\n\ndata: b\n\n'),
    ])
    expect(items).toEqual([
      event('a'),
      {
        kind: 'garbled',
        frame: huge.slice(0, 64 * 1024),
        why: { code: 'too-large', params: { megabytes: 8 } },
      },
      { kind: 'id', id: '9' },
      event('b', '9'),
    ])
  })
})
