import { beforeEach, describe, expect, it } from 'vitest'
import { Filter } from './filter.ts'
import type { Entry } from './log.ts'
import { Log } from './log.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const DAY = 86_400_000

const entry = (key: number, at = NOON): Entry => {
  return { kind: 'message', key, at, message: { id: String(key), at, body: String(key) } }
}
const keys = (filter: Filter) => Array.from({ length: filter.length }, (_, n) => filter.at(n)?.key)
const places = (filter: Filter, ...keys: (number | string)[]) => keys.map((key) => filter.indexOf(key))
const is = (key: number) => (each: Entry) => each.key === key
const anyMessage = ({ kind }: Entry) => kind === 'message'

let log: Log
beforeEach(() => {
  log = new Log()
  log.add([entry(7), entry(8)])
})

describe('a filter over a log', () => {
  it('looks at what came in at the front and at the end, and counts what came at the front', () => {
    const filter = new Filter(log, anyMessage)
    expect(keys(filter.update())).toEqual([7, 8])
    log.prepend([entry(5, NOON - DAY), entry(6)])
    log.add([entry(9)])
    expect(keys(filter.update())).toEqual([5, 6, 7, 8, 9])
    expect(filter.prepended).toBe(2)
  })

  it('counts only what it accepts', () => {
    const filter = new Filter(log, ({ key }) => typeof key === 'number' && key % 2 === 1)
    filter.update()
    log.prepend([entry(3), entry(4), entry(5), entry(6)])
    expect(keys(filter.update())).toEqual([3, 5, 7])
    expect(filter.prepended).toBe(2)
    expect(places(filter, 3, 4, 5, 7, 8, 9)).toEqual([0, -1, 1, 2, -1, -1])
  })

  it('counts it also where something was edited meanwhile', () => {
    const filter = new Filter(log, anyMessage).update()
    log.prepend([entry(6)])
    log.change(is(8), (each) => each)
    expect(keys(filter.update())).toEqual([6, 7, 8])
    expect(filter.prepended).toBe(1)
  })

  it('takes the mark of a day that left its place for what stands there now', () => {
    const filter = new Filter(log, () => true)
    expect(keys(filter.update())).toEqual(['day 7', 7, 8])
    log.prepend([entry(6)])
    expect(keys(filter.update())).toEqual(['day 6', 6, 7, 8])
    expect(filter.prepended).toBe(1)
  })

  it('begins with an empty log as well', () => {
    const empty = new Log()
    const filter = new Filter(empty, anyMessage).update()
    empty.prepend([entry(5), entry(6)])
    empty.add([entry(7)])
    expect(keys(filter.update())).toEqual([5, 6, 7])
  })

  it('holds its places while the log drops and takes history again', () => {
    const small = new Log({ maxCount: 4 })
    small.add([entry(5), entry(6), entry(7)])
    const filter = new Filter(small, anyMessage).update()
    small.add([entry(8), entry(9)])
    expect(keys(filter)).toEqual([undefined, 6, 7])
    expect(places(filter, 5, 6, 7, 8)).toEqual([-1, 1, 2, -1])
    expect(keys(filter.update())).toEqual([6, 7, 8, 9])
    expect([filter.dropped, filter.prepended]).toEqual([1, 0])
    small.remove(is(9))
    small.prepend([entry(5)])
    expect(keys(filter.update())).toEqual([5, 6, 7, 8])
  })
})
