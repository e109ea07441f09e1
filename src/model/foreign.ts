/** What an address is of, where it is of nothing that a browser opens. */
export type Foreign =
  | 'mqtt'
  | 'nats'
  | 'irc'
  | 'xmpp'
  | 'stomp'
  | 'amqp'
  | 'kafka'
  | 'grpc'
  | 'database'
  | 'file'
  | 'person'
  | 'shell'
  | 'other'

const KINDS: Readonly<Record<string, Foreign>> = {
  ...named('mqtt', 'mqtt mqtts mqtt+ssl mqtt+tcp'),
  ...named('nats', 'nats tls+nats'),
  ...named('irc', 'irc ircs irc6'),
  ...named('xmpp', 'xmpp'),
  ...named('stomp', 'stomp stomps stomp+ssl'),
  ...named('amqp', 'amqp amqps'),
  ...named('kafka', 'kafka'),
  ...named('grpc', 'grpc grpcs grpc+tls dns'),
  ...named(
    'database',
    'redis rediss valkey postgres postgresql mysql mariadb mongodb mongodb+srv sqlite sqlserver jdbc memcached clickhouse cassandra oracle',
  ),
  ...named('file', 'unix file npipe'),
  ...named('person', 'mailto sip sips tel sms'),
  ...named('shell', 'ssh sftp scp telnet ftp ftps'),
}
/** Those that are written without slashes, and with something of which `@` and `:` are part. */
const BARE: ReadonlySet<string> = new Set([
  'mailto',
  'xmpp',
  'sip',
  'sips',
  'tel',
  'sms',
  'unix',
  'jdbc',
  'file',
])

/** The scheme of an address that no browser opens, in small letters, and what it is of. Undefined where it is one of a
 *  browser's, or has none ("localhost:8080" has none). */
export function foreignOf(typed: string): { scheme: string; kind: Foreign } | undefined {
  const [, name = '', slashes = ''] = /^\s*([a-z][a-z\d+.-]*):(\/\/)?/i.exec(typed) ?? []
  const scheme = name.toLowerCase()
  if (!scheme || /^(?:wss?|https?)$/.test(scheme)) return undefined
  if (!slashes && !BARE.has(scheme)) return undefined
  // A host of that name with a port.
  if (!slashes && /^\s*[a-z][a-z\d+.-]*:\d+(?:$|[/?#])/i.test(typed)) return undefined
  return { scheme, kind: Object.hasOwn(KINDS, scheme) ? (KINDS[scheme] as Foreign) : 'other' }
}

function named(kind: Foreign, schemes: string): Record<string, Foreign> {
  return Object.fromEntries(schemes.split(' ').map((scheme) => [scheme, kind]))
}
