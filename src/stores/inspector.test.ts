import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Traced } from '../model/traced.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { MAX_CAPTURED, MAX_CAPTURED_BYTES } from './inspector-capture.ts'
import type { FrameFilter } from './inspector-filter.ts'
import { formatFilter, parseFilter } from './inspector-filter.ts'
import { Watch } from './inspector-watch.ts'
import { Inspector } from './inspector.svelte.ts'

let clock: FakeClock
let watch: Watch
let inspector: Inspector
let told: number

beforeEach(() => {
  clock = new FakeClock()
  watch = new Watch('here', () => undefined, clock)
  inspector = new Inspector(watch, clock)
  told = 0
  watch.hear({ of: 'wire', stretches: [], to: 'here' })
})

afterEach(() => inspector.close())

async function tell(...traced: Traced[]): Promise<void> {
  watch.hear({ of: 'wire', stretches: [{ from: told, traced }] })
  told += traced.length
  await settle()
}

const heard = (frame: string | ArrayBuffer, more: Partial<Traced> = {}): Traced =>
  ({ at: clock.now(), kind: 'in', frame, ...more }) as Traced
const said = (frame: string): Traced => ({ at: clock.now(), kind: 'out', frame })
const many = (n: number, words = 'frame') => Array.from({ length: n }, (_, each) => heard(`${words} ${each}`))
const with_ = (filter: Partial<FrameFilter>): FrameFilter => ({ ...parseFilter(() => undefined), ...filter })
const query = (text: string) => ({ text, regex: false, matchCase: false })

function texts(): unknown[] {
  flushSync()
  return Array.from({ length: inspector.shown.length }, (_, index) => {
    const traced = inspector.shown.at(index)?.traced
    return traced && 'frame' in traced ? traced.frame : traced?.kind
  })
}

const seen = (expected: unknown[]) => vi.waitFor(() => expect(texts()).toEqual(expected), { interval: 1 })

