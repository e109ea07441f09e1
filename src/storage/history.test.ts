import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Change, Entry } from '../model/log.ts'
import { FakeClock } from '../net/fake-clock.ts'
import type { History } from './archive.ts'
import { openArchive } from './archive.ts'
import { keysOf, lines, said, saidByUs } from './fake-entries.ts'
import type { Schema } from './schema.ts'

const DAY_MS = 86_400_000
let factory: IDBFactory
let clock: FakeClock
let keep: { count: number; days: number }

beforeEach(() => {
  factory = new IDBFactory()
  clock = new FakeClock()
  keep = { count: 10_000, days: 30 }
})

/** A page of its own on the same device. */
const visit = (profile = 'p'): History =>
  openArchive({ factory: () => factory, clock }).history(profile, () => keep)

async function opened(writer = 'tab'): Promise<History> {
  const history = visit()
  await history.open(writer)
  return history
}

const all = (history: History) => history.page(Infinity, 1_000_000)
const put = (...entries: Entry[]): Change => ({ put: entries })

/** The database as it is, seen by nobody's code. */
async function raw() {
  vi.stubGlobal('indexedDB', factory)
  const db = await openDB<Schema>('signalbox')
  const chunks = await db.getAll('chunks')
  const meta = await db.get('meta', 'p')
  db.close()
  vi.unstubAllGlobals()
  return { chunks, meta, truth: chunks.reduce((sum, { entries }) => sum + entries.length, 0) }
}

