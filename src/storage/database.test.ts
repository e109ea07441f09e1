import 'fake-indexeddb/auto'
import { IDBFactory, forceCloseDatabase } from 'fake-indexeddb'
import type { IDBPDatabase } from 'idb'
import { deleteDB, openDB } from 'idb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import type { Archive } from './archive.ts'
import { openArchive } from './archive.ts'
import { draftOf, keysOf, lines, said } from './fake-entries.ts'
import { VERSION } from './schema.ts'

let factory: IDBFactory
let clock: FakeClock

beforeEach(() => {
  factory = new IDBFactory()
  clock = new FakeClock()
  vi.stubGlobal('indexedDB', factory)
  return () => vi.unstubAllGlobals()
})

const keep = () => ({ count: 100, days: 30 })
const visit = (): Archive => openArchive({ factory: () => factory, clock })
const keysIn = async (archive: Archive) => keysOf(await archive.history('p', keep).page(Infinity, 100))

/** All calls there are. None may reject; each answers as if nothing were kept. */
async function expectNothingKept(archive: Archive): Promise<void> {
  const history = archive.history('p', keep)
  expect(await history.open('w')).toEqual({ cursor: undefined, heardAt: undefined, lastKey: 0, unread: [] })
  history.write([{ put: [said(1)] }], { cursor: 'c' })
  history.setUnread([1])
  history.setCursor('c')
  await history.flush()
  expect(await history.page(Infinity, 10)).toEqual([])
  await history.clear()
  const drafts = archive.drafts('p')
  await drafts.put(draftOf('d'))
  expect(await drafts.load()).toEqual([])
  expect(await drafts.claim(draftOf('d'))).toBe(true)
  await drafts.remove('d')
  await archive.forget('p')
  expect(await archive.profiles()).toEqual([])
}

/** Adds a few things, and closes nothing. */
async function fill(archive: Archive): Promise<void> {
  const history = archive.history('p', keep)
  await history.open('w')
  history.write([{ put: lines(1, 3) }], { cursor: 'c' })
  await history.flush()
  await archive.drafts('p').put(draftOf('d'))
}

describe('an older database', () => {
  /** As version 1 of this page made it. */
  async function makeVersion1(): Promise<void> {
    const db = await openDB('signalbox', 1, {
      upgrade(db) {
        db.createObjectStore('chunks', { keyPath: ['profile', 'first'] })
        db.createObjectStore('meta', { keyPath: 'profile' })
      },
    })
    const chunk = {
      profile: 'p',
      first: 1,
      last: 3,
      at: clock.now(),
      count: 3,
      chars: 66,
      entries: lines(1, 3),
    }
    await db.put('chunks', chunk)
    await db.put('meta', {
      profile: 'p',
      cursor: 'c3',
      heardAt: 9,
      lastKey: 3,
      count: 3,
      unread: [3],
      writer: 'then',
      writtenAt: 5,
    })
    db.close()
  }

  it('of version 1 is brought up to date with all that it holds', async () => {
    await makeVersion1()
    const archive = visit()
    const history = archive.history('p', keep)
    expect(await history.open('now')).toEqual({ cursor: 'c3', heardAt: 9, lastKey: 3, unread: [3] })
    history.write([{ put: [said(4)] }], {})
    expect(await history.page(Infinity, 10)).toEqual(lines(1, 4))
    await archive.drafts('p').put(draftOf('d'))
    expect(await archive.drafts('p').load()).toEqual([draftOf('d')])
    expect(archive.trouble).toBeUndefined()
  })

  it('and a new one end up with the same stores', async () => {
    const shape = async () => {
      await visit().profiles()
      const db = await openDB('signalbox')
      const tx = db.transaction([...db.objectStoreNames])
      const stores = [...db.objectStoreNames].map((name) => {
        const store = tx.objectStore(name)
        return [name, store.keyPath, [...store.indexNames].map((index) => store.index(index).keyPath)]
      })
      db.close()
      return [db.version, stores]
    }
    const fresh = await shape()
    factory = new IDBFactory()
    vi.stubGlobal('indexedDB', factory)
    await makeVersion1()
    expect(await shape()).toEqual(fresh)
    expect(fresh).toEqual([
      2,
      [
        ['chunks', ['profile', 'first'], []],
        ['drafts', ['profile', 'id'], [['profile', 'place']]],
        ['meta', 'profile', []],
      ],
    ])
  })
})

