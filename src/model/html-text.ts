const NAMED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    hellip: '…',
    ndash: '–',
    mdash: '—',
  }),
)
/** Ends of what begins on a line of its own. */
const BLOCK = /^<\/(?:p|div|li|ul|ol|h[1-6]|blockquote|pre|tr|table)\b/i
const BREAK = /^<(?:br|hr)\b/i
const UNSEEN = /<!--[\s\S]*?(?:-->|$)|<(script|style)\b[\s\S]*?(?:<\/\1\s*>|$)/gi

/** The text that a piece of HTML would show, as plain text: tags fall away, paragraphs and breaks are line breaks. It is
 *  only ever shown as text. A `<` that begins no tag is one. */
export function formatHtmlAsText(html: string): string {
  const text = html
    .replace(UNSEEN, '')
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, (tag) => (BREAK.test(tag) ? '\n' : BLOCK.test(tag) ? '\n\n' : ''))
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, decoded)
}

function decoded(entity: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return NAMED.get(name) ?? entity
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  // What is no character is left as it stands.
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity
}
