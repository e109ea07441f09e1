import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry } from '../model/log.ts'
import { FakeClock } from '../net/fake-clock.ts'
import type { History } from './archive.ts'
import { openArchive } from './archive.ts'
import { keysOf, lines, said, saidByUs } from './fake-entries.ts'

let factory: IDBFactory
let clock: FakeClock

beforeEach(() => {
  factory = new IDBFactory()
  clock = new FakeClock()
})

const visit = (): History =>
  openArchive({ factory: () => factory, clock }).history('p', () => ({ count: 100, days: 30 }))
const all = (history: History) => history.page(Infinity, 1_000)
const bodies = (entries: Entry[]) =>
  entries.map((entry) => (entry.kind === 'message' ? entry.message.body : entry.kind))

function tell(history: History, ...entries: Entry[]): Promise<void> {
  history.write([{ put: entries }], {})
  return history.flush()
}

describe('the pen', () => {
  it('goes to whoever opens last, and the one before writes nothing more', async () => {
    const [old, young] = [visit(), visit()]
    await old.open('old')
    await tell(old, said(1))
    expect((await young.open('young')).lastKey).toBe(1)
    await tell(old, said(2, 'robbed'))
    await tell(young, said(2, 'new'))
    await clock.leap(60_000)
    const transactions = vi.spyOn(IDBDatabase.prototype, 'transaction')
    await tell(old, said(3, 'robbed'))
    old.setCursor('robbed')
    await old.flush()
    expect(transactions).not.toHaveBeenCalled()
    expect(bodies(await all(young))).toEqual(['line 1', 'new'])
    expect((await visit().open('x')).cursor).toBeUndefined()
  })

  it('can be taken back by opening again', async () => {
    const [first, second] = [visit(), visit()]
    await first.open('1')
    await second.open('2')
    await tell(second, said(1))
    await tell(first, said(1, 'robbed'))
    expect((await first.open('1')).lastKey).toBe(1)
    await tell(first, said(2))
    await tell(second, said(2, 'robbed'))
    expect(await all(first)).toEqual(lines(1, 2))
  })

  it('is needed: a page that did not open writes nothing', async () => {
    const history = visit()
    await tell(history, said(1))
    expect(await all(history)).toEqual([])
  })

  it('takes what is told before the opening is through', async () => {
    const history = visit()
    const opened = history.open('a')
    history.write([{ put: [said(1)] }], {})
    await opened
    await history.flush()
    expect(await all(history)).toEqual([said(1)])
  })

  it('writes under its old name what was told before it is opened under another', async () => {
    const history = visit()
    await history.open('a')
    history.write([{ put: [said(1)] }], {})
    expect((await history.open('b')).lastKey).toBe(1)
    await tell(history, said(2))
    expect(await all(history)).toEqual(lines(1, 2))
  })
})

describe('a lease', () => {
  it('leaves the writing to one of the tabs that hear the same', async () => {
    const [a, b] = [visit(), visit()]
    await a.open('a', true)
    await tell(a, said(1, 'by a', clock.now()))
    await b.open('b', true)
    await clock.pass(1_000)
    for (const [tab, name] of [[a, 'a'] as const, [b, 'b'] as const]) {
      await tell(tab, said(2, `by ${name}`, clock.now()))
    }
    expect(bodies(await all(b))).toEqual(['by a', 'by a'])
  })

  it('passes after 15 s of silence; nothing is doubled and nothing is lost', async () => {
    const [a, b] = [visit(), visit()]
    await a.open('a', true)
    await tell(a, said(1, 'one', clock.now()))
    await b.open('b', true)
    // Both hear it, under the same key; then only the second tab lives.
    const at = clock.now() + 1_000
    await clock.pass(1_000)
    await tell(b, said(2, 'two', at), said(3, 'three', at))
    await clock.pass(500)
    await tell(a, said(2, 'two', at), said(3, 'three', at), said(4, 'only a', at))
    await clock.pass(14_000)
    await tell(b, said(4, 'four', clock.now()), saidByUs(5, 'd'))
    expect(bodies(await all(b))).toEqual(['one', 'two', 'three', 'only a'])
    await clock.pass(2_000)
    await b.flush()
    expect(bodies(await all(b))).toEqual(['one', 'two', 'three', 'only a', 'four'])
    expect(keysOf(await all(b))).toEqual([1, 2, 3, 4, 5])
    // Its page still calls it 4.
    b.write([{ at: 4, by: [{ ...said(4, 'changed') }] }, { put: [said(6, 'five')] }], {})
    b.setUnread([4, 6])
    await b.flush()
    expect(bodies(await all(b))).toEqual(['one', 'two', 'three', 'only a', 'changed', 'five'])
    expect((await visit().open('c')).unread).toEqual([5, 7])
  })

  it('is tried again by itself', async () => {
    const [a, b] = [visit(), visit()]
    await a.open('a', true)
    await tell(a, said(1, 'one', clock.now()))
    await b.open('b', true)
    await clock.pass(10)
    await tell(b, said(2, 'two', clock.now()))
    await clock.pass(14_000)
    await clock.pass(2_000)
    // Another tab without the pen reads what stands there.
    await vi.waitFor(async () => expect(bodies(await all(visit()))).toEqual(['one', 'two']))
  })
})
