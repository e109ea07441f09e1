/** What stands before the host of an address: a scheme, and slashes in either direction, as browsers take them. */
const BEFORE_HOST = /^\s*(?:[a-z][a-z\d+.-]*:[\\/]{2,}|(?:wss?|https?):[\\/]*|[\\/]*)/i
const ADDRESS = /\b(?:wss?|https?):[\\/]{2}[^\s"'<>`]+/gi

/** An address without all that may be a secret in it: the login, the query and the fragment. What a person typed is one
 *  too, also where it is none that a browser takes. */
export function maskAddress(typed: string): string {
  // Browsers leave these out wherever they stand.
  const [address = ''] = typed.replace(/[\t\n\r]/g, '').split(/[?#]/, 1)
  const head = BEFORE_HOST.exec(address)?.[0] ?? ''
  const rest = address.slice(head.length)
  const slash = rest.search(/[\\/]/)
  const authority = slash < 0 ? rest : rest.slice(0, slash)
  // "user:pa/ss@host": what looks like a port and is none is a password that was typed with a slash in it.
  const isHost = /(?:^|@)(?:\[.*\]|[^:@]*)(?::\d*)?$/.test(authority)
  const end = isHost ? authority.length : rest.length
  return head + rest.slice(rest.slice(0, end).lastIndexOf('@') + 1)
}

/** A text in which every address is masked. */
export function maskText(text: string): string {
  return text.replace(ADDRESS, maskAddress)
}
