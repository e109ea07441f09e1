/** A text longer than this, or of more lines, is folded at first. */
export const FOLD_CHARS = 1_500
export const FOLD_LINES = 12
/** So much of a text is laid out at once at most; after that, so much more with every click. */
export const MORE_CHARS = 20_000

/** The beginning of a text that is shown at first: all of it, unless it is long. */
export function foldOf(text: string): string {
  let end = Math.min(text.length, FOLD_CHARS)
  let line = -1
  for (let lines = 0; lines < FOLD_LINES; lines++) {
    line = text.indexOf('\n', line + 1)
    if (line < 0 || line >= end) break
    if (lines === FOLD_LINES - 1) end = line
  }
  // A fold that hides next to nothing is only in the way.
  return text.length - end < FOLD_CHARS / 10 && linesIn(text, end) < 3 ? text : cut(text, end)
}

/** The first `length` characters, no character cut in two. */
export function cut(text: string, length: number): string {
  const high = text.charCodeAt(length - 1)
  return text.slice(0, high >= 0xd800 && high < 0xdc00 ? length - 1 : length)
}

function linesIn(text: string, from: number): number {
  let lines = 0
  for (let at = text.indexOf('\n', from); at >= 0 && lines < 3; at = text.indexOf('\n', at + 1)) lines++
  return lines
}
