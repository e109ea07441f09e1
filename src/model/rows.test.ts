import { describe, expect, it } from 'vitest'
import type { Draft } from './act.ts'
import type { Entry } from './log.ts'
import { Log } from './log.ts'
import { Rows } from './rows.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const DAY = 86_400_000

const entry = (key: number, at = NOON): Entry => {
  return { kind: 'message', key, at, message: { id: String(key), at, body: String(key) } }
}
const keys = (rows: Rows) => Array.from({ length: rows.length }, (_, n) => rows.at(n)?.entry.key)

describe('the rows of a log that goes on', () => {
  it('hold their places, whatever comes in at either end', () => {
    const log = new Log({ maxCount: 6 })
    log.add([entry(7), entry(8)])
    const rows = new Rows(log, [])
    log.prepend([entry(5, NOON - DAY), entry(6, NOON - DAY)])
    expect(keys(rows)).toEqual(['day 7', 7, 8])
    log.add([entry(9), entry(10), entry(11)])
    expect(keys(rows)).toEqual(['day 7', 7, 8])
    log.add([entry(12), entry(13)])
    expect(keys(rows).slice(1)).toEqual([undefined, 8])
  })

  it('still begin with the mark of their day, where it moved up meanwhile', () => {
    const log = new Log()
    log.add([entry(7), entry(8)])
    const rows = new Rows(log, [])
    log.prepend([entry(5), entry(6)])
    expect(keys(rows)).toEqual(['day 7', 7, 8])
    expect(keys(new Rows(log, []))).toEqual(['day 5', 5, 6, 7, 8])
  })

  it('are found by their key, where they were when they were looked at', () => {
    const log = new Log({ maxCount: 6 })
    log.add([entry(7), entry(8)])
    const draft: Draft = { id: 'd', at: NOON, act: { kind: 'say', body: 'x' }, state: 'queued' }
    const rows = new Rows(log, [draft])
    const places = () => ['day 7', 7, 8, 'd', 9, 'e'].map((key) => rows.indexOf(key))
    expect(places()).toEqual([0, 1, 2, 3, -1, -1])
    log.prepend([entry(5, NOON - DAY)])
    log.add([entry(9), entry(10), entry(11)])
    expect(places().slice(1)).toEqual([1, 2, 3, -1, -1])
  })
})
