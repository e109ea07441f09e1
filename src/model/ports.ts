/** The ports that no browser opens for a page, whatever listens there. https://fetch.spec.whatwg.org/#port-blocking */
const BLOCKED: ReadonlySet<number> = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
])

/** What commonly listens there and speaks neither HTTP nor WebSocket, by its name.
 *  https://www.iana.org/assignments/service-names-port-numbers */
const TCP: Readonly<Record<number, string>> = {
  1433: 'SQL Server',
  1521: 'Oracle',
  1883: 'MQTT',
  2181: 'ZooKeeper',
  3306: 'MySQL',
  3389: 'RDP',
  4222: 'NATS',
  5222: 'XMPP',
  5432: 'PostgreSQL',
  5671: 'AMQP',
  5672: 'AMQP',
  5900: 'VNC',
  6379: 'Redis',
  8883: 'MQTT',
  9042: 'Cassandra',
  9092: 'Kafka',
  11211: 'Memcached',
  27017: 'MongoDB',
  50051: 'gRPC',
  61613: 'STOMP',
  61616: 'ActiveMQ',
}

/** The port that an address leads to. */
export function portOf({ port, protocol }: Pick<URL, 'port' | 'protocol'>): number {
  return port ? Number(port) : /^(?:https|wss):$/.test(protocol) ? 443 : 80
}

/** Is it a port that browsers keep pages from? */
export function isBlockedPort(port: number): boolean {
  return BLOCKED.has(port)
}

/** The name of what mostly listens on that port, where it is nothing that a browser speaks with. */
export function tcpNameOf(port: number): string | undefined {
  return TCP[port]
}
