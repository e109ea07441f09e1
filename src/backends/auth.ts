import { originOf } from '../model/address.ts'
import { formatBase64 } from '../model/base64.ts'
import { joinAddress, paramsOf } from '../model/secrets.ts'
import { NetError } from '../net/errors.ts'
import type { Ask } from '../net/http.ts'
import type { Net } from '../net/net.ts'
import { LOGIN_FRAME, methodOf, TOKEN_PROTOCOLS } from './auth-fields.ts'
import type { CarrierContext } from './carrier.ts'
import type { CarrierOptions } from './fields.ts'
import { addressOf, postAddress } from './fields.ts'
import { fillSecrets, hasPlaces } from './fill-secrets.ts'

type Secrets = Readonly<Record<string, string>>
/** What is sent along, to the profile's own server and nobody else. */
type Along = Pick<Ask, 'headers' | 'credentials' | 'redirect'> & { params: Record<string, string> }

type MainAsk = { method?: string; body?: string; headers?: Record<string, string> }

/** [spec] https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const TOKEN = /^[!#$%&'*+.^_`|~\w-]+$/

/** The same attempt, with what lets it in: in the addresses, the subprotocols and the login frame, and with every request
 *  that goes to the server of the profile. Throws NetError where a browser cannot send it so. */
export function withAuth(context: CarrierContext): CarrierContext {
  const { secrets } = context
  const options = withAddresses(context.options, secrets)
  const own = originOf(addressOf(options.server, 'http'))
  const net = dressed(context.net, own, alongOf(options, secrets), protocolsOf(options, secrets))
  return { ...context, options, net }
}

/** The frame that logs in over a WebSocket; undefined where there is none. */
export function loginFrame({ options, secrets }: CarrierContext): string | undefined {
  if (options.wire !== 'socket' || methodOf(options) !== 'message') return undefined
  return fillSecrets(options.login || LOGIN_FRAME, secrets)
}

/** How the stream or the value itself is asked for. */
export function mainAsk({ options }: CarrierContext): MainAsk {
  if (options.wire === 'socket' || options.request !== 'POST') return {}
  const { body } = options
  const type = isJson(body) ? 'application/json' : 'text/plain;charset=UTF-8'
  return { method: 'POST', body, headers: { 'content-type': type } }
}

/** What stands in a profile's addresses in place of a secret is filled in. */
function withAddresses(options: CarrierOptions, secrets: Secrets): CarrierOptions {
  const filled = { ...options }
  for (const key of ['server', 'post', 'initial'] as const)
    if (filled[key]) filled[key] = joinAddress(filled[key], { params: paramsOf(secrets, key) })
  if (hasPlaces(options.first)) {
    // Over a WebSocket it goes to the server; else to wherever is said to be sent.
    const own = originOf(addressOf(options.server, 'http'))
    if (options.wire !== 'socket' && originOf(postAddress(options)) !== own)
      throw new NetError('refused', { code: 'auth.elsewhere', params: { url: options.post } })
    filled.first = fillSecrets(options.first, secrets)
  }
  filled.body = fillSecrets(options.body, secrets)
  return filled
}

function alongOf(options: CarrierOptions, secrets: Secrets): Along {
  const { token = '', user = '', password = '', headers = '' } = secrets
  // A token in the server's address is one for its other addresses too.
  const params = paramsOf(secrets, 'server')
  switch (methodOf(options)) {
    case 'bearer':
      return { params, headers: parseHeaders(`authorization: Bearer ${token}`) }
    case 'basic': {
      // [spec] https://www.rfc-editor.org/rfc/rfc7617#section-2.1
      const login = formatBase64(new TextEncoder().encode(`${user}:${password}`))
      return { params, headers: { authorization: `Basic ${login}` } }
    }
    case 'header':
      // A browser takes `Authorization` away where a server sends a request on to another, and no other header.
      return { params, headers: parseHeaders(headers), redirect: 'manual' }
    case 'query':
      return { params: { ...params, [options.param.trim() || 'token']: token } }
    case 'cookies':
      return { params, credentials: 'include' }
    default:
      return { params }
  }
}

/** The subprotocols to offer. Throws NetError where one is none that a browser sends. */
function protocolsOf(options: CarrierOptions, secrets: Secrets): string[] {
  if (options.wire !== 'socket') return []
  const asked = options.protocols || (methodOf(options) === 'protocol' ? TOKEN_PROTOCOLS : '')
  const offered = asked.split(/[\s,]+/).filter(Boolean)
  return [...new Set(offered.map((protocol) => fillSecrets(protocol, secrets)))].map((protocol) => {
    if (!TOKEN.test(protocol)) throw new NetError('refused', { code: 'auth.bad-protocol' })
    return protocol
  })
}

/** Names in small letters, a line each: `X-Api-Key: abc`. Throws NetError where a browser would not send one. */
export function parseHeaders(lines: string): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of lines.split(/\r?\n/)) {
    if (!line.trim()) continue
    const [, name = '', value = ''] = /^([^:]*):(.*)$/.exec(line) ?? []
    const key = name.trim().toLowerCase()
    // [spec] https://fetch.spec.whatwg.org/#header-value
    if (!TOKEN.test(key) || /[^\t\x20-\x7e\x80-\xff]/.test(value) || isForbidden(key))
      throw new NetError('refused', { code: 'auth.bad-header', params: { name: key || '—' } })
    headers[key] = value.trim()
  }
  return headers
}

/** [spec] https://fetch.spec.whatwg.org/#forbidden-request-header, those that a person may try. */
function isForbidden(name: string): boolean {
  return /^(?:cookie2?|host|origin|referer|connection|upgrade|content-length|date|te|via|proxy-.*|sec-.*)$/.test(
    name,
  )
}

function dressed(net: Net, own: string | undefined, along: Along, protocols: string[]): Net {
  const { params, headers, ...rest } = along
  const isOwn = (url: string) => own !== undefined && originOf(url) === own
  const address = (url: string) => (isOwn(url) ? joinAddress(url, { params }) : url)
  // What the profile says of its headers holds: ours are only what a server is used to.
  const withAlong = <A extends Ask>(url: string, ask: A): A =>
    isOwn(url) ? { ...rest, ...ask, ...(headers && { headers: { ...lower(ask.headers), ...headers } }) } : ask
  return {
    clock: net.clock,
    signal: net.signal,
    socket: (url, more = []) => net.socket(address(url), [...new Set([...protocols, ...more])]),
    events: (url, more = {}) => net.events(address(url), withAlong(url, more)),
    poll: (ask) => net.poll(ask),
    pollNow: () => net.pollNow(),
    request: (url, ask = {}) => net.request(address(url), withAlong(url, ask)),
    sleep: (ms) => net.sleep(ms),
  }
}

function lower(headers: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    // Text of another kind.
    return false
  }
}
