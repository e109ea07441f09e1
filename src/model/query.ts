/** What a person looks for in a log: a text, or a regular expression. */
export type Query = { text: string; regex: boolean; matchCase: boolean }

/** A part of a text: UTF-16 units, as `slice` takes them. */
export type Range = readonly [start: number, end: number]

/** More hits than these in one text are not marked. */
const MAX_RANGES = 1_000

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const ASCII = /^[\0-\x7f]*$/

/** The text in the form in which equal texts are equal: composed (a Hangul syllable is one character, whether a file name
 *  from a Mac spells it in three or not) and, unless the case counts, case-folded ("STRASSE" is "Straße", "ΟΔΟΣ" is
 *  "οδος"). The same for every language. */
export function fold(text: string, matchCase: boolean): string {
  if (matchCase) return text.normalize('NFC')
  // Up in between, where letters meet that have several lower ones; "ẞ" does so only as "ß". A final sigma is a sigma.
  return text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
}

/** A test for a query's text. Of regular expressions nothing is known here: they run elsewhere, with a deadline. */
export function matcher({ text, matchCase }: Query): (text: string) => boolean {
  const wanted = fold(text, matchCase)
  return (text) => fold(text, matchCase).includes(wanted)
}

/** A long text in pieces (`size` in UTF-16 units) that can be tested one by one: what the query stands for is whole in one
 *  of them. */
export function* piecesOf(text: string, { text: wanted }: Query, size: number): Generator<string> {
  // Folded, a text can be a third of what it was.
  const overlap = wanted.length * 3 + 16
  for (let from = 0; from === 0 || from + overlap < text.length; from += size)
    yield text.slice(from, from + size + overlap)
}

/** Where a query's text stands in another, from the left, without overlaps. What was folded together counts as a whole: a
 *  hit never ends within a character as a reader sees it. */
export function rangesOf(text: string, { text: sought, matchCase }: Query): Range[] {
  const wanted = fold(sought, matchCase)
  if (wanted === '') return []
  const { folded, at } = foldParts(text, matchCase)
  const ranges: Range[] = []
  for (let from = folded.indexOf(wanted); from >= 0; from = folded.indexOf(wanted, from + wanted.length)) {
    const [start, end] = [at(from)[0], at(from + wanted.length - 1)[1]]
    const last = ranges.at(-1)
    if (last && start < last[1]) ranges[ranges.length - 1] = [last[0], end]
    else ranges.push([start, end])
    if (ranges.length === MAX_RANGES) break
  }
  return ranges
}

/** A text folded, and which part of it each unit of the folded one came from. */
function foldParts(text: string, matchCase: boolean): { folded: string; at: (unit: number) => Range } {
  if (ASCII.test(text)) return { folded: fold(text, matchCase), at: (unit) => [unit, unit + 1] }
  let folded = ''
  const parts: Range[] = []
  for (const { segment, index } of graphemes.segment(text)) {
    const part = fold(segment, matchCase)
    folded += part
    for (let unit = 0; unit < part.length; unit++) parts.push([index, index + segment.length])
  }
  return { folded, at: (unit) => parts[unit] ?? [0, 0] }
}

/** A query's regular expression, with `g`. One that the strict syntax does not know (`\-`) is taken as browsers took it
 *  before there was one. Throws a SyntaxError where it is none. */
export function patternOf({ text, matchCase }: Query): RegExp {
  const flags = matchCase ? 'gm' : 'gim'
  try {
    return new RegExp(text, `${flags}u`)
  } catch {
    // Or it is no regular expression at all: then this throws.
    return new RegExp(text, flags)
  }
}

/** Where a regular expression matches, from the left; nothing where it matches the empty text only. */
export function rangesBy(pattern: RegExp, text: string): Range[] {
  const { folded, at } = foldParts(text, true)
  const ranges: Range[] = []
  for (const { 0: found, index } of folded.matchAll(pattern)) {
    if (found !== '') ranges.push([at(index)[0], at(index + found.length - 1)[1]])
    if (ranges.length === MAX_RANGES) break
  }
  return ranges
}
