/** What stands before the host of an address: a scheme, and slashes in either direction, as browsers take them. */
const BEFORE_HOST = /^\s*(?:[a-z][a-z\d+.-]*:[\\/]{2,}|(?:wss?|https?):[\\/]*|[\\/]*)/i

/** An address in its pieces, as they were typed; joined in this order they are the address. `login` ends with its `@`,
 *  `query` begins with its `?`, `hash` with its `#`; each may be ''. */
export type AddressParts = { head: string; login: string; place: string; query: string; hash: string }

/** The pieces of an address, also where it is none that a browser takes: what a person typed may have a secret in it
 *  all the same. Never throws. */
export function splitParts(typed: string): AddressParts {
  // Browsers leave these out wherever they stand.
  const text = typed.replace(/[\t\n\r]/g, '')
  const hashAt = indexOr(text, '#', text.length)
  const queryAt = Math.min(indexOr(text, '?', text.length), hashAt)
  const address = text.slice(0, queryAt)
  const head = BEFORE_HOST.exec(address)?.[0] ?? ''
  const rest = address.slice(head.length)
  const slash = rest.search(/[\\/]/)
  const authority = slash < 0 ? rest : rest.slice(0, slash)
  // "user:pa/ss@host": what looks like a port and is none is a password that was typed with a slash in it.
  const isHost = /(?:^|@)(?:\[.*\]|[^:@]*)(?::\d*)?$/.test(authority)
  const end = isHost ? authority.length : rest.length
  const loginEnd = rest.slice(0, end).lastIndexOf('@') + 1
  return {
    head,
    login: rest.slice(0, loginEnd),
    place: rest.slice(loginEnd),
    query: text.slice(queryAt, hashAt),
    hash: text.slice(hashAt),
  }
}

function indexOr(text: string, mark: string, fallback: number): number {
  const at = text.indexOf(mark)
  return at < 0 ? fallback : at
}
