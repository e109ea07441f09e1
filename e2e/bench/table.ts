import type { Case, Figure } from './figure.ts'
import { isMet } from './figure.ts'
import { spread } from './quantile.ts'

/** What each figure of each case was, round by round; a round in which it could not be told is left out. */
export type Measured = { made: Case; values: ReadonlyMap<string, readonly number[]> }

/** All figures as one table, as a terminal shows it. */
export function tableOf(all: readonly Measured[]): string {
  const rows: string[][] = []
  for (const { made, values } of all) {
    rows.push([], [`${made.name}: ${made.title}`])
    for (const [name, figure] of Object.entries<Figure>(made.figures))
      rows.push(rowOf(figure, values.get(name)))
    for (const note of made.notes?.() ?? []) rows.push([`  ${note}`])
  }
  const lines = [['', 'min', 'median', 'max', '', 'target', ''], ...rows]
  const cells = lines.filter((line) => line.length > 1)
  const widths = [0, 1, 2, 3, 4, 5].map((place) => Math.max(...cells.map((line) => line[place]?.length ?? 0)))
  return lines.map((line) => (line.length < 2 ? line.join('') : lineOf(line, widths))).join('\n')
}

function rowOf(figure: Figure, values: readonly number[] = []): string[] {
  const { what, unit, digits = 0, target } = figure
  if (values.length === 0) return [`  ${what}`, '', '–', '', unit, '', 'not measured']
  const { min, median, max } = spread(values)
  const written = (value: number) =>
    value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const wanted =
    target && ('atLeast' in target ? `≥ ${written(target.atLeast)}` : `≤ ${written(target.atMost)}`)
  const verdict = target && (isMet(target, median) ? 'met' : 'MISSED')
  return [`  ${what}`, written(min), written(median), written(max), unit, wanted ?? '', verdict ?? '']
}

function lineOf(line: readonly string[], widths: readonly number[]): string {
  const [what = '', min = '', median = '', max = '', unit = '', target = '', verdict = ''] = line
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0, w4 = 0, w5 = 0] = widths
  return [what.padEnd(w0), min.padStart(w1), median.padStart(w2), max.padStart(w3), unit.padEnd(w4)]
    .concat(target.padEnd(w5), verdict)
    .join('  ')
    .trimEnd()
}

/** The same for machines: each case by its name, each figure of it by its own. */
export function dataOf(all: readonly Measured[]): Record<string, unknown> {
  return Object.fromEntries(
    all.map(({ made, values }) => {
      const figures = Object.entries<Figure>(made.figures).map(([name, { what, unit, target }]) => {
        const rounds = values.get(name) ?? []
        const { min, median, max } = spread(rounds)
        const known = rounds.length > 0 && { min, median, max, ...(target && { met: isMet(target, median) }) }
        return [name, { what, unit, target, ...known, rounds }]
      })
      return [made.name, { title: made.title, figures: Object.fromEntries(figures), notes: made.notes?.() }]
    }),
  )
}
