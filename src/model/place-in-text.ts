/** Where a character of a text is, as an editor says it: both from 1, the column in characters. */
export type Place = { line: number; column: number }

export function placeIn(text: string, at: number): Place {
  const lines = text.slice(0, at).split(/\r\n|\r|\n/)
  return { line: lines.length, column: [...(lines.at(-1) ?? '')].length + 1 }
}
