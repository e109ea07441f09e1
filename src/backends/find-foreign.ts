import type { Foreign } from '../model/foreign.ts'
import { foreignOf } from '../model/foreign.ts'
import { isLoopback } from '../model/address.ts'
import { portOf } from '../model/ports.ts'
import type { Reason, LookCode } from '../model/reason.ts'
import type { Login } from './find-address.ts'
import { readLogin } from './find-address.ts'
import type { Probe } from './known/known.ts'

const CODES: Partial<Record<Foreign, LookCode>> = {
  mqtt: 'found.scheme-mqtt',
  nats: 'found.scheme-nats',
  irc: 'found.scheme-irc',
  xmpp: 'found.scheme-xmpp',
  stomp: 'found.scheme-stomp',
  amqp: 'found.scheme-amqp',
  kafka: 'found.scheme-kafka',
  grpc: 'found.scheme-grpc',
  database: 'found.scheme-database',
  file: 'found.scheme-file',
  person: 'found.scheme-person',
  shell: 'found.scheme-shell',
}

/** The same where the page came over https, and only what is encrypted may be asked. */
const SECURE_CODES: Partial<Record<Foreign, LookCode>> = { mqtt: 'found.scheme-mqtt-secure' }

type Door = { port: number; path: string; secure?: true }

/** Where brokers that speak so over TCP listen for WebSockets by default: Mosquitto, EMQX, HiveMQ, VerneMQ, RabbitMQ;
 *  ActiveMQ; the NATS manual; Ergo; Prosody and ejabberd. */
const DOORS: Partial<Record<Foreign, readonly Door[]>> = {
  mqtt: [
    { port: 9001, path: '/mqtt' },
    { port: 8083, path: '/mqtt' },
    { port: 8080, path: '/mqtt' },
    { port: 8000, path: '/mqtt' },
    { port: 15675, path: '/ws' },
    { port: 8084, path: '/mqtt', secure: true },
    { port: 8081, path: '/mqtt', secure: true },
    { port: 8884, path: '/mqtt', secure: true },
    { port: 443, path: '/mqtt', secure: true },
  ],
  nats: [
    { port: 8080, path: '/' },
    { port: 9222, path: '/' },
    { port: 443, path: '/', secure: true },
  ],
  stomp: [
    { port: 15674, path: '/ws' },
    { port: 61614, path: '/' },
  ],
  irc: [
    { port: 8097, path: '/' },
    { port: 8000, path: '/' },
    { port: 443, path: '/', secure: true },
  ],
  xmpp: [
    { port: 5280, path: '/xmpp-websocket' },
    { port: 5281, path: '/xmpp-websocket', secure: true },
    { port: 5443, path: '/ws', secure: true },
  ],
}
/** Where a broker is that listens for WebSockets at a port that the person named. */
const OWN_DOORS: Partial<Record<Foreign, readonly Omit<Door, 'port'>[]>> = {
  mqtt: [{ path: '/mqtt' }, { path: '/ws' }, { path: '/' }],
}
/** Subprotocols to offer there. */
const PROTOCOLS: Partial<Record<Foreign, readonly string[]>> = {
  // Not all take it beside another one.
  mqtt: ['mqtt'],
  stomp: ['v12.stomp', 'v11.stomp'],
  xmpp: ['xmpp'],
  irc: ['text.ircv3.net', 'binary.ircv3.net'],
}
/** The ports of TCP alone: nobody listens for WebSockets there. */
const TCP_PORTS: ReadonlySet<string> = new Set([
  '',
  '1883',
  '8883',
  '4222',
  '6667',
  '6697',
  '5222',
  '61613',
  '61616',
])

/** Ports of TCP alone, by what listens there, where that may listen for browsers, too. */
const BY_PORT: Readonly<Record<number, string>> = {
  1883: 'mqtt',
  8883: 'mqtts',
  4222: 'nats',
  5222: 'xmpp',
  61613: 'stomp',
}

/** An address of something that no browser opens: why, and where the same server may listen for a browser. */
export type ForeignAddress = { why: Reason; doors: readonly Probe[]; login?: Login }

/** Undefined where the address is one of a browser's own. `page`: one that came over https reaches only what is encrypted
 *  too, or on this machine. */
export function readForeign(typed: string, page: URL | Location | undefined): ForeignAddress | undefined {
  const foreign = foreignOf(typed)
  if (!foreign) return undefined
  const { scheme, kind } = foreign
  const host = hostOf(typed)
  const wantsSecure = /s$|\+ssl|^tls/.test(scheme) && scheme !== 'nats'
  const mustBeSecure = page?.protocol === 'https:' && host !== undefined && !isLoopback(host.hostname)
  const doors = doorsOf(kind, host ?? new URL('http://example.com'), wantsSecure || mustBeSecure)
  const ports = [...new Set(doors.map(({ url }) => portOf(url)))].join(', ')
  const why: Reason = {
    code: (mustBeSecure && SECURE_CODES[kind]) || (CODES[kind] ?? 'found.scheme'),
    params: { scheme, host: host?.hostname ?? 'example.com', ...(kind === 'mqtt' && { ports }) },
  }
  // Some have no password in it, and a name that is no login.
  const rest = restOf(typed)
  const login = kind === 'mqtt' ? readLogin(rest.slice(0, loginEnd(rest))) : undefined
  return { why, doors: host ? doors : [], ...(login && { login }) }
}

/** The same of an address whose port is one of TCP alone. Undefined where it is none. */
export function foreignAt(url: URL, page: URL | Location | undefined): ForeignAddress | undefined {
  const scheme = BY_PORT[portOf(url)]
  return scheme === undefined ? undefined : readForeign(`${scheme}://${url.host}`, page)
}

function doorsOf(kind: Foreign, host: URL, isSecure: boolean): Probe[] {
  const usual = DOORS[kind] ?? []
  const [{ path } = { path: '/' }] = usual
  const protocols = PROTOCOLS[kind]
  const port = Number(host.port)
  // Of what was typed it is a topic, a channel or who is meant, but for a door of its own.
  const named = host.pathname.length > 1 ? [{ port, path: host.pathname }] : []
  const isOwn = usual.length > 0 && !TCP_PORTS.has(host.port)
  const own = isOwn ? [...named, ...(OWN_DOORS[kind] ?? [{ path }]).map((door) => ({ ...door, port }))] : []
  return [...own, ...usual.filter(({ secure = false }) => secure === isSecure)].map((door) => {
    const url = new URL(host)
    url.protocol = isSecure ? 'wss:' : 'ws:'
    url.port = String(door.port)
    url.pathname = door.path
    return { url, ...(protocols && { protocols }), ...(door.port === port && { isTrusted: true }) }
  })
}

function restOf(typed: string): string {
  return typed.trim().replace(/^[a-z][a-z\d+.-]*:(?:\/\/)?/i, '')
}

/** Where a login ends, with its last `@`: what a password has in it must not be taken for a host, and looked at. */
function loginEnd(rest: string): number {
  return rest.lastIndexOf('@') + 1
}

/** Host, port and path, without a login, a query or who is meant there. */
function hostOf(typed: string): URL | undefined {
  const rest = restOf(typed)
  const text = `http://${rest.slice(loginEnd(rest)).replace(/[?#].*$/s, '')}`
  if (!rest || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.hostname ? url : undefined
}
