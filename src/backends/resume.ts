/** A longer place (characters) fits neither an address nor a header: it is not kept. */
export const MAX_CURSOR_CHARS = 4_096

/** What a server said, as a place to go on from; undefined where it cannot be one. */
export function cursorOf(value: unknown): string | undefined {
  const isName = typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
  const text = isName ? String(value) : ''
  return text && text.length <= MAX_CURSOR_CHARS ? text : undefined
}

/** The query parameter that a person named, without what belongs to its place in an address. '' is none. */
export function resumeName({ resume }: { resume: string }): string {
  return resume.replace(/[?&=\s]/g, '')
}

/** An address with where to go on from, in the query parameter that the profile has for it. The rest of the address
 *  stays to the letter; without a parameter or a place it is as it was. */
export function resumeAddress(
  address: string,
  options: { resume: string },
  cursor: string | undefined,
): string {
  const name = resumeName(options)
  if (!name || !cursor) return address
  const url = new URL(address)
  const others = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair && !new URLSearchParams(pair).has(name))
  url.search = [...others, `${encode(name)}=${encode(cursor)}`].join('&')
  return url.href
}

/** Is the server told by the address where to go on from? The person who named the parameter says that it heeds it. */
export function resumesByAddress({
  options,
  cursor,
}: {
  options: { resume: string }
  cursor: string | undefined
}): boolean {
  return resumeName(options) !== '' && Boolean(cursor)
}

// Half a character cannot be encoded, and would throw.
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
