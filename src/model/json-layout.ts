const INDENT = '  '
/** What is nested deeper is indented no further: the blanks would be all there is. */
const MAX_DEPTH = 64

/** The same JSON on as many lines as are good to read. Each number, text and name stays as it was written (1.10, -0,
 *  twenty digits, a name that comes twice). For what is JSON: of anything else it makes nothing in particular. */
export function formatLayout(text: string): string {
  let depth = 0
  let out = ''
  const line = () => `\n${INDENT.repeat(Math.min(depth, MAX_DEPTH))}`
  const parts = partsOf(text)
  for (const [index, part] of parts.entries()) {
    const isEmpty = /^[{[]$/.test(part) && /^[}\]]$/.test(parts[index + 1] ?? '')
    if (part === '{' || part === '[') {
      depth++
      out += isEmpty ? part : part + line()
    } else if (part === '}' || part === ']') {
      depth--
      out += /^[{[]$/.test(parts[index - 1] ?? '') ? part : line() + part
    } else if (part === ',') out += part + line()
    else out += part === ':' ? ': ' : part
  }
  return out
}

/** The same JSON without a blank between its parts. */
export function minifyLayout(text: string): string {
  return partsOf(text).join('')
}

/** Brackets, commas, colons, and each value as it is written. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  for (let at = 0; at < text.length;) {
    const char = text.charAt(at)
    const from = at++
    if (' \n\r\t'.includes(char)) continue
    if (char === '"') at = endOfString(text, at)
    else if (!'{}[],:'.includes(char))
      while (at < text.length && !' \n\r\t{}[],:"'.includes(text.charAt(at))) at++
    parts.push(text.slice(from, at))
  }
  return parts
}

function endOfString(text: string, at: number): number {
  while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1
  return at + 1
}
