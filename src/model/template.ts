/** What the placeholders of a template are filled with. */
export type Values = {
  /** Epoch ms. */
  now: number
  /** How often this template was sent, this time included. */
  n: number
  /** From 0 to below 1. */
  random: () => number
  uuid: () => string
}

/** A template that was filled. */
export type Filled = {
  text: string
  /** How many placeholders were filled, or written as the two braces that they stand for. */
  count: number
  /** Those, as they are written, each once. */
  marks: string[]
  /** `{{n}}` is among them: sending it counts. */
  counts: boolean
  /** What looks like a placeholder and is none, as it is written, each once: it stays as it is. */
  unknown: string[]
}

/** `{{{{`, which writes `{{`; or a name in double braces, with what may follow it after a colon. */
const MARK = /\{\{\{\{|\{\{[ \t]*([a-z][\w-]*)[ \t]*(?::([^{}\n]*))?\}\}/gi
const RANGE = /^(-?\d{1,15})-(-?\d{1,15})$/

/** Fills in `{{now}}` (ISO 8601), `{{now:ms}}` (epoch ms), `{{uuid}}`, `{{n}}` and `{{random:1-100}}` (a whole number,
 *  both ends included). All else stays, byte for byte. */
export function fillTemplate(text: string, values: Values): Filled {
  let count = 0
  let counts = false
  const marks = new Set<string>()
  const unknown = new Set<string>()
  const filled = text.replace(MARK, (mark: string, name?: string, more?: string) => {
    const value = name === undefined ? '{{' : valueOf(name.toLowerCase(), more?.trim(), values)
    if (value === undefined) {
      unknown.add(mark)
      return mark
    }
    count++
    marks.add(mark)
    counts ||= name?.toLowerCase() === 'n'
    return value
  })
  return { text: filled, count, marks: [...marks], counts, unknown: [...unknown] }
}

function valueOf(name: string, more: string | undefined, values: Values): string | undefined {
  if (name === 'now' && more === 'ms') return String(values.now)
  if (name === 'random' && more !== undefined) return randomIn(more.replaceAll(/\s/g, ''), values.random)
  if (more !== undefined) return undefined
  if (name === 'now') return new Date(values.now).toISOString()
  if (name === 'uuid') return values.uuid()
  return name === 'n' ? String(values.n) : undefined
}

function randomIn(range: string, random: () => number): string | undefined {
  const [, from, to] = (RANGE.exec(range) ?? []).map(Number)
  if (from === undefined || to === undefined || from > to) return undefined
  return String(from + Math.floor(random() * (to - from + 1)))
}
