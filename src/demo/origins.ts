import type { IncomingMessage } from 'node:http'

/** Which pages may talk to this server: `*`, or a list of origins (`https://example.org`). */
export type Origins = readonly string[]

/** May a page of that origin? A client that is no browser has none; a server's own pages always may. */
export function isAllowed({ headers }: IncomingMessage, origins: Origins): boolean {
  const { origin, host } = headers
  if (origin === undefined || origins.includes('*') || origins.includes(origin)) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** What lets pages of other origins read the answer. https://fetch.spec.whatwg.org/#http-cors-protocol */
export function corsHeaders(incoming: IncomingMessage, origins: Origins): Record<string, string> {
  if (origins.includes('*')) return { 'Access-Control-Allow-Origin': '*', ...EXPOSED }
  const { origin } = incoming.headers
  const allowed = origin !== undefined && isAllowed(incoming, origins)
  return { Vary: 'Origin', ...(allowed && { 'Access-Control-Allow-Origin': origin, ...EXPOSED }) }
}

const EXPOSED = { 'Access-Control-Expose-Headers': 'ETag, Last-Modified, Retry-After, Date' }

/** What answers a preflight, beside the above. */
export const PREFLIGHT: Record<string, string> = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type, Last-Event-ID, If-None-Match, Authorization',
  'Access-Control-Allow-Private-Network': 'true',
  'Access-Control-Max-Age': '600',
}
