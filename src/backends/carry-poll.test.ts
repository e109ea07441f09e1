import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { FakeCarry, json } from './fake-carry.ts'

let carry: FakeCarry

beforeEach(() => {
  carry = new FakeCarry()
})

describe('by polling', () => {
  it('tells each answer as a snapshot, and what is new in it as messages', async () => {
    const a = { id: 1, text: 'a', at: 1_700_000_000 }
    const b = { id: 2, text: 'b', at: 1_700_000_060 }
    const { told, clock } = carry.start(
      { wire: 'poll' },
      new FakeFetch(json([a]), json([b, a]), json([b, a])),
    )
    await clock.pass(2_100)
    const snapshots = told.filter((each) => each.type === 'snapshot')
    expect(snapshots.map(({ news }) => news?.map(({ body }) => body))).toEqual([['a'], ['b'], undefined])
    expect(snapshots.at(-1)?.snapshot).toMatchObject({ unchanged: true, value: [b, a] })
  })

  it('puts the oldest first by number or by where the new ones are, and forgets nothing for one empty answer', async () => {
    const list = (...ids: number[]) => json(ids.map((id) => ({ id, text: `#${id}` })))
    const byId = carry.start({ wire: 'poll' }, new FakeFetch(list(3, 2, 1), json([]), list(5, 4, 3, 2, 1)))
    await byId.clock.pass(2_100)
    const newsOf = (told: Incoming[]) =>
      told.flatMap((each) => (each.type === 'snapshot' ? (each.news ?? []) : [])).map(({ body }) => body)
    expect(newsOf(byId.told)).toEqual(['#1', '#2', '#3', '#4', '#5'])
    carry = new FakeCarry()
    const byPlace = carry.start({ wire: 'poll' }, new FakeFetch(json(['b', 'a']), json(['d', 'c', 'b', 'a'])))
    await byPlace.clock.pass(1_100)
    expect(newsOf(byPlace.told)).toEqual(['b', 'a', 'c', 'd'])
  })

  it('loses nothing of a list that names the sender by its ids', async () => {
    const line = (text: string) => ({ id: 'mina', text })
    const { told, clock } = carry.start(
      { wire: 'poll' },
      new FakeFetch(json([line('a')]), json([line('a'), line('b')]), json([line('b'), line('b')])),
    )
    await clock.pass(2_100)
    const news = told.flatMap((each) => (each.type === 'snapshot' ? (each.news ?? []) : []))
    expect(news.map(({ body }) => body)).toEqual(['a', 'b', 'b'])
  })

  it('tells equal lines without ids as often as there are', async () => {
    const { told, clock } = carry.start({ wire: 'poll' }, new FakeFetch(json(['x']), json(['x', 'x', 'y'])))
    await clock.pass(1_100)
    const news = told.flatMap((each) => (each.type === 'snapshot' ? (each.news ?? []) : []))
    expect(news.map(({ body }) => body)).toEqual(['x', 'x', 'y'])
  })

  it('shows HTML by mistake as garbled, keeps asking, and shares the value that did not change', async () => {
    const fetch = new FakeFetch(json({ n: 1 }), () => new Response('<html>'), json({ n: 1 }))
    const { told, clock, end } = carry.start({ wire: 'poll' }, fetch)
    await clock.pass(2_100)
    expect(told.map(({ type }) => type)).toEqual(['ready', 'snapshot', 'garbled', 'snapshot'])
    expect(end.error).toBeUndefined()
  })

  it('ends by the server’s error, with its Retry-After', async () => {
    const { end, clock } = carry.start(
      { wire: 'poll' },
      new FakeFetch(() => new Response('', { status: 429, headers: { 'retry-after': '9' } })),
    )
    await settle()
    expect(end.error).toMatchObject({ kind: 'busy', retryAt: clock.now() + 9_000 })
  })

  it('polls at once after something was said, and when it is told to', async () => {
    const { told, fetch, clock } = carry.start(
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
