import type { Offer } from './message.ts'

/** What a browser opens without running anything of this page. */
const OPENED = /^(https?|mailto|tel|sms|geo):$/
/** These a browser never sends (https://fetch.spec.whatwg.org/#forbidden-method). */
const FORBIDDEN_METHOD = /^(connect|trace|track)$/i
/** A word of HTTP (https://www.rfc-editor.org/rfc/rfc9110#name-tokens). */
const TOKEN = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/
/** Headers that a browser sets itself, whatever a page says (https://fetch.spec.whatwg.org/#forbidden-request-header). */
const FORBIDDEN_HEADER =
  /^(accept-charset|accept-encoding|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i

/** What would be sent for an offer, whole; `left`: the names of headers that no browser sends for a page. */
export type OfferRequest = {
  method: string
  url: string
  headers: readonly (readonly [name: string, value: string])[]
  body: string | undefined
  left: readonly string[]
}

/** The address that something a stranger sent opens; undefined where it is none that may be opened. */
export function safeLink(address: string): string | undefined {
  // What a browser leaves out of an address is a disguise here.
  if (/[\0-\x1f\x7f]/.test(address.trim()) || !URL.canParse(address)) return undefined
  const { protocol, href } = new URL(address)
  return OPENED.test(protocol) ? href : undefined
}

/** The same, for what is fetched: http and https alone. */
export function fetchedLink(address: string): string | undefined {
  const href = safeLink(address)
  return href && /^https?:/.test(href) ? href : undefined
}

/** The request that an offer makes; undefined where no browser could send it. */
export function requestOf(offer: Extract<Offer, { kind: 'http' }>): OfferRequest | undefined {
  const url = fetchedLink(offer.url)
  const method = offer.method.trim() || 'POST'
  if (!url || !TOKEN.test(method) || FORBIDDEN_METHOD.test(method)) return undefined
  // A browser refuses to fetch an address with a login in it.
  const { username, password } = new URL(url)
  if (username || password) return undefined
  const headers = Object.entries(offer.headers ?? {})
  if (!headers.every(([name, value]) => TOKEN.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)))
    return undefined
  const isBare = /^(get|head)$/i.test(method)
  return {
    // A browser writes only these in capitals by itself.
    method: /^(delete|get|head|options|post|put|patch)$/i.test(method) ? method.toUpperCase() : method,
    url,
    headers: headers.filter(([name]) => !FORBIDDEN_HEADER.test(name)),
    body: isBare || !offer.body ? undefined : offer.body,
    left: headers.map(([name]) => name).filter((name) => FORBIDDEN_HEADER.test(name)),
  }
}
