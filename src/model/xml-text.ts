/** Without an end: https://html.spec.whatwg.org/multipage/syntax.html#void-elements */
const VOID = /^<(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b/i
const STEP = '  '
const MAX_DEPTH = 100

/** XML, or HTML, with each element on a line of its own, indented; one that holds only text is one line. It is only cut
 *  at its tags: nothing is parsed, added or left out but white space between tags. */
export function indentXml(text: string): string {
  const parts = [...partsOf(text)]
  const lines: string[] = []
  let depth = 0
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at] as string
    if (isEnd(part)) depth = Math.max(0, depth - 1)
    const indent = STEP.repeat(Math.min(depth, MAX_DEPTH))
    const [inner = '', end = ''] = [parts[at + 1], parts[at + 2]]
    if (opens(part) && isEnd(inner)) {
      lines.push(`${indent}${part}${inner}`)
      at++
    } else if (opens(part) && !inner.startsWith('<') && isEnd(end)) {
      lines.push(`${indent}${part}${inner}${end}`)
      at += 2
    } else {
      lines.push(indent + part)
      if (opens(part)) depth++
    }
  }
  return lines.join('\n')
}

/** Its tags, comments and declarations, and what stands between them, without the white space around that. */
function* partsOf(text: string): Generator<string> {
  // What has no end is looked for once.
  const missing = new Set<string>()
  const endOf = (mark: string, from: number): number => {
    const at = missing.has(mark) ? -1 : text.indexOf(mark, from)
    if (at < 0) missing.add(mark)
    return at < 0 ? -1 : at + mark.length
  }
  for (let at = 0; at < text.length;) {
    const tag = text.indexOf('<', at)
    const between = text.slice(at, tag < 0 ? text.length : tag).trim()
    if (between) yield between
    if (tag < 0) return
    const special = text.startsWith('<!--', tag)
      ? endOf('-->', tag)
      : text.startsWith('<![CDATA[', tag)
        ? endOf(']]>', tag)
        : -1
    const end = special < 0 ? endOf('>', tag) : special
    at = end < 0 ? text.length : end
    yield text.slice(tag, at)
  }
}

const isEnd = (part: string) => part.startsWith('</')
const opens = (part: string) =>
  /^<[^\s<>/!?]/.test(part) && part.endsWith('>') && !part.endsWith('/>') && !VOID.test(part)