describe('a history', () => {
  it('begins with nothing', async () => {
    const history = visit()
    expect(await history.open('a')).toEqual({ cursor: undefined, heardAt: undefined, lastKey: 0, unread: [] })
    expect(await all(history)).toEqual([])
  })

  it('finds after a reload what was written, the cursor and what is unread', async () => {
    const history = await opened()
    history.write([put(...lines(1, 3))], { cursor: 'c3', heardAt: 77 })
    history.setUnread([2, 3])
    await history.flush()
    const next = visit()
    expect(await next.open('b')).toEqual({ cursor: 'c3', heardAt: 77, lastKey: 3, unread: [2, 3] })
    expect(await all(next)).toEqual(lines(1, 3))
  })

  it('writes what comes after a pause at once, all in one transaction, and what follows half a second later', async () => {
    const history = await opened()
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const isKept = (lastKey: number) =>
      vi.waitFor(async () => expect((await raw()).meta).toMatchObject({ lastKey, cursor: `${lastKey}` }))
    history.write([put(said(1))], { cursor: '1' })
    history.write([put(said(2))], { cursor: '2' })
    expect(transactions).not.toHaveBeenCalled()
    await clock.pass(10)
    expect(transactions).toHaveBeenCalledTimes(1)
    await isKept(2)
    transactions.mockClear()
    history.write([put(said(3))], { cursor: '3' })
    await clock.pass(489)
    expect(transactions).not.toHaveBeenCalled()
    await clock.pass(11)
    expect(transactions).toHaveBeenCalledTimes(1)
    await isKept(3)
  })

  it('writes the first message at once, though it was just written how things stand', async () => {
    const history = await opened()
    history.write([], { sent: ['a'], heardAt: 5 })
    await history.flush()
    history.write([put(said(1))], {})
    await clock.pass(10)
    await vi.waitFor(async () => expect((await raw()).meta).toMatchObject({ lastKey: 1 }))
  })

  it('writes at once when twenty thousand wait that are to be kept', async () => {
    keep = { count: 50_000, days: 30 }
    const history = await opened()
    history.write([put(...lines(1, 20_000))], {})
    await vi.waitFor(async () => expect((await raw()).meta?.count).toBe(20_000))
  })

  it('writes a flood every two seconds, and reads nothing of what it leaves nothing of', async () => {
    const history = await opened()
    history.write([put(...lines(1, 15_000))], {})
    await clock.pass(10)
    await vi.waitFor(async () => expect((await raw()).meta).toMatchObject({ count: 10_000, lastKey: 15_000 }))
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
    const read = vi.spyOn(IDBObjectStore.prototype, 'openCursor')
    history.write([put(...lines(15_001, 27_000))], {})
    await clock.pass(1_989)
    expect(transactions).not.toHaveBeenCalled()
    await clock.pass(11)
    await history.flush()
    expect(transactions).toHaveBeenCalledTimes(1)
    expect(read).not.toHaveBeenCalled()
    expect(await all(history)).toEqual(lines(17_001, 27_000))
    expect((await raw()).meta).toMatchObject({ count: 10_000, lastKey: 27_000 })
  })

  it('leaves what is there where what comes is known already', async () => {
    keep = { count: 3, days: 30 }
    const history = await opened()
    history.write([put(...lines(1, 3))], {})
    await history.flush()
    history.write([put(...lines(1, 4))], {})
    await history.flush()
    expect(await all(history)).toEqual(lines(2, 4))
  })

  it('keeps what comes while it writes for the next time', async () => {
    const history = await opened()
    history.write([put(...lines(1, 5))], { cursor: '5' })
    const first = history.flush()
    history.write([put(...lines(6, 9))], { cursor: '9' })
    await first
    history.write([put(said(10))], { cursor: '10' })
    await history.flush()
    expect(await all(history)).toEqual(lines(1, 10))
    expect((await raw()).meta).toMatchObject({ cursor: '10', count: 10 })
  })

  it('keeps what comes in the middle of a transaction for the next time', async () => {
    const history = await opened()
    history.write([{ put: lines(1, 5) }], { cursor: '5' })
    const stored = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...args
    ) {
      history.write([put(said(6)), { at: 5, by: [] }], { cursor: '6' })
      return stored.apply(this, args)
    })
    await history.flush()
    expect((await raw()).meta).toMatchObject({ cursor: '5', count: 5 })
    expect(keysOf(await all(history))).toEqual([1, 2, 3, 4, 6])
    expect((await raw()).meta).toMatchObject({ cursor: '6', count: 5 })
  })

  it('leaves the cursor as it is where none is told, and forgets it when asked', async () => {
    const history = await opened()
    history.write([put(said(1))], { cursor: 'c' })
    history.write([put(said(2))], { heardAt: 5 })
    await history.flush()
    expect((await raw()).meta).toMatchObject({ cursor: 'c', heardAt: 5 })
    history.setCursor(undefined)
    await history.flush()
    expect((await raw()).meta?.cursor).toBeUndefined()
  })

  it('gives pages from the newest to the oldest, across chunks', async () => {
    const history = await opened()
    history.write([put(...lines(1, 2_345))], {})
    const seen: Entry[] = []
    for (let before = Infinity; ;) {
      const page = await history.page(before, 200)
      if (page.length === 0) break
      expect(page.length).toBe(seen.length < 2_200 ? 200 : 145)
      seen.unshift(...page)
      before = Number(page[0]?.key)
    }
    expect(seen).toEqual(lines(1, 2_345))
    expect(await history.page(NaN, 10)).toEqual([])
    expect(await history.page(5, 0)).toEqual([])
    expect(keysOf(await history.page(4, 2))).toEqual([2, 3])
  })

  it('does not mix profiles, however their ids are alike', async () => {
    const archive = openArchive({ factory: () => factory, clock })
    for (const [n, id] of ['a', 'aa', 'a\u0000', ''].entries()) {
      const history = archive.history(id, () => keep)
      expect(archive.history(id, () => keep)).toBe(history)
      await history.open('w')
      history.write([put(said(n + 1))], {})
      await history.flush()
    }
    expect(keysOf(await all(archive.history('a', () => keep)))).toEqual([1])
    expect(keysOf(await all(archive.history('', () => keep)))).toEqual([4])
    expect((await archive.profiles()).sort()).toEqual(['', 'a', 'a\u0000', 'aa'])
  })

  it('stores no day marks and nothing without a number', async () => {
    const history = await opened()
    history.write([put({ kind: 'day', key: 1, at: 1 }, { ...said(2), key: 'x' } as Entry, said(3))], {})
    expect(keysOf(await all(history))).toEqual([3])
  })

  it('takes a put a second time without a change', async () => {
    const history = await opened()
    history.write([put(...lines(1, 3)), put(said(2, 'other'))], {})
    await history.flush()
    history.write([put(said(3, 'other'), said(4)), put(said(1, 'other'))], {})
    expect(await all(history)).toEqual(lines(1, 4))
    expect((await raw()).meta?.count).toBe(4)
  })
})

