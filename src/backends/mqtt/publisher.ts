import type { IClientPublishOptions, MqttClient } from 'mqtt'
import type { IPubackPacket, IPubcompPacket, IPublishPacket, IPubrecPacket, Packet } from 'mqtt-packet'
import type { Draft, Receipt } from '../../model/act.ts'
import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'
import type { Session } from './memory.ts'
import type { Offered, Publication } from './publication.ts'
import { checkTaken } from './publication.ts'
import { unpublished } from './refusal.ts'
import { HELD_MS } from './suspect.ts'
import type { Sent } from './under-way.ts'
import { UnderWay } from './under-way.ts'
import type { Wire } from './wire.ts'

/** Packet identifier in use. */
const IN_USE = 0x91
/** What was published sooner before the end of a connection may be what it ended for. */
const OF_LATE_MS = 5_000

type Confirmation = IPubackPacket | IPubrecPacket | IPubcompPacket

/** What one connection publishes, and what the broker says of it. */
export class Publisher {
  readonly #client: MqttClient
  readonly #wire: Wire
  readonly #session: Session
  readonly #clock: Clock
  readonly #underWay: UnderWay
  /** Resolves when what was on its way before has been confirmed; rejects where that is over before. */
  readonly #settled: Promise<void>
  #unsettle: (error: NetError) => void = () => undefined
  /** Epoch ms. */
  #readyAt = Infinity
  #publishedAt = -Infinity
  #cancelHold = () => {}
  /** Where the last one went. */
  lastTopic = ''

  /** To be made before the client connects: what an earlier connection left is held back until `goOn`. */
  constructor(client: MqttClient, wire: Wire, session: Session, clock: Clock) {
    this.#client = client
    this.#wire = wire
    this.#session = session
    this.#clock = clock
    this.#underWay = new UnderWay(clock, (id) => this.#giveUp(id))
    this.#settled = new Promise((resolve, reject) => {
      client.once('connect', () => resolve())
      this.#unsettle = reject
    })
    // Who waits for it is told; most do not.
    this.#settled.catch(() => undefined)
    session.outgoing.hold()
    client.on('packetsend', (packet) => this.#sent(packet))
  }

  /** What went out with QoS 1 or 2, and is not confirmed. */
  get underWay(): readonly Sent[] {
    return this.#underWay.all
  }

  /** Was something published of which the end of the connection may tell, with any QoS? */
  get publishedOfLate(): boolean {
    return this.#clock.now() - this.#publishedAt <= OF_LATE_MS
  }

  /** It is ready: what was on its way before is sent again, where nothing speaks against it now. Not before it is subscribed:
   *  a broker that hangs up on a message would seem to do so on a topic filter. */
  goOn(): void {
    this.#readyAt = this.#clock.now()
    const release = () => this.#session.outgoing.release()
    if (this.#session.suspect.isSuspected) this.#cancelHold = this.#clock.after(HELD_MS, release)
    else release()
  }

  /** Publishes what a draft says. Resolves with a receipt where there is to be one, else when the browser took it. Throws
   *  NetError `refused` for what the broker does not take, as far as it has said so. */
  async publish(
    { id }: Draft,
    publication: Publication,
    isFive: boolean,
    offered: Offered,
  ): Promise<Receipt | void> {
    await this.#settled
    checkTaken(publication, isFive, offered)
    const { topic, payload, qos, retain, properties } = publication
    // [spec] More are not to be under way at once.
    while (qos > 0 && !this.#wire.isOver && this.#underWay.size >= (offered.receiveMaximum ?? Infinity))
      await this.#underWay.fewer()
    if (this.#wire.isOver) throw new NetError('dropped', { code: 'dropped-unsent' })
    if (this.#wire.isFull) throw new NetError('busy', { code: 'full' })
    if (this.#session.listensTo(topic)) this.#session.echoes.said(id, topic, payload, this.#clock.now())
    try {
      // The codec writes bytes of any kind.
      const bytes = payload as Buffer
      const more = {
        qos,
        retain,
        ...(properties && { properties: properties as IPublishPacket['properties'] }),
      }
      this.#client.publish(topic, bytes, more as IClientPublishOptions)
      if (qos > 0) return await this.#session.flights.begin(this.#session.lastId, topic)
      await this.#wire.flush()
    } catch (error) {
      this.#session.echoes.forget(id)
      throw error
    }
  }

  confirm({ cmd, messageId = 0, reasonCode = 0, properties }: Confirmation): void {
    const { flights, suspect } = this.#session
    suspect.acquit(messageId)
    // What comes again and is known already has arrived, and so has what there is nothing to release of.
    const isKnown = cmd === 'pubcomp' || (reasonCode === IN_USE && this.#underWay.wasSentAgain(messageId))
    if (cmd === 'pubrec' && reasonCode < 0x80) return
    if (reasonCode < 0x80 || isKnown) flights.arrived(messageId)
    else
      flights.failed(messageId, unpublished(reasonCode, properties?.reasonString, flights.topicOf(messageId)))
    this.#underWay.answered(messageId)
  }

  /** The connection is over: what is under way stays so. */
  close(): void {
    this.#unsettle(new NetError('dropped', { code: 'dropped-unsent' }))
    this.#cancelHold()
    this.#underWay.close()
  }

  #sent(packet: Packet): void {
    if (packet.cmd !== 'publish' && packet.cmd !== 'pubrel') return
    const now = this.#clock.now()
    const isPublish = packet.cmd === 'publish'
    if (isPublish) {
      this.#publishedAt = now
      this.lastTopic = packet.topic
    }
    if (isPublish && packet.qos === 0) return
    const bytes = isPublish ? packet.payload.length : 0
    const { messageId: id = 0 } = packet
    this.#underWay.add({ id, bytes, calmMs: now - this.#readyAt, again: isPublish && packet.dup })
  }

  #giveUp(id: number): void {
    this.#underWay.answered(id)
    // It goes on with what comes after it.
    this.#client.removeOutgoingMessage(id)
    this.#session.flights.giveUp(id, new NetError('dropped', { code: 'mqtt.unanswered' }))
  }
}
