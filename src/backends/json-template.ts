/** What a template may have filled in. `text` and `author` are '' where there is none; `now` is epoch ms. */
export type Fill = { text: string; id: string; now: number; author: string }

const PLACE = /\{\{\s*(\w+)(?::(\w+))?\s*\}\}/g
/** What a place is filled with, as it stands in JSON and as it is by itself (`:raw`). */
const VALUES: Readonly<Record<string, (fill: Fill) => string | number>> = {
  text: ({ text }) => text,
  id: ({ id }) => id,
  now: ({ now }) => now,
  author: ({ author }) => author,
}
const isKnown = (name: string, form: string | undefined) =>
  Object.hasOwn(VALUES, name) && (form === undefined || form === 'raw' || (form === 'iso' && name === 'now'))

/** A frame from its template: `{{text}}`, `{{id}}`, `{{now}}` (epoch ms) and `{{author}}` are written as JSON, with their
 *  quotes; `{{text:raw}}` as they are, and `{{now:iso}}` as an ISO 8601 text. Any other place stays as it stands. What was
 *  filled in is not looked through again. */
export function formatTemplate(template: string, fill: Fill): string {
  return template.replace(PLACE, (place, name: string, form: string | undefined) => {
    if (!isKnown(name, form)) return place
    if (form === 'iso') return JSON.stringify(new Date(fill.now).toISOString())
    const value = VALUES[name]?.(fill) ?? ''
    return form === 'raw' ? String(value) : JSON.stringify(value)
  })
}

/** The places of a template that nothing is known for, as they stand in it. */
export function unknownPlaces(template: string): string[] {
  const places = [...template.matchAll(PLACE)]
  return places.filter(([, name = '', form]) => !isKnown(name, form)).map(([place]) => place)
}

/** Is a frame what that template may have become? For leaving out what may be a secret. */
export function isFilled(template: string, frame: string): boolean {
  const pieces = template.split(PLACE).filter((_, index) => index % 3 === 0)
  const [first = '', last = ''] = [pieces[0], pieces.at(-1)]
  if (pieces.length === 1) return frame === template
  if (!frame.startsWith(first) || !frame.endsWith(last)) return false
  let at = first.length
  for (const piece of pieces.slice(1, -1)) {
    const found = frame.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at + last.length <= frame.length
}
