/** A piece of a text: what stands there, and the address where it is one. */
export type Piece = { text: string; href?: string }

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\u3000-\u303f\uff00-\uff5e]+/gi
/** More links than these in one text are left as text. */
const MAX_LINKS = 100

/** A text in pieces, with its http and https addresses told apart. What ends a sentence ends an address. */
export function piecesOf(text: string): Piece[] {
  if (!/:\/\//.test(text)) return [{ text }]
  const pieces: Piece[] = []
  let end = 0
  let links = 0
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const href = withoutTail(found)
    if (!URL.canParse(href) || links >= MAX_LINKS) continue
    links++
    if (index > end) pieces.push({ text: text.slice(end, index) })
    pieces.push({ text: href, href })
    end = index + href.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end) })
  return pieces
}

/** Korean joins its particles to the word before. */
const PARTICLE = /(?<=[!-~])(?:에서|에게|으로|부터|까지|입니다|[로에을를은는이가와과도의])$/

/** Without the punctuation and particles after it, and without a closing bracket that was not opened in it. */
function withoutTail(address: string): string {
  let tail = address.replace(PARTICLE, '')
  for (;;) {
    const last = tail.at(-1) ?? ''
    const opening = { ')': '(', ']': '[', '}': '{' }[last]
    const unopened = opening !== undefined && count(tail, last) > count(tail, opening)
    if (!unopened && !/[.,;:!?…*_~]/.test(last)) return tail
    tail = tail.slice(0, -1)
  }
}

function count(text: string, char: string): number {
  return text.split(char).length - 1
}
