/** Which lines of a long list are to be drawn: those in sight and some beyond, all of one height (px). */
export function linesIn({ top, height, line, beyond, length }: Sight): { from: number; count: number } {
  const from = Math.max(0, Math.min(Math.floor(top / line) - beyond, length - 1))
  const to = Math.min(length, Math.ceil((top + height) / line) + beyond)
  return { from, count: Math.max(0, to - from) }
}

type Sight = { top: number; height: number; line: number; beyond: number; length: number }
