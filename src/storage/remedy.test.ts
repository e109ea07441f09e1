import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry } from '../model/log.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { openArchive } from './archive.ts'
import type { Chunk } from './chunk.ts'
import { draftOf, keysOf, lines, said, saidByUs } from './fake-entries.ts'
import type { Schema } from './schema.ts'

let factory: IDBFactory
let clock: FakeClock
beforeEach(() => {
  factory = new IDBFactory()
  clock = new FakeClock()
})

const keep = () => ({ count: 10_000, days: 30 })
const visit = () => openArchive({ factory: () => factory, clock })

async function opened(archive = visit()) {
  const history = archive.history('p', keep)
  await history.open('w')
  return history
}

/** How many entries are there, and how many there are said to be. */
async function counts() {
  vi.stubGlobal('indexedDB', factory)
  const db = await openDB<Schema>('signalbox')
  const chunks = await db.getAll('chunks')
  const meta = await db.get('meta', 'p')
  db.close()
  vi.unstubAllGlobals()
  return [chunks.reduce((sum, { entries }) => sum + entries.length, 0), meta?.count]
}

/** The device has room for so many entries. As in a browser, it is told late: the transaction ends with it. */
function limitRoom(isTooMuch: (value: { entries?: unknown[]; draft?: unknown }) => boolean): void {
  const put = IDBObjectStore.prototype.put
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value,
    ...rest
  ) {
    const request = put.call(this, value, ...rest)
    if (isTooMuch(value as Chunk)) {
      const tx = this.transaction
      queueMicrotask(() => (tx as unknown as { _abort(name: string): void })._abort('QuotaExceededError'))
    }
    return request
  })
}

describe('where no room is left', () => {
  it('the oldest half of the history goes, and the write stands', async () => {
    const archive = visit()
    const history = await opened(archive)
    history.write([{ put: lines(1, 4_000) }], {})
    await history.flush()
    let refusals = 1
    limitRoom(({ entries }) => entries !== undefined && refusals-- > 0)
    history.write([{ put: lines(4_001, 4_100) }], { cursor: 'c' })
    expect(await history.page(Infinity, 10_000)).toEqual(lines(2_001, 4_100))
    expect(archive.trouble).toBeUndefined()
    expect(await visit().history('p', keep).open('x')).toMatchObject({ cursor: 'c', lastKey: 4_100 })
    expect(await counts()).toEqual([2_100, 2_100])
  })

  it('and half is not enough, nothing more is written, but what is there is read and can be deleted', async () => {
    const archive = visit()
    const history = await opened(archive)
    history.write([{ put: lines(1, 2_000) }], { cursor: 'a' })
    await history.flush()
    await archive.drafts('p').put(draftOf('d'))
    limitRoom(({ entries }) => entries !== undefined)
    history.write([{ put: lines(2_001, 2_010) }], { cursor: 'b' })
    await history.flush()
    expect(archive.trouble).toBe('full')
    vi.restoreAllMocks()
    history.write([{ put: lines(2_011, 2_020) }], {})
    expect(await history.page(Infinity, 10_000)).toEqual(lines(1_001, 2_000))
    expect(await counts()).toEqual([1_000, 1_000])
    // The cursor is that of what is there.
    expect(await history.open('again')).toMatchObject({ cursor: 'a', lastKey: 2_000 })
    expect(await archive.drafts('p').load()).toEqual([draftOf('d')])
    expect(await archive.drafts('p').claim(draftOf('d'))).toBe(true)
    await archive.drafts('p').put(draftOf('late'))
    expect(await archive.drafts('p').claim(draftOf('late'))).toBe(true)
    await archive.drafts('p').remove('d')
    expect(await archive.drafts('p').claim(draftOf('d'))).toBe(false)
    await archive.keepNothing(false)
    expect(archive.trouble).toBeUndefined()
    await history.open('w')
    history.write([{ put: [said(2_021)] }], {})
    expect((await history.page(Infinity, 1))[0]).toEqual(said(2_021))
  })

  it('a draft is worth half of the history', async () => {
    const archive = visit()
    const history = await opened(archive)
    history.write([{ put: lines(1, 2_000) }], {})
    await history.flush()
    let refusals = 1
    limitRoom(({ draft }) => draft !== undefined && refusals-- > 0)
    await archive.drafts('p').put(draftOf('d'))
    expect(await archive.drafts('p').load()).toEqual([draftOf('d')])
    expect((await history.page(Infinity, 10_000)).length).toBe(1_000)
  })
})

