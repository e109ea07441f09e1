import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_TEXT_CHARS } from '../model/text.ts'
import { LineReader } from './line-reader.ts'

/** All that is read of a text that comes cut at these places. */
function read(text: string, cuts: readonly number[] = []) {
  const reader = new LineReader()
  const places = [0, ...[...cuts].sort((a, b) => a - b), text.length]
  const parts = places.slice(1).flatMap((to, n) => reader.feed(text.slice(places[n], to)))
  return [...parts, ...reader.end()]
}
const dataOf = (parts: ReturnType<typeof read>) =>
  parts.flatMap((part) => (part.kind === 'event' ? [part.data] : []))

describe('lines of JSON', () => {
  it('are an event each, the last one also without an end', () => {
    expect(dataOf(read('{"a":1}\n{"b":2}\r\n\u001e{"c":3}\n{"d":4}'))).toEqual([
      '{"a":1}',
      '{"b":2}',
      '{"c":3}',
      '{"d":4}',
    ])
  })

  it('are signs of life where they are empty', () => {
    expect(read('\n\r\n').map(({ kind }) => kind)).toEqual(['comment', 'comment'])
  })

  it('are the same wherever they are cut', () => {
    const line = fc.jsonValue().map((value) => JSON.stringify(value))
    fc.assert(
      fc.property(fc.array(line), fc.array(fc.nat(500)), (lines, cuts) => {
        const text = lines.join('\n')
        const within = cuts.map((cut) => Math.min(cut, text.length))
        expect(dataOf(read(text, within))).toEqual(lines)
      }),
    )
  })

  it('are shown by their beginning where they are too large, and cost nothing after it', () => {
    const [part, next] = read(`${'x'.repeat(MAX_TEXT_CHARS)}y\n{"a":1}\n`, [5, MAX_TEXT_CHARS])
    expect(part?.kind).toBe('too-large')
    expect(next).toMatchObject({ kind: 'event', data: '{"a":1}' })
  })
})
