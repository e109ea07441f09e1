import { describe, expect, it } from 'vitest'
import { Buffer } from './buffer.ts'
import { keysOf, lines, said, saidByUs } from './fake-entries.ts'

describe('a buffer', () => {
  it('does not grow without end, whatever waits, and has the newest', () => {
    const buffer = new Buffer()
    for (let from = 1; from <= 100_000; from += 100) buffer.add({ put: lines(from, from + 99) }, 500)
    expect(buffer.entries.length).toBeLessThanOrEqual(2_000)
    expect(buffer.entries.at(-1)?.key).toBe(100_000)
    for (let at = -1; at > -50_000; at--) buffer.add({ at, by: [] }, 500)
    expect(buffer.edits.length).toBeLessThanOrEqual(20_000)
    expect(buffer.edits.at(-1)?.at).toBe(-49_999)
  })

  it('takes for new what an edit puts in a later place', () => {
    const buffer = new Buffer()
    buffer.add({ put: [saidByUs(1, 'd'), said(2)] }, 10)
    buffer.add({ at: 1, by: [said(1), said(3)] }, 10)
    buffer.add({ at: 'd', by: [said(4)] }, 10)
    expect(keysOf(buffer.entries)).toEqual([1, 2, 3, 4])
    expect(buffer.edits).toEqual([])
  })

  it('is empty until anything is to be written, be it that a cursor is forgotten', () => {
    expect(new Buffer().isEmpty).toBe(true)
    const fill: ((buffer: Buffer) => void)[] = [
      (buffer) => (buffer.cursor = { to: undefined }),
      (buffer) => (buffer.heardAt = 0),
      (buffer) => buffer.setUnread([]),
      (buffer) => buffer.add({ put: [said(1)] }, 1),
      (buffer) => buffer.add({ at: 1, by: [] }, 1),
    ]
    for (const run of fill) {
      const buffer = new Buffer()
      run(buffer)
      expect(buffer.isEmpty).toBe(false)
    }
  })
})
