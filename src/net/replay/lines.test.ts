import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Lines } from './lines.ts'

/** All lines of a text that comes in those pieces. */
function read(pieces: readonly string[], lines = new Lines()): (string | undefined)[] {
  return [...pieces.flatMap((piece) => lines.feed(piece)), lines.end()]
}

it('is cut into the same lines, wherever the pieces end', () => {
  const unit = fc.constantFrom('a', '한', '\n', '\r\n', '\r', '"', ' ')
  fc.assert(
    fc.property(fc.array(fc.string({ unit, maxLength: 12 }), { maxLength: 12 }), (pieces) => {
      expect(read(pieces)).toEqual(
        pieces
          .join('')
          .split(/\r?\n/)
          .map((line, index, { length }) => (index === length - 1 ? line.replace(/\r$/, '') : line)),
      )
    }),
  )
})

it('leaves a line out that is too long, says so, and goes on with the next', () => {
  const lines = new Lines(5)
  expect(read(['ab\ncd', 'efgh', 'ij\nkl\n123456', '\n1', '2345', '6'], lines)).toEqual([
    'ab',
    'kl',
    undefined,
  ])
  expect(lines.skipped).toBe(3)
})

it('puts together a line of 8 MB that comes in thousands of pieces', () => {
  const piece = 'x'.repeat(4096)
  const lines = new Lines()
  for (let n = 0; n < 2048; n++) expect(lines.feed(piece)).toEqual([])
  expect(lines.feed('\n')[0]).toHaveLength(8 * 1024 * 1024)
})
