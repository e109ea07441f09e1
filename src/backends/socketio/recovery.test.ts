// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isOffset, Recovery } from './recovery.ts'

const NOW = Date.UTC(2026, 10, 20)
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_'

function yeast(time: number): string {
  let text = ''
  for (let rest = time; rest > 0; rest = Math.floor(rest / 64)) text = (DIGITS[rest % 64] ?? '') + text
  return text
}

describe('an offset', () => {
  it('is known by its looks', () => {
    for (const text of [yeast(NOW), `${yeast(NOW - 5_000)}.1`, '1795132800000-0', '6558a8f2b1c2d3e4f5a6b7c8'])
      expect(isOffset(text, NOW), text).toBe(true)
    for (const text of [
      '',
      'hi',
      'goodbye',
      'Running',
      'Pending',
      'Quality',
      yeast(NOW - 90 * 86_400_000),
      '1795-0',
    ])
      expect(isOffset(text, NOW), text).toBe(false)
  })
})

describe('a connection that was lost', () => {
  it('is gone on with where it was, in every namespace that can', () => {
    const first = new Recovery(undefined)
    expect(first.asking('/')).toEqual({})
    expect(first.joined('/', 'p1')).toBe('forgotten')
    expect(first.joined('/b', undefined)).toBe('never')
    expect(first.moved()).toBeUndefined()
    const args = ['hi', yeast(NOW)]
    first.take('/', args, NOW)
    expect(args).toEqual(['hi'])
    // A server that recovers nothing puts nothing behind them.
    const others = ['hi', yeast(NOW)]
    first.take('/b', others, NOW)
    expect(others).toHaveLength(2)
    const cursor = first.moved()
    expect(first.moved()).toBeUndefined()

    const second = new Recovery(cursor)
    expect(second.asking('/')).toEqual({ pid: 'p1', offset: yeast(NOW) })
    expect(second.asking('/b')).toEqual({})
    expect(second.joined('/', 'p1')).toBe('goes on')
    expect(second.moved()).toBeUndefined()
  })

  it('begins anew where the server does not know it any more', () => {
    const again = new Recovery('{"/":["p1","1795132800000-0"]}')
    expect(again.joined('/', 'p2')).toBe('forgotten')
    expect(again.asking('/')).toEqual({})
  })

  it('whatever was kept of it', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (cursor) => {
        const { pid, offset } = new Recovery(cursor).asking('/')
        expect(typeof pid).toBe(typeof offset)
      }),
    )
  })
})
