import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Mapping } from '../model/mapping.ts'
import { NO_MAPPING } from '../model/mapping.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { FakeBencher } from './fake-bencher.ts'
import { events } from './fake-carry.ts'
import { startMapped } from './fake-mapped.ts'
import { DEADLINE_MS, MapBench, START_MS } from './json-map-bench.ts'
import { keyOf } from './json-map-codec.ts'
import { findFaults, MapReader } from './json-map-reader.ts'

const WILD: Partial<Mapping> = { parts: { text: ["$.parts[?@.type == 'text'].value"], tags: ['$..tag'] } }
const wild = (value: string) => JSON.stringify({ parts: [{ type: 'x' }, { type: 'text', value, tag: 't' }] })
/** More than any deadline, with its grace. */
const LONG_MS = DEADLINE_MS + 100

beforeEach(() => {
  FakeBencher.made = []
  vi.stubGlobal('Worker', FakeBencher)
  vi.stubGlobal('location', new URL('http://page.test/'))
})
afterEach(() => vi.unstubAllGlobals())

function reader(mapping: Partial<Mapping> = WILD) {
  const clock = new FakeClock()
  return {
    clock,
    reader: new MapReader({ ...NO_MAPPING, ...mapping }, new MapBench(() => new FakeBencher(), clock)),
  }
}

describe('paths that are more than plain', () => {
  it('are followed in a worker, and rows keep their order', async () => {
    const story = await startMapped(WILD)
    await vi.waitFor(() => expect(story.socket()).toBeDefined())
    story.socket().open()
    await settle()
    await story.give(wild('a'), 'not json', wild('b'), '{"parts":[]}')
    await vi.waitFor(() => expect(story.told.at(-1)).toMatchObject({ type: 'messages' }))
    expect(story.told.slice(1)).toMatchObject([
      { messages: [{ body: 'a', tags: ['t'] }] },
      { type: 'garbled', why: { code: 'not-json' } },
      { messages: [{ body: 'b', tags: ['t'] }, { body: '{"parts":[]}' }] },
    ])
    expect(FakeBencher.made).toHaveLength(1)
  })

  it('are followed in event streams, with the names of their events', async () => {
    const mapping = { ...WILD, only: [{ path: '$.event', is: ['say'], orEvent: true as const }] }
    const text = `event: say\ndata: ${wild('a')}\n\nevent: ping\ndata: ${wild('b')}\n\n`
    const story = await startMapped(mapping, { wire: 'events' }, new FakeFetch(events(text)))
    await vi.waitFor(() => {
      const told = story.told.flatMap((each) => (each.type === 'messages' ? each.messages : []))
      expect(told).toMatchObject([{ body: 'a' }])
    })
  })

  it('are refused where there are no workers', async () => {
    vi.stubGlobal('Worker', undefined)
    const story = await startMapped(WILD)
    await vi.waitFor(() => expect(story.end.error).toMatchObject({ why: { code: 'mapping.no-worker' } }))
  })

  it('make a row of each of several nodes, and of a list’s elements', async () => {
    const { reader: all } = reader({ each: '$.rooms[*].lines[*]', parts: { text: ['$.t'] } })
    const text = '{"rooms":[{"lines":[{"t":1},{"t":2}]},{"lines":[{"t":12345678901234567890}]}]}'
    const { picked } = await all.read([{ text }])
    expect(picked.get(keyOf({ text }))?.map(({ record }) => record)).toEqual([
      { t: 1 },
      { t: 2 },
      { t: 12345678901234567890n },
    ])
  })
})

describe('a path that takes too long', () => {
  it('costs its own text, and the others are read by a new worker', async () => {
    const { clock, reader: slow } = reader()
    const [a, hang, b] = ['a', 'hang', 'b'].map((text) => ({ text: wild(text) }))
    const reading = slow.read([a, hang, b] as never)
    await clock.pass(LONG_MS)
    const { picked, failed } = await reading
    expect([...picked.keys()]).toEqual([keyOf(a as never), keyOf(b as never)])
    expect([...failed]).toEqual([[hang?.text, { code: 'mapping.slow' }]])
    expect(FakeBencher.made.map(({ isEnded }) => isEnded)).toEqual([true, false])
  })

  it('costs the rest of its lump where it does so again, and is not tried for ever', async () => {
    const { clock, reader: slow } = reader()
    const texts = ['hang 1', 'hang 2', 'after'].map((text) => ({ text: wild(text) }))
    for (let lump = 0; lump < 2; lump++) {
      const reading = slow.read(texts)
      await clock.pass(2 * LONG_MS)
      expect((await reading).failed.size).toBe(3)
    }
    const made = FakeBencher.made.length
    expect((await slow.read([{ text: wild('fine') }])).failed.size).toBe(1)
    expect(FakeBencher.made).toHaveLength(made)
  })

  it('is a row that says so, in its place', async () => {
    const story = await startMapped(WILD)
    await vi.waitFor(() => expect(story.socket()).toBeDefined())
    story.socket().open()
    await settle()
    await story.give(wild('a'), wild('hang'), wild('b'))
    await vi.waitFor(() => expect(FakeBencher.made[0]?.works).toHaveLength(1))
    await story.clock.pass(LONG_MS)
    await vi.waitFor(() => expect(story.told.at(-1)).toMatchObject({ messages: [{ body: 'b' }] }))
    expect(story.told.slice(1)).toMatchObject([
      { messages: [{ body: 'a' }] },
      { type: 'garbled', frame: wild('hang'), why: { code: 'mapping.slow' } },
      { messages: [{ body: 'b' }] },
    ])
  })

  it('that has a worker that never runs, is given up too', async () => {
    const clock = new FakeClock()
    const dead = { postMessage: () => undefined, terminate: () => undefined, onmessage: null, onerror: null }
    const lone = new MapReader({ ...NO_MAPPING, ...WILD }, new MapBench(() => ({ ...dead }), clock))
    const reading = lone.read([{ text: wild('a') }])
    await clock.pass(START_MS + 1_000)
    expect((await reading).failed.size).toBe(1)
  })
})

it('a text that is no path is told so, with the place', async () => {
  const bench = new MapBench(() => new FakeBencher(), new FakeClock())
  expect(
    await findFaults(['$.a[*]', '$.a[', 'a', '', '$.a b', '$..x[?match(@.y, "z")]'], bench),
  ).toMatchObject([
    { path: '$.a[', at: 4 },
    { path: 'a', at: 0 },
    { path: '', at: 0 },
    { path: '$.a b', at: 4 },
  ])
})
