import packets from 'mqtt-packet'
import type { IConnectPacket, IPublishPacket, ISubscribePacket, Packet } from 'mqtt-packet'
import { isFilter, isTopic } from '../../backends/mqtt/topics-read.ts'
import type { Frame } from '../../model/message.ts'
import { textOf } from '../../model/text.ts'
import type { Dialect, Peer } from '../dialect.ts'
import { PLACES } from '../place.ts'
import type { World } from '../world.ts'
import type { Guest, Published } from './mqtt-hub.ts'
import { Hub } from './mqtt-hub.ts'
import { deedOf } from './mqtt-world.ts'

/** What is granted at most. */
const BEST_QUALITY = 1
const REFUSED = 0x80
const BAD_FILTER = 0x8f
const BAD_TOPIC = 0x90

/** A small broker, MQTT 5 and 3: all topics, with retained values, QoS 0 to 2 when it is told something and 0 or 1 when it
 *  tells. It keeps no sessions, and says so. */
class Visit implements Guest {
  readonly filters = new Map<string, number>()
  readonly #peer: Peer
  readonly #world: World
  readonly #hub: Hub
  #greeted: IConnectPacket | undefined
  #saidGoodbye = false
  /** What came with QoS 2 and is not released. */
  readonly #held = new Set<number>()
  #lastId = 0

  constructor(peer: Peer, world: World) {
    this.#peer = peer
    this.#world = world
    this.#hub = Hub.of(world)
    peer.signal.addEventListener('abort', () => this.#end(), { once: true })
  }

  hear(packet: Packet): void {
    if (packet.cmd === 'connect' && !this.#greeted) return this.#greet(packet)
    // [spec] The first packet is CONNECT, and no other is.
    if (!this.#greeted || packet.cmd === 'connect') return this.#peer.close(1002, 'not the time for that')
    switch (packet.cmd) {
      case 'subscribe':
        return this.#subscribe(packet)
      case 'unsubscribe':
        for (const filter of packet.unsubscriptions) this.filters.delete(filter)
        return this.#send({
          cmd: 'unsuback',
          messageId: packet.messageId ?? 0,
          granted: packet.unsubscriptions.map(() => 0),
          reasonCode: 0,
        } as Packet)
      case 'publish':
        return this.#publish(packet)
      case 'pubrel':
        this.#held.delete(packet.messageId ?? 0)
        return this.#send({ cmd: 'pubcomp', messageId: packet.messageId ?? 0, reasonCode: 0 })
      case 'pingreq':
        return this.#send({ cmd: 'pingresp' })
      case 'disconnect':
        this.#saidGoodbye = (packet.reasonCode ?? 0) !== 4
        return this.#peer.close(1000)
      default:
        // Confirmations: what they confirm is not sent again in any case.
        return
    }
  }

  tell({ topic, payload, retain, properties }: Published, qos: number): void {
    this.#lastId = (this.#lastId % 65_535) + 1
    this.#send({
      cmd: 'publish',
      topic,
      payload: payload as Buffer,
      qos: qos as 0 | 1,
      dup: false,
      retain,
      ...(qos > 0 && { messageId: this.#lastId }),
      ...(properties && this.#isFive && { properties }),
    })
  }

  get #isFive(): boolean {
    return this.#greeted?.protocolVersion === 5
  }

  #greet(packet: IConnectPacket): void {
    this.#greeted = packet
    this.#hub.join(this)
    this.#send({
      cmd: 'connack',
      sessionPresent: false,
      ...(this.#isFive
        ? {
            reasonCode: 0,
            properties: {
              sessionExpiryInterval: 0,
              subscriptionIdentifiersAvailable: false,
              sharedSubscriptionAvailable: false,
            },
          }
        : { returnCode: 0 }),
    })
  }

  #subscribe({ messageId, subscriptions }: ISubscribePacket): void {
    const granted = subscriptions.map(({ topic, qos }) => {
      if (!isFilter(topic) || topic.startsWith('$share/')) return this.#isFive ? BAD_FILTER : REFUSED
      return Math.min(qos, BEST_QUALITY)
    })
    this.#send({ cmd: 'suback', messageId: messageId ?? 0, granted })
    for (const [at, { topic, rh = 0 }] of subscriptions.entries()) {
      const qos = granted[at] ?? REFUSED
      if (qos >= REFUSED) continue
      const isNew = !this.filters.has(topic)
      this.filters.set(topic, qos)
      if (rh === 0 || (rh === 1 && isNew))
        for (const value of this.#hub.valuesFor(topic)) this.tell(value, Math.min(qos, value.qos))
    }
  }

  #publish({ topic, payload, qos, retain, properties, messageId = 0 }: IPublishPacket): void {
    const wrong = isTopic(topic) ? 0 : BAD_TOPIC
    const bytes = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload
    if (qos === 2) this.#send({ cmd: 'pubrec', messageId, reasonCode: wrong })
    if (qos === 1) this.#send({ cmd: 'puback', messageId, reasonCode: wrong })
    if (wrong || (qos === 2 && this.#held.has(messageId))) return
    if (qos === 2) this.#held.add(messageId)
    this.#spread({ topic, payload: bytes, qos, retain, properties })
  }

  #spread(published: Published): void {
    const text = textOf(new Uint8Array(published.payload).buffer)
    const deed = text === undefined ? undefined : deedOf(published.topic, text)
    // The world tells it to everybody.
    if (deed) return void this.#world.do(deed).catch(() => undefined)
    if (published.retain) this.#hub.keep(published)
    this.#hub.pass(published)
  }

  #end(): void {
    this.#hub.leave(this)
    const will = this.#greeted?.will
    if (!will || this.#saidGoodbye || !isTopic(will.topic)) return
    const payload = typeof will.payload === 'string' ? new TextEncoder().encode(will.payload) : will.payload
    this.#spread({ topic: will.topic, payload, qos: will.qos ?? 0, retain: will.retain ?? false })
  }

  #send(packet: Packet): void {
    this.#peer.send(bytesOf(packet, this.#greeted?.protocolVersion ?? 4))
  }
}

/** A packet as it is sent. */
function bytesOf(packet: Packet, protocolVersion: number): ArrayBuffer {
  const parts: Uint8Array[] = []
  const into = {
    write: (part: Uint8Array | string) =>
      parts.push(typeof part === 'string' ? new TextEncoder().encode(part) : part) > 0,
  }
  // Of a stream the codec wants no more; it takes bytes of any kind.
  packets.writeToStream(packet, into as unknown as NodeJS.WritableStream, { protocolVersion })
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes.buffer
}

/** MQTT over WebSocket. Each of the addresses leads to the same broker. */
export const mqtt: Dialect = {
  protocols: ['mqtt', 'mqttv3.1'],
  places: PLACES.map((path) => ({ path, wires: ['socket'] })),
  socket(peer, world) {
    const visit = new Visit(peer, world)
    const parser = packets.parser()
    const close = () => peer.close(1002, 'that is not MQTT')
    parser.on('packet', (packet) => visit.hear(packet))
    parser.on('error', close)
    return (frame: Frame) => {
      if (typeof frame === 'string') close()
      else parser.parse(new Uint8Array(frame) as Buffer)
    }
  },
}
