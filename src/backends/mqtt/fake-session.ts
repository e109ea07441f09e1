import type { IPublishPacket, Packet } from 'mqtt-packet'
import type { Answer, FakeClient } from './fake-broker.ts'
import { connack } from './fake-broker.ts'

/** When the wire is lost: with the packet of this number (both ways are counted), before or after the other side has it. */
export type Cut = { at: number; arrives: boolean; forgets: boolean }

type Told = { packet: IPublishPacket; released: boolean }

/** The far side of one session that outlives its connections, over wires that are cut. */
export class FakeSession {
  /** What was published, each as often as it was taken. */
  readonly taken: string[] = []
  readonly #cuts: Cut[]
  /** QoS 2: taken, and not released. */
  readonly #held = new Set<number>()
  /** Told, and not confirmed. */
  readonly #told = new Map<number, Told>()
  #exists = false
  #count = 0
  #lastId = 0
  #client: FakeClient | undefined

  constructor(cuts: readonly Cut[]) {
    this.#cuts = [...cuts].sort((one, other) => one.at - other.at)
  }

  /** Is all that was told confirmed? */
  get isQuiet(): boolean {
    return this.#told.size === 0
  }

  readonly answer: Answer = (packet, client) => {
    if (packet.cmd === 'connect') this.#client = client
    // A wire that is cut brings nothing any more.
    if (client !== this.#client) return true
    const cut = this.#next()
    if (!cut || cut.arrives) this.#hear(packet, cut ? undefined : client)
    if (cut) this.#lose(client, cut)
    return true
  }

  tell(payload: string, qos: 1 | 2): void {
    const messageId = ++this.#lastId
    const packet = publish(payload, qos, messageId)
    this.#told.set(messageId, { packet, released: false })
    if (this.#exists && this.#client) this.#send(packet, this.#client)
  }

  /** `client` undefined: what is answered is lost. */
  #hear(packet: Packet, client: FakeClient | undefined): void {
    const { messageId = 0 } = packet
    const send = (answer: Packet) => client && this.#send(answer, client)
    switch (packet.cmd) {
      case 'connect':
        if (client) this.#greet(client)
        return
      case 'subscribe':
        send({ cmd: 'suback', messageId, granted: packet.subscriptions.map(({ qos }) => qos) })
        return
      case 'publish':
        if (packet.qos < 2 || !this.#held.has(messageId)) this.taken.push(String(packet.payload))
        if (packet.qos === 2) this.#held.add(messageId)
        if (packet.qos > 0) send({ cmd: packet.qos === 2 ? 'pubrec' : 'puback', messageId })
        return
      case 'pubrel':
        this.#held.delete(messageId)
        send({ cmd: 'pubcomp', messageId })
        return
      case 'pubrec': {
        const told = this.#told.get(messageId)
        if (told) told.released = true
        send({ cmd: 'pubrel', messageId })
        return
      }
      case 'puback':
      case 'pubcomp':
        this.#told.delete(messageId)
        return
      case 'pingreq':
        send({ cmd: 'pingresp' })
    }
  }

  #greet(client: FakeClient): void {
    const existed = this.#exists
    this.#exists = true
    this.#send(connack(client, 0, existed), client)
    for (const [messageId, { packet, released }] of this.#told)
      this.#send(released ? { cmd: 'pubrel', messageId } : { ...packet, dup: existed }, client)
  }

  #send(packet: Packet, client: FakeClient): void {
    if (client !== this.#client) return
    const cut = this.#next()
    if (!cut || cut.arrives) client.send(packet)
    if (cut) this.#lose(client, cut)
  }

  #next(): Cut | undefined {
    this.#count++
    const [next] = this.#cuts
    return next && next.at <= this.#count ? this.#cuts.shift() : undefined
  }

  #lose(client: FakeClient, { forgets, arrives }: Cut): void {
    if (forgets) {
      this.#exists = false
      this.#held.clear()
      this.#told.clear()
    }
    this.#client = undefined
    // What was sent just now arrives.
    if (arrives) client.close()
    else client.cut()
  }
}

function publish(payload: string, qos: 1 | 2, messageId: number): IPublishPacket {
  return { cmd: 'publish', topic: 'a/b', payload, qos, messageId, dup: false, retain: false }
}
