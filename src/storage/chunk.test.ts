import { describe, expect, it } from 'vitest'
import type { Entry } from '../model/log.ts'
import type { Chunk, Placed } from './chunk.ts'
import { dropFirst, edit, isPlaced, pack } from './chunk.ts'
import { keysOf, lines, said, saidByUs } from './fake-entries.ts'

const placed = (entries: Entry[]) => entries.filter(isPlaced)
const packed = (entries: Entry[], youngest?: Chunk, now = 5) => pack('p', youngest, placed(entries), now)
const one = (...entries: Entry[]) => packed(entries)[0] as Chunk

describe('pack', () => {
  it('fills chunks of a thousand, and goes on in the youngest', () => {
    const first = packed(lines(1, 2_500))
    expect(first.map(({ first, last, count }) => [first, last, count])).toEqual([
      [1, 1_000, 1_000],
      [1_001, 2_000, 1_000],
      [2_001, 2_500, 500],
    ])
    const more = packed(lines(2_501, 3_100), first[2], 9)
    expect(more.map(({ first, last, count, at }) => [first, last, count, at])).toEqual([
      [2_001, 3_000, 1_000, 9],
      [3_001, 3_100, 100, 9],
    ])
    expect(first[2]?.count).toBe(500)
  })

  it('writes no chunk that nothing was added to', () => {
    const full = packed(lines(1, 1_000))[0]
    expect(packed(lines(1_001, 1_002), full).map(({ first }) => first)).toEqual([1_001])
    expect(packed([], full)).toEqual([])
  })

  it('begins a new chunk where the text would be too much, and gives a huge entry one of its own', () => {
    const big = 'x'.repeat(200_000)
    const chunks = packed([
      said(1, big),
      said(2, big),
      said(3, 'x'.repeat(1_000_000)),
      said(4, 'a'),
      said(5, 'b'),
    ])
    expect(chunks.map(({ first, count }) => [first, count])).toEqual([
      [1, 1],
      [2, 1],
      [3, 1],
      [4, 2],
    ])
  })

  it('keeps together what stands in one place', () => {
    const chunks = packed([...lines(1, 1_000), said(1_000.5), said(1_001)])
    expect(chunks.map(({ first, count }) => [first, count])).toEqual([
      [1, 1_001],
      [1_001, 1],
    ])
  })
})

describe('edit', () => {
  const chunk = one(said(1), saidByUs(2, 'd'), said(3))

  it('puts what came of a draft in its place, as often as it is told', () => {
    const change = { at: 2, by: [said(2, 'ours'), said(2.5, 'another')] }
    const once = edit(chunk, change) as Chunk
    expect([keysOf(once.entries), once.count]).toEqual([[1, 2, 2.5, 3], 4])
    const again = edit(once, change) as Chunk
    expect(again.entries).toEqual(once.entries)
    expect([again.count, again.chars]).toEqual([4, once.chars])
  })

  it('removes, and leaves an empty chunk when it was the last', () => {
    expect(keysOf(edit(chunk, { at: 1, by: [] })?.entries ?? [])).toEqual([2, 3])
    expect(edit(one(said(7)), { at: 7, by: [] })).toMatchObject({ first: 7, count: 0, chars: 0, entries: [] })
  })

  it('ignores a key that is not there', () => {
    for (const at of [0, 1.5, 4]) expect(edit(chunk, { at, by: [] })).toBeUndefined()
  })

  it('takes a message only for one of the same id, or of the draft that it was the echo of', () => {
    expect(edit(chunk, { at: 1, by: [said(1, 'changed')] })?.entries[0]).toEqual(said(1, 'changed'))
    const other: Entry = { kind: 'message', key: 1, at: 1, message: { id: 'other', at: 1, body: 'no' } }
    expect(edit(chunk, { at: 1, by: [other] })).toBeUndefined()
    const echo: Entry = {
      kind: 'message',
      key: 5,
      at: 1,
      message: { id: 'e', at: 1, body: 'x', echoOf: 'd' },
    }
    expect(edit(one(echo), { at: 5, by: [saidByUs(5, 'd')] })?.entries[0]).toEqual(saidByUs(5, 'd'))
    expect(edit(one(echo), { at: 5, by: [saidByUs(5, 'c')] })).toBeUndefined()
  })

  it('takes a gap for another only where both begin at the same time', () => {
    const gap = (from: number): Entry => ({
      kind: 'gap',
      key: 1,
      at: 1,
      from,
      to: 9,
      why: { code: 'no-resume' } as never,
    })
    expect(edit(one(gap(3)), { at: 1, by: [{ ...gap(3), at: 2 }] })?.entries[0]?.at).toBe(2)
    expect(edit(one(gap(3)), { at: 1, by: [gap(4)] })).toBeUndefined()
  })

  it('puts nothing that has no place there', () => {
    const day: Entry = { kind: 'day', key: 2, at: 1 }
    const by = [{ ...said(2), key: 'x' }, day, said(9)] as Placed[]
    expect(keysOf(edit(chunk, { at: 2, by })?.entries ?? [])).toEqual([1, 3])
  })

  it('drops the oldest, and still counts right', () => {
    const rest = dropFirst(chunk, 2)
    expect(rest).toMatchObject({ first: 1, last: 3, count: 1, chars: one(said(3)).chars })
  })
})
