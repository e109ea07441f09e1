import type { Reason } from './reason.ts'

/** The two families of URL that a browser can open by itself. */
export type Scheme = 'ws' | 'http'

const FAMILY: Record<string, Scheme> = { 'ws:': 'ws', 'wss:': 'ws', 'http:': 'http', 'https:': 'http' }

/** What a person typed as an address, or why it is none. The scheme may be missing: then it is the wire's, secure
 *  where the page is, unless the host is this machine. */
export function parseAddress(
  typed: string,
  { wants, page }: { wants?: Scheme | undefined; page?: URL | Location | undefined } = {},
): { url: URL } | { why: Reason } {
  const text = typed.trim()
  const bad = (): { why: Reason } => ({ why: { code: 'bad-address', params: { url: text } } })
  if (!text || /\s/.test(text)) return bad()
  const family = wants ?? 'http'
  // "localhost:8080" parses as a URL of the scheme "localhost:".
  const schemeless = !/^[a-z][a-z\d+.-]*:\/\//i.test(text)
  const full = schemeless ? `${family}://${text.replace(/^\/\//, '')}` : text
  if (!URL.canParse(full)) return bad()
  const url = new URL(full)
  if (!FAMILY[url.protocol] || !url.hostname) return bad()
  if (schemeless && page?.protocol === 'https:' && !isLoopback(url.hostname)) secure(url)
  if (wants && FAMILY[url.protocol] !== wants) {
    url.protocol = wants === 'ws' ? url.protocol.replace('http', 'ws') : url.protocol.replace('ws', 'http')
  }
  // fetch takes no address with a login in it, and no browser sends one on a WebSocket.
  if (url.username || url.password) return { why: { code: 'login-in-address' } }
  // A WebSocket constructor refuses a fragment in some browsers, and no server ever sees one.
  url.hash = ''
  if (page?.protocol === 'https:' && /^(ws|http):$/.test(url.protocol) && !isLoopback(url.hostname))
    return { why: { code: 'mixed-content', params: { url: url.href } } }
  return { url }
}

/** Which family an address is of, where it says so. */
export function schemeOf(typed: string): Scheme | undefined {
  const scheme = /^\s*([a-z]+:)\/\//i.exec(typed)?.[1]
  return scheme ? FAMILY[scheme.toLowerCase()] : undefined
}

/** Whose an address is: its origin, that of a WebSocket being its server's over http. Undefined where it is none. */
export function originOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, host } = new URL(address)
  return `${protocol.replace(/^ws/, 'http')}//${host}`
}

/** Is this host the machine that the browser runs on? Those are exempt from mixed-content blocking. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname)
}

function secure(url: URL): void {
  url.protocol = url.protocol === 'ws:' ? 'wss:' : url.protocol === 'http:' ? 'https:' : url.protocol
}
