import { isLoopback, parseAddress, schemeOf } from '../model/address.ts'
import { splitParts } from '../model/address-parts.ts'
import { isBlockedPort, portOf } from '../model/ports.ts'
import type { Reason } from '../model/reason.ts'

export type Login = { user: string; password: string }

/** What a person typed, as it was most likely meant. */
export type Asked = {
  /** In the scheme that was typed, or http(s). */
  url: URL
  /** No scheme was typed. */
  schemeless: boolean
  /** Stood in the address, and is in `url` no more. */
  login?: Login
  /** What was changed for the better. */
  facts: readonly Reason[]
}

type Page = URL | Location | undefined

/** Reads an address as people type and paste it: in quotes, out of a command line, with a login, a port alone, a path
 *  of this page's own server, what a server says that it listens at. */
export function readAddress(typed: string, page: Page): Asked | { why: Reason; login?: Login } {
  const parts = splitParts(pick(typed))
  const login = readLogin(parts.login)
  const told = login ? { login } : {}
  const text = complete(parts.head + parts.place + parts.query, page)
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme && !schemeOf(text)) return { why: { code: 'found.scheme', params: { scheme } }, ...told }
  const address = parseSecured(text, page)
  if ('why' in address) return { why: address.why, ...told }
  const { url } = address
  const port = portOf(url)
  if (isBlockedPort(port)) return { why: { code: 'found.blocked-port', params: { port } }, ...told }
  const facts = [...address.facts]
  if (login) facts.push({ code: 'found.login-taken' })
  const own = OWN_HOSTS[url.hostname]
  if (own) {
    // Where a server says that it listens on every interface, nobody can connect by that name.
    facts.push({ code: 'found.this-machine', params: { host: url.hostname, own } })
    url.hostname = own
  }
  return { url, schemeless: !scheme, ...told, facts }
}

const OWN_HOSTS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '[::]': 'localhost' }

/** A page that came over https can ask nobody else: perhaps the server can do that too. */
function parseSecured(text: string, page: Page): { url: URL; facts: Reason[] } | { why: Reason } {
  const address = parseAddress(text, { page })
  if (!('why' in address)) return { url: address.url, facts: [] }
  if (address.why.code !== 'mixed-content') return address
  const secured = parseAddress(text.replace(/^(ws|http):/i, '$1s:'), { page })
  return 'why' in secured ? address : { url: secured.url, facts: [{ code: 'found.secured' }] }
}

/** The address in a text: without quotes around it, and out of a line in which there is one. */
function pick(typed: string): string {
  const bare = (text: string) => text.trim().replace(/^["'`<(]+|["'`>)]+$/g, '')
  const words = bare(typed).split(/\s+/).map(bare)
  const addresses = words.filter((word) => schemeOf(word))
  return words.length > 1 && addresses.length === 1 ? (addresses[0] as string) : bare(typed)
}

function complete(text: string, page: Page): string {
  // "ws:localhost:8080" and "http:/localhost" are addresses to a browser, "http//localhost" to a person.
  const mended = text.replace(/^(wss?|https?)(:\/?(?!\/)|\/\/)/i, '$1://')
  if (/^:?\d{2,5}(?=$|[/?])/.test(mended)) return mended.replace(/^:?/, 'localhost:')
  const isPath = /^\/(?!\/)/.test(mended) && page && /^https?:$/.test(page.protocol)
  return isPath ? page.origin + mended : mended
}

/** `user:password@`, as it stands in an address. */
export function readLogin(text: string): Login | undefined {
  if (text.length < 2) return undefined
  const [user = '', ...rest] = text.slice(0, -1).split(':')
  return { user: decode(user), password: decode(rest.join(':')) }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A percent sign that encodes nothing is one.
    return text
  }
}

/** The same address, secured where it was not and the reverse. Undefined where this page could not ask it. */
export function otherSecurity(url: URL, page: Page): URL | undefined {
  const other = new URL(url)
  const isSecure = /^(https|wss):$/.test(url.protocol)
  other.protocol = isSecure ? url.protocol.replace('s:', ':') : url.protocol.replace(':', 's:')
  return isSecure && page?.protocol === 'https:' && !isLoopback(url.hostname) ? undefined : other
}

/** The same address by the name of this machine, by which a browser tries both of its addresses. Undefined where it is
 *  that name, or another machine. */
export function otherLoopback(url: URL): URL | undefined {
  if (!isLoopback(url.hostname) || /localhost$/i.test(url.hostname)) return undefined
  const other = new URL(url)
  other.hostname = 'localhost'
  return other
}