describe('an inspector', () => {
  it('holds the last 20,000, and of large frames 16 MB', async () => {
    await tell(...many(MAX_CAPTURED + 10))
    expect(inspector.shown.length).toBe(MAX_CAPTURED)
    expect(texts()[0]).toBe('frame 10')
    const large = 'x'.repeat(1024 * 1024)
    for (let n = 0; n < 20; n++) await tell(heard(large))
    expect(inspector.shown.length).toBe(16)
    await tell(heard('y'.repeat(MAX_CAPTURED_BYTES + 1)))
    expect(inspector.shown.length).toBeLessThanOrEqual(16)
    const last = inspector.shown.at(inspector.shown.length - 1)
    expect(last?.bytes).toBeLessThan(100_000)
  })

  it('says where something was not kept', async () => {
    watch.hear({ of: 'wire', stretches: [{ from: 7, traced: [heard('x')] }], to: 'here' })
    await settle()
    expect(inspector.shown.at(0)?.missed).toBe(7)
  })

  it('stands still while it is frozen, counts what comes, and has it when it is thawed', async () => {
    await tell(...many(3))
    inspector.freeze(true)
    await tell(...many(MAX_CAPTURED, 'later'))
    expect(texts()).toEqual(['frame 0', 'frame 1', 'frame 2'])
    expect(inspector.came).toBe(MAX_CAPTURED)
    expect(inspector.all).toHaveLength(3)
    inspector.filterBy(with_({ query: query('frame 1') }))
    await seen(['frame 1'])
    inspector.filterBy(with_({}))
    inspector.freeze(false)
    expect(inspector.shown.length).toBe(MAX_CAPTURED)
    expect(texts()[0]).toBe('later 0')
    expect(inspector.came).toBe(0)
  })

  it('hides what was cleared, and brings it back', async () => {
    await tell(...many(3))
    inspector.clear()
    await tell(heard('after'))
    expect(texts()).toEqual(['after'])
    expect(inspector.hidden).toBe(3)
    inspector.bringBack(true)
    expect(texts()).toHaveLength(4)
    expect(inspector.hidden).toBe(0)
    expect(inspector.mark?.key).toBe(3)
  })

  it('filters by direction and by what a frame is, also what comes later', async () => {
    const bytes = new TextEncoder().encode('{"b":1}').buffer
    const all: Traced[] = [
      { at: 1, kind: 'open', url: 'ws://x' },
      heard('{"a":1}'),
      said('hello'),
      heard(bytes),
      heard(Uint8Array.of(0xff).buffer),
    ]
    await tell(...all)
    const shows = (filter: Partial<FrameFilter>) => {
      inspector.filterBy(with_(filter))
      return texts()
    }
    const binary = Uint8Array.of(0xff).buffer
    expect(shows({ dir: 'in' })).toEqual(['{"a":1}', bytes, binary])
    expect(shows({ kinds: ['json'] })).toEqual(['{"a":1}', bytes])
    expect(shows({ kinds: ['binary'] })).toEqual([bytes, binary])
    expect(shows({ kinds: ['text', 'state'] })).toEqual(['open', 'hello'])
    await tell(said('later'), heard('{"a":2}'))
    expect(texts()).toEqual(['open', 'hello', 'later'])
    expect(shows({ dir: 'out', kinds: ['state'] })).toEqual([])
    expect(shows({})).toHaveLength(7)
  })

  it('finds a text, in frames, events, ids and reasons, and goes from hit to hit', async () => {
    await tell(heard('one Apple'), heard('x', { event: 'apple' } as Partial<Traced>), heard('nothing'), {
      at: 1,
      kind: 'close',
      detail: 'closed',
      code: 1011,
      reason: 'no more apples',
    })
    inspector.filterBy(with_({ query: query('apple') }))
    await seen(['one Apple', 'x', 'close'])
    await tell(heard('pineapple'), heard('pear'))
    await seen(['one Apple', 'x', 'close', 'pineapple'])
    expect(inspector.hits).toMatchObject({ count: 4, isBusy: false })
    const walk = (step: 1 | -1) => [inspector.jump(step)?.key, inspector.here]
    expect([walk(1), walk(1), walk(-1), walk(-1), walk(-1)]).toEqual([
      [0, 1],
      [1, 2],
      [0, 1],
      [4, 4],
      [3, 3],
    ])
    inspector.filterBy(with_({ query: query('apple'), only: false }))
    await vi.waitFor(() => expect(inspector.hits?.count).toBe(4))
    expect(texts()).toHaveLength(6)
    expect([0, 1, 2, 3, 4].filter((key) => inspector.isHit(key))).toEqual([0, 1, 3, 4])
  })

  it('shows everything where a regular expression is none, and says so', async () => {
    await tell(heard('a'), heard('b'))
    inspector.filterBy(with_({ query: { text: '(', regex: true, matchCase: false } }))
    await vi.waitFor(() => expect(inspector.hits?.error?.kind).toBe('syntax'))
    expect(texts()).toEqual(['a', 'b'])
  })

  it('hands over what is selected, in its order: one, a range, some, all', async () => {
    await tell(...many(6))
    const { selection, shown } = inspector
    const at = (index: number) => shown.at(index) as NonNullable<ReturnType<typeof shown.at>>
    const selected = () => inspector.selected.map((traced) => ('frame' in traced ? traced.frame : ''))
    selection.pick(at(3))
    expect(selected()).toEqual(['frame 3'])
    selection.extend(at(1), shown)
    expect(selected()).toEqual(['frame 1', 'frame 2', 'frame 3'])
    selection.extend(at(4), shown)
    expect(selected()).toEqual(['frame 3', 'frame 4'])
    selection.toggle(at(0))
    expect(selected()).toEqual(['frame 0', 'frame 3', 'frame 4'])
    selection.all(shown)
    expect(selected()).toHaveLength(6)
    selection.less()
    expect(selected()).toEqual(['frame 0'])
    expect(inspector.all).toHaveLength(6)
  })

  it('knows the turns of the connection and its round trips, however much comes between', async () => {
    await tell({ at: 1, kind: 'status', status: { name: 'ready', since: 1 } })
    await tell({ at: 2, kind: 'status', status: { name: 'ready', since: 1, rttMs: 12 } })
    await tell(...many(MAX_CAPTURED))
    await tell({ at: 3, kind: 'close', detail: 'closed', code: 1006 })
    expect(inspector.timeline.map(({ traced }) => traced.kind)).toEqual(['status', 'close'])
    expect(inspector.trips).toEqual([12])
  })

  it('counts what came in each second', async () => {
    const start = clock.now()
    await clock.pass(1_000 - (start % 1_000))
    await tell(heard('12345'), said('한'))
    await clock.pass(2_000)
    await tell(heard('1'))
    await clock.pass(1_000)
    const { frames, bytes } = inspector.rates.series(clock.now())
    expect(frames.slice(-3)).toEqual([2, 0, 1])
    expect(bytes.slice(-3)).toEqual([8, 0, 1])
  })
})

describe('a filter', () => {
  it('is the same after a copied link', () => {
    const filters = [
      with_({}),
      with_({ dir: 'out', kinds: ['json', 'state'], query: query('a,b') }),
      with_({ query: { text: '^\\d+$', regex: true, matchCase: true }, only: false }),
    ]
    for (const filter of filters) {
      const params = formatFilter(filter)
      expect(parseFilter((name) => params[name])).toEqual(filter)
    }
    expect(parseFilter(() => 'nonsense')).toEqual(with_({ query: query('nonsense') }))
  })
})
