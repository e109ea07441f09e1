import type { Foreign } from '../model/foreign.ts'
import { foreignOf } from '../model/foreign.ts'
import { isLoopback } from '../model/address.ts'
import type { Reason, LookCode } from '../model/reason.ts'

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
/** Subprotocols to offer there. */
const PROTOCOLS: Partial<Record<Foreign, readonly string[]>> = {
  mqtt: ['mqtt', 'mqttv3.1'],
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

/** An address of something that no browser opens: why, and where the same server may listen for a browser. */
export type ForeignAddress = { why: Reason; doors: readonly URL[]; protocols: readonly string[] | undefined }

/** Undefined where the address is one of a browser's own. `page`: one that came over https reaches only what is encrypted
 *  too, or on this machine. */
export function readForeign(typed: string, page: URL | Location | undefined): ForeignAddress | undefined {
  const foreign = foreignOf(typed)
  if (!foreign) return undefined
  const { scheme, kind } = foreign
  const host = hostOf(typed)
  const why: Reason = {
    code: CODES[kind] ?? 'found.scheme',
    params: { scheme, host: host?.hostname ?? 'example.com' },
  }
  const wantsSecure = /s$|\+ssl|^tls/.test(scheme) && scheme !== 'nats'
  const doors = host ? doorsOf(kind, host, wantsSecure) : []
  const isAllowed = ({ protocol, hostname }: URL) =>
    protocol === 'wss:' || page?.protocol !== 'https:' || isLoopback(hostname)
  return { why, doors: doors.filter(isAllowed), protocols: PROTOCOLS[kind] }
}

function doorsOf(kind: Foreign, host: URL, wantsSecure: boolean): URL[] {
  const known = DOORS[kind] ?? []
  const own = TCP_PORTS.has(host.port)
    ? []
    : known.slice(0, 1).map(({ path }) => ({ port: Number(host.port), path }))
  return [...own, ...known.filter(({ secure = false }) => secure === wantsSecure)].map(
    ({ port, path, ...door }) => {
      const url = new URL(host)
      url.protocol = wantsSecure || 'secure' in door ? 'wss:' : 'ws:'
      url.port = String(port)
      // Of what was typed it is a topic, a channel or who is meant, but for a door of its own.
      url.pathname = port === Number(host.port) && host.pathname.length > 1 ? host.pathname : path
      return url
    },
  )
}

/** Host, port and path, without a login, a query or who is meant there. */
function hostOf(typed: string): URL | undefined {
  const rest = typed.trim().replace(/^[a-z][a-z\d+.-]*:(?:\/\/)?/i, '')
  const text = `http://${rest.replace(/[?#].*$/s, '').replace(/^[^/]*@/, '')}`
  if (!rest || !URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.hostname ? url : undefined
}
