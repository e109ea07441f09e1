import { describe, expect, it } from 'vitest'
import type { Traced } from '../model/traced.ts'
import { openEvents } from './events.ts'
import { settle } from './fake-clock.ts'
import { FakeFetch, fakePlatform, FakeSocket } from './fake-platform.ts'
import { request } from './http.ts'
import { openSocket } from './socket.ts'

/** What a wire traced, without its times. */
function tracing() {
  const traced: Traced[] = []
  const told = () => traced.map(({ at: _, ...rest }) => rest)
  return { trace: (each: Traced) => void traced.push(each), told, signal: new AbortController().signal }
}

const stream = (text: string) => new Response(text, { headers: { 'content-type': 'text/event-stream' } })

describe('what an inspector is told of a wire', () => {
  it('has the code and the reason of a close', async () => {
    const { trace, told, signal } = tracing()
    const opening = openSocket('ws://x/', { signal, trace, platform: fakePlatform() })
    const socket = FakeSocket.made.at(-1) as FakeSocket
    socket.open('chat.v1')
    await (await opening).send('hi')
    socket.give('there')
    socket.drop(1011, 'gone')
    expect(told()).toMatchObject([
      { kind: 'open', url: 'ws://x/', detail: 'chat.v1' },
      { kind: 'out', frame: 'hi' },
      { kind: 'in', frame: 'there' },
      { kind: 'close', code: 1011, reason: 'gone', why: { code: 'closed' } },
    ])
  })

  it('has what never opened, and says of what this page closed that it did', async () => {
    const { trace, told, signal } = tracing()
    const opening = openSocket('ws://x/', { signal, trace, platform: fakePlatform() })
    ;(FakeSocket.made.at(-1) as FakeSocket).drop(1006)
    await expect(opening).rejects.toThrow()
    expect(told()).toMatchObject([{ kind: 'close', code: 1006, why: { code: 'unreachable' } }])

    const own = tracing()
    const page = new AbortController()
    const other = openSocket('ws://x/', { ...own, signal: page.signal, platform: fakePlatform() })
    page.abort()
    await expect(other).rejects.toThrow()
    expect(own.told()).toEqual([{ kind: 'close', detail: 'closed by this page' }])
  })

  it('has the address, the method, the status and the type of a request', async () => {
    const { trace, told, signal } = tracing()
    const answers = new FakeFetch(
      () => new Response('{"a":1}', { headers: { 'content-type': 'application/json' } }),
      () => new Response('no', { status: 404 }),
    )
    const options = { signal, trace, platform: fakePlatform({ fetch: answers.fetch }) }
    await request('http://page.test/value', {}, options)
    await expect(request('http://page.test/say', { method: 'POST', body: 'hi' }, options)).rejects.toThrow()
    expect(told()).toMatchObject([
      { kind: 'out', frame: '', event: 'GET', url: 'http://page.test/value' },
      { kind: 'in', frame: '{"a":1}', event: '200', type: 'application/json', ms: 0 },
      { kind: 'out', frame: 'hi', event: 'POST', url: 'http://page.test/say' },
      { kind: 'in', frame: 'no', event: '404' },
    ])
    await expect(request('http://page.test/value', {}, options)).rejects.toThrow()
    expect(told().at(-1)).toMatchObject({ kind: 'close', why: { code: 'unreachable' } })
  })

  it('has the lines of an event stream that are no events, in their place', async () => {
    const { trace, told, signal } = tracing()
    const text = ': hello\n:\nretry: 3000\n\nevent: build\nid: 1\ndata: green\n\nid: 2\n\n'
    const platform = fakePlatform({ fetch: new FakeFetch(() => stream(text)).fetch })
    const items = await openEvents('http://page.test/', { signal, trace, platform })
    await expect(async () => {
      for await (const _ of items) await settle()
    }).rejects.toThrow()
    expect(told()).toMatchObject([
      { kind: 'out', frame: '', event: 'GET' },
      { kind: 'open', detail: '200' },
      { kind: 'note', detail: ': hello' },
      { kind: 'note', detail: ':' },
      { kind: 'note', detail: 'retry: 3000' },
      { kind: 'in', frame: 'green', event: 'build', id: '1' },
      { kind: 'note', detail: 'id: 2' },
      { kind: 'close', why: { code: 'ended' } },
    ])
  })

  it('has a stream that was refused', async () => {
    const { trace, told, signal } = tracing()
    const refuses = new FakeFetch(() => new Response('full', { status: 503 }))
    const platform = fakePlatform({ fetch: refuses.fetch })
    await expect(openEvents('http://page.test/', { signal, trace, platform })).rejects.toThrow()
    expect(told().at(-1)).toMatchObject({ kind: 'close', why: { code: 'http-status', detail: 'full' } })
  })
})
