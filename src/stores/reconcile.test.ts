import { describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import type { Entry } from '../model/log.ts'
import { Log } from '../model/log.ts'
import { reconcile } from './reconcile.ts'

const line = (key: number, body = `line ${key}`): Entry => ({
  kind: 'message',
  key,
  at: key,
  message: { id: String(key), at: key, body },
})
const ours = (key: number, state: Draft['state']): Entry => ({
  kind: 'draft',
  key,
  at: key,
  draft: { id: `d${key}`, at: key, act: { kind: 'say', body: 'hi' }, state },
})
const logOf = (...entries: Entry[]) => {
  const log = new Log()
  log.add(entries)
  return log
}

describe('a tab that takes over', () => {
  it('adds what is kept and was not told to it', () => {
    const { missing, hole, unwritten } = reconcile(logOf(line(1)), [line(1), line(2), line(3)], 3)
    expect([missing, hole, unwritten]).toEqual([[line(2), line(3)], false, []])
  })

  it('knows that there is more between', () => {
    expect(reconcile(logOf(line(1)), [line(5), line(6)], 6).hole).toBe(true)
    expect(reconcile(logOf(), [line(5), line(6)], 6).hole).toBe(false)
  })

  it('writes what it was told and the one before did not come to write: lines, and what became of them', () => {
    const log = logOf(line(1), line(2, 'its echo'), ours(3, 'unconfirmed'), line(5))
    const kept = [line(1), ours(2, 'sent'), ours(3, 'sent'), line(4)]
    expect(reconcile(log, kept, 4).unwritten).toEqual([
      { at: 2, by: [line(2, 'its echo')] },
      { at: 3, by: [ours(3, 'unconfirmed')] },
      { at: 4, by: [] },
      { put: [line(5)] },
    ])
  })

  it('leaves alone what is older than its log', () => {
    expect(reconcile(logOf(line(3)), [line(1), line(2), line(3)], 3).unwritten).toEqual([])
  })

  it('has nothing to say where nothing was kept', () => {
    expect(reconcile(new Log(), [], 0)).toEqual({ missing: [], hole: false, unwritten: [] })
  })
})
