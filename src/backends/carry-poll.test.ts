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

  it('tells of a gap when a list has nothing left of what it had, also across a reconnect', async () => {
    const list = (...ids: number[]) => json(ids.map((id) => ({ id, text: `#${id}` })))
    const one = carry.start({ wire: 'poll' }, new FakeFetch(list(1, 2), list(2, 3)))
    await one.clock.pass(1_100)
    expect(one.told.map(({ type }) => type)).toEqual(['ready', 'snapshot', 'snapshot'])
    const two = carry.start({ wire: 'poll' }, new FakeFetch(list(8, 9), list(8, 9, 10)))
    await two.clock.pass(1_100)
    expect(two.told.map(({ type }) => type)).toEqual(['ready', 'gap', 'snapshot', 'snapshot'])
    expect(two.told[1]).toMatchObject({ from: expect.any(Number) as number, why: { code: 'list-moved-on' } })
  })

  it('asks for what is new from where the last answer ended, and takes all of it for new', async () => {
    const fetch = new FakeFetch(
      json([{ id: 1, text: 'a' }]),
      json({ messages: [{ text: 'x' }], cursor: 'c2' }),
      json({ messages: [{ text: 'x' }], cursor: 'c3' }),
      json({ messages: [], cursor: 'c3' }),
      json({ messages: [], cursor: 'c3' }),
    )
    const { told, clock } = carry.start({ wire: 'poll', resume: 'since' }, fetch)
    await clock.pass(4_200)
    expect(fetch.calls.map(({ url }) => new URL(url).search)).toEqual([
      '',
      '?since=1',
      '?since=c2',
      '?since=c3',
      '?since=c3',
    ])
    const snapshots = told.flatMap((each) => (each.type === 'snapshot' ? [each] : []))
    expect(snapshots.map(({ news, cursor }) => [news?.map(({ body }) => body), cursor])).toEqual([
      [['a'], '1'],
      [['x'], 'c2'],
      [['x'], 'c3'],
      [[], 'c3'],
      [undefined, undefined],
    ])
    expect(told.some(({ type }) => type === 'gap')).toBe(false)
  })

  it('hears what a server that greets says beside its list', async () => {
    const fetch = new FakeFetch(
      json({ signalbox: 1, dedupes: true, cursor: 5, messages: [] }),
      json({ signalbox: 1, dedupes: true, cursor: 9, gap: { to: 5 }, messages: [{ id: 9, text: 'a' }] }),
    )
    const { told, clock } = carry.start({ wire: 'poll', resume: 'since' }, fetch, '3')
    await clock.pass(1_100)
    expect(told).toMatchObject([
      { type: 'ready', dedupes: true, hello: true },
      { type: 'snapshot', news: [], cursor: '5' },
      { type: 'gap', to: 5, why: { code: 'not-kept' } },
      { type: 'snapshot', news: [{ id: '9' }], cursor: '9' },
    ])
  })

  it('asks for all of it when it is told that nothing changed, and it has nothing', async () => {
    const fetch = new FakeFetch(
      () => new Response(null, { status: 304 }),
      json([1]),
      () => new Response(null, { status: 304 }),
    )
    const { told, clock } = carry.start({ wire: 'poll' }, fetch)
    await clock.pass(1_100)
    expect(fetch.calls.map(({ init }) => init.cache)).toEqual(['no-cache', 'reload', 'no-cache'])
    expect(told).toMatchObject([
      { type: 'ready' },
      { type: 'snapshot', snapshot: { value: [1] } },
      { type: 'snapshot', snapshot: { value: [1], unchanged: true } },
    ])
    // Another attempt of the same channel still has it.
    const again = carry.start({ wire: 'poll' }, new FakeFetch(() => new Response(null, { status: 304 })))
    await settle()
    expect(again.told[1]).toMatchObject({ snapshot: { value: [1], unchanged: true } })
  })
})