describe('what cannot be stored', () => {
  it('is left out by itself; its neighbours, the cursor and what comes after stand', async () => {
    const archive = visit()
    const history = await opened(archive)
    const act = { kind: 'refresh', f() {} } as never
    const unclonable: Entry = { kind: 'draft', key: 3, at: 1, draft: draftOf('d', { act }) }
    history.write([{ put: lines(1, 2) }], {})
    await history.flush()
    history.write([{ put: [unclonable, said(4)] }, { at: 1, by: [] }], { cursor: 'c' })
    await history.flush()
    expect(await counts()).toEqual([2, 2])
    history.write([{ at: 2, by: [{ ...said(2), f: () => 0 } as unknown as Entry] }, { put: [said(5)] }], {})
    expect(await history.page(Infinity, 10)).toEqual([said(2), said(4), said(5)])
    expect(archive.trouble).toBeUndefined()
    expect((await visit().history('p', keep).open('x')).cursor).toBe('c')
  })

  it('nested too deep, is left out like that', async () => {
    let deep: unknown[] = []
    for (let level = 0; level < 100_000; level++) deep = [deep]
    const archive = visit()
    const history = await opened(archive)
    const act = { kind: 'say', body: 'x', options: { deep } } as const
    history.write([{ put: [{ ...saidByUs(1, 'd'), draft: draftOf('d', { act }) } as Entry, said(2)] }], {})
    expect(keysOf(await history.page(Infinity, 10))).toEqual([2])
    await archive.drafts('p').put(draftOf('d', { act }))
    expect(await archive.drafts('p').claim(draftOf('d', { act }))).toBe(true)
    expect(archive.trouble).toBeUndefined()
  })
})

describe('text of any kind', () => {
  it('comes back as it was', async () => {
    const bodies = ['\ud800', 'a\udfffb', '\0', 'a\0b', '', '\uFEFF', '𝒳e\u0301', 'x'.repeat(1024 * 1024)]
    const entries = bodies.map((body, n) => said(n + 1, body))
    const history = await opened()
    history.write([{ put: entries }], { cursor: '\ud800\0' })
    await history.flush()
    const next = visit().history('p', keep)
    expect((await next.open('x')).cursor).toBe('\ud800\0')
    expect(await next.page(Infinity, 100)).toEqual(entries)
  })

  it('and bytes, and names that mean something elsewhere', async () => {
    const frame = new Uint8Array([0, 255, 254, 0xc3, 0x28]).buffer
    const why = { code: 'not-text' } as never
    const options = JSON.parse('{"__proto__":{"admin":true},"constructor":1,"toString":"x"}') as object
    const act = { kind: 'say', body: 'x', options: options as Record<string, unknown> } as const
    const history = await opened()
    const ours = { ...saidByUs(2, 'd'), draft: draftOf('d', { act }) } as Entry
    history.write([{ put: [{ kind: 'garbled', key: 1, at: 1, frame, why }, ours] }], {})
    const [garbled, draft] = await history.page(Infinity, 10)
    expect(garbled?.kind === 'garbled' && [...new Uint8Array(garbled.frame as ArrayBuffer)]).toEqual([
      0, 255, 254, 0xc3, 0x28,
    ])
    const back =
      draft?.kind === 'draft' && draft.draft.act.kind === 'say' ? draft.draft.act.options : undefined
    expect(Object.keys(back ?? {})).toEqual(['__proto__', 'constructor', 'toString'])
    expect(Object.getPrototypeOf(back)).toBe(Object.getPrototypeOf(structuredClone({})))
    expect((back as { admin?: unknown }).admin).toBeUndefined()
  })
})