describe('where nothing can be kept, every call answers, and the archive says why', () => {
  it('no IndexedDB', async () => {
    const archive = openArchive({ factory: () => undefined, clock })
    const heard = vi.fn()
    archive.listen(heard)
    await expectNothingKept(archive)
    expect(archive.trouble).toBe('none-here')
    expect(heard.mock.calls).toEqual([['none-here']])
  })

  it('even to look at it throws', async () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const archive = openArchive({ factory: blocked, clock })
    await expectNothingKept(archive)
    expect(archive.trouble).toBe('none-here')
  })

  it('it refuses to open', async () => {
    const open = () => {
      throw new DOMException('denied', 'InvalidStateError')
    }
    const archive = openArchive({ factory: () => ({ open }) as unknown as IDBFactory, clock })
    await expectNothingKept(archive)
    expect(archive.trouble).toBe('none-here')
  })

  it('a newer version of the page made the database', async () => {
    const db = await openDB('signalbox', VERSION + 1)
    db.close()
    const archive = visit()
    await expectNothingKept(archive)
    expect(archive.trouble).toBe('newer')
  })

  it('it does not open within 3 s, since an old page holds on to it; later it is not held either', async () => {
    const old = await openDB('signalbox', 1)
    const archive = visit()
    const opened = archive.history('p', keep).open('w')
    await vi.waitFor(() => expect(clock.next).toBe(clock.now() + 3_000))
    await clock.pass(2_999)
    expect(archive.trouble).toBeUndefined()
    await clock.pass(1)
    expect((await opened).lastKey).toBe(0)
    expect(archive.trouble).toBe('none-here')
    old.close()
    const newer = await openDB('signalbox', VERSION + 1)
    newer.close()
    expect(archive.trouble).toBe('none-here')
  })

  it('the person wants it so: everything goes, and nothing comes until they want it again', async () => {
    const archive = visit()
    await fill(archive)
    const heard = vi.fn()
    const unlisten = archive.listen(heard)
    await archive.keepNothing(true)
    await expectNothingKept(archive)
    expect(await visit().profiles()).toEqual([])
    await archive.keepNothing(false)
    expect(archive.trouble).toBeUndefined()
    await archive.history('p', keep).open('w')
    archive.history('p', keep).write([{ put: [said(7)] }], {})
    expect(await keysIn(archive)).toEqual([7])
    expect(heard.mock.calls).toEqual([['off'], [undefined]])
    unlisten()
    await archive.keepNothing(true)
    expect(heard).toHaveBeenCalledTimes(2)
  })

  it('an open history goes on after the person wants it again', async () => {
    const archive = visit()
    await fill(archive)
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    await archive.keepNothing(true)
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    await archive.keepNothing(false)
    archive.history('p', keep).write([{ put: [said(5)] }], { cursor: 'c5' })
    expect(await keysIn(archive)).toEqual([5])
    expect(await visit().history('p', keep).open('x')).toMatchObject({ cursor: 'c5', lastKey: 5 })
  })

  it('but not of a profile that was forgotten since', async () => {
    for (const isByAnother of [false, true]) {
      const archive = visit()
      await fill(archive)
      await archive.keepNothing(true)
      await archive.keepNothing(false)
      const history = archive.history('p', keep)
      if (isByAnother) {
        history.write([{ put: [said(5)] }], {})
        await history.flush()
      }
      await (isByAnother ? visit() : archive).forget('p')
      history.write([{ put: [said(6)] }], {})
      await history.flush()
      expect(await archive.profiles()).toEqual([])
    }
  })
})

describe('the connection', () => {
  const connections: IDBDatabase[] = []
  beforeEach(() => {
    connections.length = 0
    const open = factory.open.bind(factory)
    vi.spyOn(factory, 'open').mockImplementation((...args) => {
      const request = open(...args)
      request.addEventListener('success', () => connections.push(request.result))
      return request
    })
  })

  it('is given up for a newer page, which can then upgrade at once', async () => {
    const archive = visit()
    await fill(archive)
    const newer = await openDB('signalbox', VERSION + 1)
    expect(archive.trouble).toBe('newer')
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    expect(await keysIn(archive)).toEqual([])
    expect(await (newer as IDBPDatabase).count('chunks')).toBe(1)
    newer.close()
  })

  it('is opened again when the browser closed it', async () => {
    const archive = visit()
    await fill(archive)
    forceCloseDatabase(connections[0] as never)
    await vi.waitFor(() => archive.trouble === undefined)
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    expect(await keysIn(archive)).toEqual([1, 2, 3, 4])
    expect([connections.length, archive.trouble]).toEqual([2, undefined])
  })

  it('is opened again when the browser closed it in the middle of a write', async () => {
    const archive = visit()
    await fill(archive)
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(function (
      this: IDBObjectStore,
      ...args
    ) {
      put.apply(this, args)
      forceCloseDatabase(connections[0] as never)
      throw new DOMException('The transaction is over.', 'AbortError')
    })
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    expect(await keysIn(archive)).toEqual([1, 2, 3, 4])
    expect([connections.length, archive.trouble]).toEqual([2, undefined])
  })

  it('is opened again when it is closed, though the browser said nothing', async () => {
    const archive = visit()
    await fill(archive)
    connections[0]?.close()
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    expect(await keysIn(archive)).toEqual([1, 2, 3, 4])
    expect(archive.trouble).toBeUndefined()
  })

  it('makes a new database where the browser deleted it, and goes on writing', async () => {
    const archive = visit()
    await fill(archive)
    await deleteDB('signalbox')
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    expect(await keysIn(archive)).toEqual([4])
    expect(archive.trouble).toBeUndefined()
  })

  it('is opened once for all that is asked at the same time', async () => {
    const archive = visit()
    await Promise.all([fill(archive), archive.profiles(), archive.drafts('q').load()])
    expect(connections).toHaveLength(1)
  })
})

describe('forget', () => {
  it('deletes all of one profile and nothing of another, and its history writes no more', async () => {
    const archive = visit()
    await fill(archive)
    const other = archive.history('q', keep)
    await other.open('w')
    other.write([{ put: [said(1)] }], {})
    await other.flush()
    await archive.drafts('r').put(draftOf('only'))
    expect((await archive.profiles()).sort()).toEqual(['p', 'q', 'r'])
    archive.history('p', keep).write([{ put: [said(4)] }], {})
    await archive.forget('p')
    archive.history('p', keep).write([{ put: [said(5)] }], {})
    await archive.history('p', keep).flush()
    expect((await archive.profiles()).sort()).toEqual(['q', 'r'])
    expect(await archive.drafts('p').load()).toEqual([])
    expect(keysOf(await other.page(Infinity, 10))).toEqual([1])
  })

  it('by another tab stops the one that writes', async () => {
    const archive = visit()
    await fill(archive)
    await visit().forget('p')
    archive.history('p', keep).write([{ put: [said(4)] }], { cursor: 'c' })
    await archive.history('p', keep).flush()
    expect(await archive.profiles()).toEqual([])
  })
})
