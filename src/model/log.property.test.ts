import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Entry, Fresh } from './log.ts'
import { Log } from './log.ts'

const MAX_COUNT = 12
const MAX_CHARS = 400
const DAY_MS = 24 * 60 * 60 * 1000

const fresh = fc
  .record({ body: fc.string({ maxLength: 30 }), at: fc.integer({ min: -2, max: 40 }) })
  .map(({ body, at }): Fresh => ({
    kind: 'message',
    // From before 1970 to far in the future.
    at: at > 38 ? 32_503_680_000_000 : (at * DAY_MS) / 2,
    message: { id: 'x', at: 0, body },
  }))
const batch = fc.array(fresh, { maxLength: 5 })
const deed = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('append' as const), batch }) },
  fc.record({ kind: fc.constant('prepend' as const), batch, gap: fc.nat({ max: 3 }) }),
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('replace' as const),
      batch,
      at: fc.nat({ max: MAX_COUNT - 1 }),
    }),
  },
  fc.record({ kind: fc.constant('remove' as const), every: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ kind: fc.constant('again' as const) }),
)

const entriesOf = (log: Log) => Array.from({ length: log.length }, (_, n) => log.at(n) as Entry)
const isSaid = ({ kind }: Entry) => kind !== 'day'

function checkOrder(log: Log): void {
  const entries = entriesOf(log)
  expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length)
  const keys = entries.filter(isSaid).map(({ key }) => Number(key))
  expect(keys).toEqual([...keys].sort((a, b) => a - b))
}

function checkPlaces(log: Log): void {
  for (const [place, { key }] of entriesOf(log).entries()) {
    const entryBelow = typeof key === 'string' ? `day ${log.at(place + 1)?.key}` : undefined
    // The mark of an entry that was removed may not be found.
    if (typeof key === 'number' || key === entryBelow) expect(log.indexOf(key)).toBe(place)
    else expect([place, -1]).toContain(log.indexOf(key))
    if (typeof key !== 'number') continue
    expect(log.placeOf(key)).toBeLessThanOrEqual(place)
    expect(log.indexOf(key + 1e-9)).toBe(-1)
  }
  expect(log.placeOf(Infinity)).toBe(entriesOf(log).findLastIndex(isSaid) + 1)
  expect(log.indexOf('a draft that nobody took')).toBe(-1)
}

function checkBounds(log: Log): void {
  const entries = entriesOf(log)
  expect(entries.length).toBeLessThanOrEqual(MAX_COUNT)
  const chars = entries.reduce(
    (sum, entry) => sum + (entry.kind === 'message' ? entry.message.body.length : 0),
    0,
  )
  if (entries.length > 1) expect(chars).toBeLessThanOrEqual(MAX_CHARS)
  expect(log.at(-1)).toBeUndefined()
  expect(log.at(log.length)).toBeUndefined()
}

describe('a log, whatever is done to it', () => {
  it('keeps its order and its bounds, gives no key twice, and does in another log what it did', () => {
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 30 }), (deeds) => {
        const log = new Log({ maxCount: MAX_COUNT, maxChars: MAX_CHARS })
        const other = new Log({ maxCount: MAX_COUNT, maxChars: MAX_CHARS })
        for (const each of [log, other]) each.startAfter(1_000)
        const given = new Set<unknown>()
        let lowest = 1_000
        for (const deed of deeds) {
          if (deed.kind === 'append') {
            const put = log.append(deed.batch)
            expect(put.map(({ key }) => given.has(key))).not.toContain(true)
            for (const { key } of put) given.add(key)
            other.take({ put })
          } else if (deed.kind === 'again') {
            log.append([])
            const before = entriesOf(log)
            log.take({ put: before.filter(isSaid) })
            log.prepend(before.filter(isSaid))
            other.append([])
            expect(entriesOf(log)).toEqual(before)
          } else if (deed.kind === 'prepend') {
            lowest -= deed.gap + deed.batch.length
            const from = lowest
            const older = deed.batch.map((entry, n) => ({ ...entry, key: from + n }) as Entry)
            for (const each of [log, other]) each.prepend(older)
          } else if (deed.kind === 'replace') {
            const chosen = entriesOf(log).filter(isSaid)[deed.at]
            const change = log.replace((entry) => entry === chosen, deed.batch)
            expect(change === undefined).toBe(chosen === undefined)
            if (change) other.take(change)
          } else {
            const is = ({ key }: Entry) => typeof key === 'number' && Math.floor(key) % deed.every === 0
            const removed = log.remove(is)
            expect(removed).toEqual(removed.filter(is))
            other.remove(is)
          }
          checkOrder(log)
          // What takes the place of one may be more than one: the next append drops what is too much.
          if (deed.kind === 'append') checkBounds(log)
          checkPlaces(log)
        }
        log.append([])
        checkBounds(log)
        other.append([])
        expect(entriesOf(other).filter(isSaid)).toEqual(entriesOf(log).filter(isSaid))
      }),
      { numRuns: 2_000 },
    )
  })
})
