import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../model/log.ts'
import { Log } from '../model/log.ts'
import { Hits } from './hits.svelte.ts'

const entry = (key: number): Entry => {
  return { kind: 'message', key, at: key, message: { id: String(key), at: key, body: '' } }
}
const none = new Set<number>()

let log: Log
let hits: Hits
beforeEach(() => {
  log = new Log({ maxCount: 20 })
  log.add(Array.from({ length: 12 }, (_, n) => entry(n + 1)))
  hits = new Hits(log, () => 0)
})

describe('what a search found', () => {
  it('is in order, in whichever it was found, and none of it twice', () => {
    hits.take([9, 7], none)
    hits.take([3, 12, 9], none)
    hits.take([5], none)
    expect(hits.keys).toEqual([3, 5, 7, 9, 12])
    hits.take([4], new Set([7, 12]))
    expect(hits.keys).toEqual([3, 4, 5, 9])
  })

  it('is counted and gone through from the newest', () => {
    hits.take([3, 5, 9], none)
    expect([9, 5, 3, 4, undefined].map((key) => hits.position(key))).toEqual([1, 2, 3, 0, 0])
    expect([hits.beside(9, -1), hits.beside(3, -1), hits.beside(9, 1), hits.beside(3, 1)]).toEqual([
      5, 9, 3, 5,
    ])
    expect([hits.beside(4, -1), hits.beside(4, 1), hits.beside(Infinity, -1)]).toEqual([3, 5, 9])
    expect([hits.at(Infinity), hits.at(5), hits.at(8), hits.at(2)]).toEqual([9, 5, 5, undefined])
  })

  it('is another list where something went or came in between, and the same one where it grew', () => {
    hits.take([5, 9], none)
    const { of, prepended } = hits.list
    hits.take([3, 12], none)
    expect(hits.list.of).toBe(of)
    expect(hits.list.prepended - prepended).toBe(1)
    hits.take([7], none)
    expect(hits.list.of).not.toBe(of)
  })

  it('forgets what a full log has dropped', () => {
    hits.take([2, 5, 9], none)
    log.add(Array.from({ length: 12 }, (_, n) => entry(n + 13)))
    hits.take([], none)
    expect(hits.keys).toEqual([5, 9])
    expect(hits.list.dropped).toBe(1)
    expect(hits.list.at(1)?.key).toBe(5)
  })
})
