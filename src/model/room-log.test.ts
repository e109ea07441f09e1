import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Change, Entry, Fresh } from './log.ts'
import { Log } from './log.ts'
import { isIn, RoomLog } from './room-log.ts'
import { isWithin } from './room.ts'
import { Rows } from './rows.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const HOUR = 3_600_000

const said = (id: string, room?: string, at = NOON): Fresh => ({
  kind: 'message',
  at,
  message: { id, at, body: id, ...(room && { room }) },
})
const all = (log: Log): Entry[] => Array.from({ length: log.length }, (_, n) => log.at(n) as Entry)
const bodies = (log: Log) =>
  all(log).map((entry) => (entry.kind === 'message' ? entry.message.body : entry.kind))
const inRoom = (room: string) => {
  const has = isWithin(room, '/')
  return (entry: Entry) => isIn(entry, has)
}

/** A log and a room of it, which hears what happens. */
function pair(room = 'a', maxCount = 100_000) {
  const whole = new Log({ maxCount })
  const of = new RoomLog(whole, inRoom(room))
  const put = (...fresh: Fresh[]) => of.heed([{ put: whole.append(fresh) }])
  return { whole, of, log: of.log, put }
}

describe('a room of a log', () => {
  it('has what was said in it and below it, its own drafts, and what tells of the connection', () => {
    const { log, put } = pair('home')
    const draft = (id: string, room?: string): Fresh => ({
      kind: 'draft',
      at: NOON,
      draft: { id, at: NOON, act: { kind: 'say', body: id, ...(room && { room }) }, state: 'sent' },
    })
    put(said('1', 'home'), said('2', 'home/kitchen'), said('3', 'homes'), said('4'))
    put(draft('d1', 'home/kitchen'), draft('d2'), { kind: 'gap', at: NOON, why: { code: 'cannot-resume' } })
    expect(bodies(log)).toEqual(['day', '1', '2', 'draft', 'gap'])
  })

  it('marks the days on which something was said there, and no others', () => {
    const { log, put } = pair()
    for (let day = 0; day < 5; day++) put(said(String(day), day % 2 ? 'b' : 'a', NOON + day * 24 * HOUR))
    expect(bodies(log)).toEqual(['day', '0', 'day', '2', 'day', '4'])
  })

  it('takes in what becomes a line of it, where it stands', () => {
    const { whole, of, log, put } = pair()
    put(said('1', 'a'), said('2'), said('3', 'a'))
    const change = whole.change(
      (entry) => entry.kind === 'message' && entry.message.id === '2',
      (entry) => (entry.kind === 'message' ? { ...entry, message: { ...entry.message, room: 'a' } } : entry),
    )
    expect(of.heed([change as Change])).toBe(true)
    expect(bodies(log)).toEqual(['day', '1', '2', '3'])
  })

  it('says that nothing happened where it was all elsewhere', () => {
    const { put } = pair()
    expect(put(said('1', 'b'))).toBe(false)
    expect(put(said('2', 'a'))).toBe(true)
  })

  it('drops what the log drops, and rows of it hold their places meanwhile', () => {
    const { log, put } = pair('a', 6)
    put(said('1', 'a'), said('2', 'b'), said('3', 'a'))
    const rows = new Rows(log, [])
    const place = rows.indexOf(3)
    put(said('4', 'a'), said('5', 'b'), said('6', 'a'), said('7', 'a'))
    expect(rows.at(place)?.entry.key).toBe(3)
    expect(bodies(log)).toEqual(['3', '4', '6', '7'])
  })

  it('begins anew with what the log begins anew with', () => {
    const { whole, of, log, put } = pair()
    put(said('1', 'a'), said('2', 'b'))
    whole.clear()
    of.heed('anew')
    expect(log.length).toBe(0)
    whole.add([{ ...said('0', 'a'), key: 40 } as Entry, { ...said('9', 'b'), key: 41 } as Entry])
    of.heed([])
    put(said('10', 'a'))
    expect(bodies(log)).toEqual(['day', '0', '10'])
  })

  it('is, whatever happens to the log, what one would pick out of it line by line', () => {
    const room = fc.constantFrom('a', 'a/b', 'b', undefined)
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('put' as const),
          rooms: fc.array(room, { minLength: 1, maxLength: 5 }),
          hours: fc.nat(30),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('prepend' as const),
          rooms: fc.array(room, { maxLength: 5 }),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('change' as const),
          which: fc.nat(40),
          rooms: fc.array(room, { maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), which: fc.nat(40) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          do: fc.constant('quiet' as const),
          rooms: fc.array(room, { minLength: 1, maxLength: 3 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 5, max: 40 }), (steps, maxCount) => {
        const { whole, of, log } = pair('a', maxCount)
        let id = 0
        let at = NOON
        const numbered = () => all(whole).filter(({ key }) => typeof key === 'number')
        for (const each of steps) {
          switch (each.do) {
            case 'put':
              at += each.hours * HOUR
              of.heed([{ put: whole.append(each.rooms.map((name) => said(String(id++), name, at))) }])
              break
            case 'quiet': {
              const first = Math.floor(whole.lastKey) + 1
              whole.add(
                each.rooms.map((name, n) => ({ ...said(String(id++), name, at), key: first + n }) as Entry),
              )
              of.heed([])
              break
            }
            case 'prepend': {
              const first = Math.min(whole.firstKey, Math.floor(whole.lastKey) + 1, 1) - each.rooms.length
              whole.prepend(
                each.rooms.map(
                  (name, n) => ({ ...said(String(id++), name, NOON - HOUR), key: first + n }) as Entry,
                ),
              )
              of.heed([])
              break
            }
            case 'change': {
              const chosen = numbered()[each.which]?.key
              const by = each.rooms.map((name) => said(String(id++), name, at))
              const change = whole.replace((entry) => entry.key === chosen, by)
              if (change) of.heed([change])
              break
            }
            case 'remove': {
              const chosen = numbered()[each.which]?.key
              const removed = whole.remove((entry) => entry.key === chosen)
              of.heed(removed.map(({ key }) => ({ at: key, by: [] })))
              break
            }
            case 'clear':
              whole.clear()
              of.heed('anew')
          }
          const naive = numbered().filter(inRoom('a'))
          const kept = all(log).filter(({ kind }) => kind !== 'day')
          expect(kept).toEqual(naive)
          for (const entry of kept) expect(log.at(log.indexOf(entry.key))).toBe(entry)
        }
      }),
      { numRuns: 300 },
    )
  })
})
