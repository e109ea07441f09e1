import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import type { NetError } from '../net/errors.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { events, FakeCarry, json } from './fake-carry.ts'

let carry: FakeCarry

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
    carry.memory.set('connected', true)
    const { told, fetch } = carry.start({ wire: 'events' }, new FakeFetch(events(': hi\n\n')), '4')
    await settle()
    expect(new Headers(fetch.calls[0]?.init.headers).get('last-event-id')).toBe('4')
    expect(told.map(({ type }) => type)).toEqual(['ready'])
  })

  it('shows a gap where the header fails a preflight, and does not try it again', async () => {
    carry.memory.set('connected', true)
    const fails = () => Promise.reject(new TypeError('preflight'))
    const fetch = new FakeFetch(fails, () => new Response(), events(''), events(''))
    const { told } = carry.start({ wire: 'events' }, fetch, '4')
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready'])
    carry.start({ wire: 'events' }, fetch, '4')
    await settle()
    expect(new Headers(fetch.calls[3]?.init.headers).has('last-event-id')).toBe(false)
  })

  it('lets one speak while the stream is still silent, and takes what comes for more than an open door', async () => {
    let answer: (response: Response) => void = () => undefined
    const fetch = new FakeFetch(() => new Promise((resolve) => (answer = resolve)), json({ id: 9 }))
    const { told, clock } = carry.start({ wire: 'events' }, fetch)
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
      const story = carry.start({ wire: 'events' }, new FakeFetch(events('data: 1\n\n')))
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
    const { told } = carry.start({ wire: 'events', post: 'http://server.test/say' }, fetch)
    await settle()
    const { act } = told[0] as Incoming & { type: 'ready' }
    expect(await act?.({ id: 'd', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })).toBe('9')
    expect(fetch.calls[1]).toMatchObject({ url: 'http://server.test/say', init: { method: 'POST' } })
  })
})