describe('a change of an entry', () => {
  it('is made while it waits, and after it was stored', async () => {
    for (const isStored of [false, true]) {
      factory = new IDBFactory()
      const history = await opened()
      history.write([put(said(1), saidByUs(2, 'd'), said(3))], {})
      if (isStored) await history.flush()
      history.write([{ at: 2, by: [said(2, 'echo'), said(2.5, 'beside')] }], {})
      history.write([{ at: 1, by: [] }], {})
      expect(keysOf(await all(history))).toEqual([2, 2.5, 3])
      const { meta, truth } = await raw()
      expect([meta?.count, truth]).toEqual([3, 3])
    }
  })

  it('reaches into an old chunk, and removes it when it is empty', async () => {
    const history = await opened()
    history.write([put(...lines(1, 2_000))], {})
    await history.flush()
    history.write([{ at: 500, by: [said(500, 'changed')] }], {})
    await history.flush()
    expect((await history.page(501, 1))[0]).toEqual(said(500, 'changed'))
    history.write(
      lines(1, 1_000).map(({ key }) => ({ at: key, by: [] })),
      {},
    )
    await history.flush()
    const { chunks, meta, truth } = await raw()
    expect(chunks.map(({ first }) => first)).toEqual([1_001])
    expect([meta?.count, truth]).toEqual([1_000, 1_000])
  })

  it('of what is not there is nothing', async () => {
    const history = await opened()
    history.write([put(...lines(5, 6))], {})
    await history.flush()
    history.write(
      [
        { at: 1, by: [] },
        { at: 5.5, by: [] },
        { at: 99, by: [said(99)] },
        { at: 'x', by: [] },
      ],
      {},
    )
    expect(keysOf(await all(history))).toEqual([5, 6])
  })

  it('never puts another message in the place of one', async () => {
    const history = await opened()
    history.write([put(said(1))], {})
    await history.flush()
    const other: Entry = { kind: 'message', key: 1, at: 1, message: { id: 'zzz', at: 1, body: 'other' } }
    history.write([{ at: 1, by: [other] }], {})
    expect(await all(history)).toEqual([said(1)])
  })

  it('and every trim leave the count true, whatever happened', async () => {
    const step = fc.oneof(
      fc.record({ op: fc.constant('put' as const), n: fc.integer({ min: 1, max: 700 }) }),
      fc.record({ op: fc.constant('gone' as const), n: fc.integer({ min: 0, max: 3_000 }) }),
      fc.record({ op: fc.constant('split' as const), n: fc.integer({ min: 0, max: 3_000 }) }),
      fc.record({ op: fc.constant('again' as const), n: fc.integer({ min: 1, max: 300 }) }),
      fc.record({ op: fc.constant('keep' as const), n: fc.integer({ min: 0, max: 1_500 }) }),
      fc.record({ op: fc.constant('flush' as const), n: fc.constant(0) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        factory = new IDBFactory()
        keep = { count: 1_200, days: 30 }
        const history = await opened()
        let last = 0
        for (const { op, n } of steps) {
          if (op === 'put') {
            history.write([{ put: Array.from({ length: n }, () => saidByUs(++last, `d${last}`)) }], {})
          } else if (op === 'again') history.write([put(...lines(Math.max(1, last - n), last))], {})
          else if (op === 'gone') history.write([{ at: n, by: [] }], {})
          else if (op === 'split') history.write([{ at: n, by: [said(n), said(n + 0.5)] }], {})
          else if (op === 'keep') keep = { ...keep, count: n }
          else await history.flush()
        }
        // Who wants less has it from the next write on.
        history.write([put(said(++last))], {})
        await history.flush()
        const { chunks, meta, truth } = await raw()
        expect(meta?.count ?? 0).toBe(truth)
        expect(truth).toBeLessThanOrEqual(keep.count)
        const keys = chunks.flatMap(({ entries }) => keysOf(entries) as number[])
        expect(keys).toEqual([...new Set(keys)].sort((a, b) => a - b))
        for (const { count, last, entries } of chunks) {
          expect([count, last]).toEqual([entries.length, entries.at(-1)?.key])
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('the bounds', () => {
  it('are exact by count, and the newest stay', async () => {
    keep = { count: 1_500, days: 30 }
    const history = await opened()
    for (let from = 1; from <= 4_000; from += 400) {
      history.write([put(...lines(from, from + 399))], {})
      await history.flush()
    }
    expect(await all(history)).toEqual(lines(2_501, 4_000))
    expect((await raw()).meta).toMatchObject({ count: 1_500, lastKey: 4_000 })
  })

  it('let a flood write no more than is kept', async () => {
    keep = { count: 100, days: 30 }
    const history = await opened()
    const written = vi.spyOn(IDBObjectStore.prototype, 'put')
    for (let from = 1; from <= 50_000; from += 500) history.write([put(...lines(from, from + 499))], {})
    await history.flush()
    const sizes = written.mock.calls.map(([value]) => (value as { count: number }).count)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200)
    expect(sizes.length).toBeLessThan(20)
    expect(await all(history)).toEqual(lines(49_901, 50_000))
  })

  it('keep nothing of the history at 0, but the cursor and the last key', async () => {
    keep = { count: 0, days: 30 }
    const history = await opened()
    history.write([put(...lines(1, 10))], { cursor: 'c' })
    await history.flush()
    expect(await raw()).toMatchObject({ chunks: [], meta: { cursor: 'c', count: 0, lastKey: 10 } })
  })

  it('are held on opening, after the person wants less', async () => {
    const history = await opened()
    history.write([put(...lines(1, 3_000))], {})
    await history.flush()
    keep = { count: 10, days: 30 }
    expect(await all(await opened('next'))).toEqual(lines(2_991, 3_000))
    expect((await raw()).meta?.count).toBe(10)
  })

  it('drop chunks by age, on opening and while writing', async () => {
    const history = await opened()
    history.write([put(...lines(1, 1_000))], {})
    await history.flush()
    await clock.leap(20 * DAY_MS)
    history.write([put(...lines(1_001, 1_010))], {})
    await history.flush()
    expect((await raw()).meta?.count).toBe(1_010)
    await clock.leap(11 * DAY_MS)
    history.write([put(said(1_011))], {})
    await history.flush()
    expect(keysOf(await all(history))).toEqual(keysOf(lines(1_001, 1_011)))
    expect((await raw()).meta?.count).toBe(11)
    await clock.leap(31 * DAY_MS)
    expect(await all(await opened('next'))).toEqual([])
    expect((await raw()).meta).toMatchObject({ count: 0, lastKey: 1_011 })
  })

  it('keep the newest 5,000 unread marks', async () => {
    const history = await opened()
    history.setUnread(Array.from({ length: 6_000 }, (_, n) => n + 1))
    await history.flush()
    const { unread } = await visit().open('b')
    expect([unread.length, unread[0], unread.at(-1)]).toEqual([5_000, 1_001, 6_000])
  })
})

describe('clear', () => {
  it('deletes entries and marks, also those that wait; the cursor and the last key stay', async () => {
    const history = await opened()
    history.write([put(...lines(1, 5))], { cursor: 'a' })
    await history.flush()
    history.write([put(...lines(6, 8))], { cursor: 'b' })
    history.setUnread([7])
    const cleared = history.clear()
    history.write([put(said(9))], {})
    await cleared
    expect(await raw()).toMatchObject({ chunks: [], meta: { cursor: 'b', lastKey: 8, count: 0, unread: [] } })
    // What came after it is not of it.
    expect(keysOf(await all(history))).toEqual([9])
    history.write([put(...lines(1, 8))], {})
    expect(keysOf(await all(history))).toEqual([9])
  })

  it('by a tab that does not write leaves the writer writing', async () => {
    const history = await opened()
    history.write([put(...lines(1, 5))], { cursor: 'a' })
    await history.flush()
    await visit().clear()
    history.write([put(said(6))], {})
    await history.flush()
    expect(await raw()).toMatchObject({ truth: 1, meta: { count: 1, lastKey: 6, writer: 'tab' } })
  })
})
