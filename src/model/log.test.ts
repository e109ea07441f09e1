import { describe, expect, it } from 'vitest'
import { Filter } from './filter.ts'
import type { Entry, Fresh } from './log.ts'
import { Log } from './log.ts'
import { Rows } from './rows.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const DAY = 86_400_000
const message = (id: string, at = NOON, more = {}): Fresh => ({
  kind: 'message',
  at,
  message: { id, at, body: id, ...more },
})
const keyed = (key: number, id: string, at = NOON): Entry => ({ ...message(id, at), key }) as Entry
const ids = (log: { length: number; at(index: number): unknown }) =>
  Array.from({ length: log.length }, (_, n) => {
    const entry = log.at(n) as { kind: string; message?: { id: string } }
    return entry.message?.id ?? entry.kind
  })

describe('Log', () => {
  it('keeps the order of arrival, whatever the server’s clock says, and marks the days', () => {
    const log = new Log()
    log.append([message('a'), message('b', NOON - 1), message('c', NOON + DAY)])
    expect(ids(log)).toEqual(['day', 'a', 'b', 'day', 'c'])
  })

  it('drops its oldest by count and counts what it dropped', () => {
    const log = new Log({ maxCount: 3 })
    for (let n = 0; n < 10_000; n++) log.append([message(String(n))])
    expect(ids(log)).toEqual(['9997', '9998', '9999'])
    expect(log.dropped).toBe(9_998)
  })

  it('drops its oldest by size, but never the only one', () => {
    const log = new Log({ maxChars: 940 })
    log.append([message('a'), message('x'.repeat(900)), message('b')])
    expect(ids(log).at(-1)).toBe('b')
    expect(ids(log)).not.toContain('a')
    log.append([message('y'.repeat(5_000))])
    expect(log.length).toBe(1)
  })

  it('prepends history with its days and does not mark a day twice', () => {
    const log = new Log()
    log.append([message('c')])
    log.prepend([keyed(-1, 'a', NOON - DAY), keyed(0, 'b', NOON - 1)])
    expect(ids(log)).toEqual(['day', 'a', 'day', 'b', 'c'])
  })

  it('never gives a key twice', () => {
    const log = new Log()
    log.append([message('a'), message('b')])
    log.prepend([keyed(-1, 'c'), keyed(0, 'd')])
    log.replace((entry) => entry.kind === 'message' && entry.message.id === 'a', [message('e'), message('f')])
    const keys = Array.from({ length: log.length }, (_, n) => log.at(n)?.key)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('replaces, changes and removes in place', () => {
    const log = new Log()
    const is = (id: string) => (entry: { kind: string; message?: { id: string } }) => entry.message?.id === id
    log.append([message('a'), message('b'), message('c')])
    expect(log.replace(is('b'), [message('B'), message('B2')])).toMatchObject({
      at: 2,
      by: [{ key: 2 }, { key: 2.5 }],
    })
    expect(log.replace(is('z'), [])).toBeUndefined()
    expect(log.remove(is('a'))).toHaveLength(1)
    expect(ids(log)).toEqual(['day', 'B', 'B2', 'c'])
  })
})

describe('Filter', () => {
  it('follows appends, drops and edits', () => {
    const log = new Log({ maxCount: 4 })
    const filter = new Filter(log, (entry) => entry.kind === 'message' && entry.message.id > 'b')
    log.append([message('a'), message('c')])
    expect(ids(filter.update())).toEqual(['c'])
    log.append([message('d'), message('e'), message('b'), message('f')])
    expect(ids(filter.update())).toEqual(['d', 'e', 'f'])
    log.remove((entry) => entry.kind === 'message' && entry.message.id === 'e')
    expect(ids(filter.update())).toEqual(['d', 'f'])
  })
})

describe('Rows', () => {
  it('begins a run with another author, a pause, or after a mark, and puts drafts last', () => {
    const log = new Log()
    log.append([
      message('a', NOON, { from: 'mina' }),
      message('b', NOON + 1, { from: 'mina' }),
      message('c', NOON + 2, { from: 'jun' }),
      message('d', NOON + 10 * 60_000, { from: 'jun' }),
    ])
    const rows = new Rows(log, [{ id: 'x', at: NOON, state: 'queued', act: { kind: 'say', body: 'x' } }])
    const starts = Array.from({ length: rows.length }, (_, n) => rows.at(n)?.starts)
    expect(starts).toEqual([true, true, false, true, true, true])
    expect(rows.at(5)?.entry).toMatchObject({ kind: 'draft', key: 'x' })
    expect(rows.at(6)).toBeUndefined()
  })
})
