import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatCsvRow } from './csv.ts'

/** The cells of one row, by the letter of RFC 4180. */
function parseRow(row: string): string[] {
  expect(row.endsWith('\r\n')).toBe(true)
  const cells: string[] = []
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy
  for (let found = cell.exec(row); found; found = cell.exec(row)) {
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '')
    if (found[3] === '\r\n') {
      expect(cell.lastIndex).toBe(row.length)
      break
    }
  }
  return cells
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ' ', "'", '한', '1', '＝', '\0'),
  }),
)

describe('a row of a table', () => {
  it.each([
    [['a', 1, undefined, -2], 'a,1,,-2\r\n'],
    [['say "hi", mina', 'two\nlines'], '"say ""hi"", mina","two\nlines"\r\n'],
    [['=1+1', '-5', '@me', ' =x', '＝x', "'quoted"], `'=1+1,'-5,'@me,' =x,'＝x,'quoted\r\n`],
  ])('%j', (cells, row) => expect(formatCsvRow(cells)).toBe(row))

  it('has the cells that it was given, and none that a spreadsheet would work out', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 6 }), (cells) => {
        const read = parseRow(formatCsvRow(cells))
        expect(read).toHaveLength(cells.length)
        for (const [index, cell] of read.entries()) {
          const given = cells[index] as string
          expect([given, `'${given}`]).toContain(cell)
          expect(cell).not.toMatch(/^\s*[=+\-@]/)
          expect(cell).not.toMatch(/^[\t\r\n]/)
        }
      }),
    )
  })
})
