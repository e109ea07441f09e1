import type { IClientOptions, IClientPublishOptions, MqttClient } from 'mqtt'
import type {
  IConnackPacket,
  IPubackPacket,
  IPubcompPacket,
  IPublishPacket,
  IPubrecPacket,
  ISubackPacket,
  Packet,
} from 'mqtt-packet'
import type { Draft, Receipt } from '../../model/act.ts'
import type { Frame } from '../../model/message.ts'
import { MAX_TEXT_CHARS } from '../../model/text.ts'
import { CONNECT_TIMEOUT_MS } from '../../net/socket.ts'
import type { Socket } from '../../net/socket.ts'
import { NetError } from '../../net/errors.ts'
import type { Clock } from '../../net/clock.ts'
import { Ahead } from '../ahead.ts'
import { Lump } from '../lump.ts'
import { clientOver } from './client.ts'
import type { Session } from './memory.ts'
import type { TooLong } from './packets.ts'
import { Packets } from './packets.ts'
import type { Publication } from './publication.ts'
import { checkTaken } from './publication.ts'
import { readPublish } from './publish-read.ts'
import type { Publish } from './publish-read.ts'
import { reasonCodeOf, refusal, unpublished } from './refusal.ts'
import { Wire } from './wire.ts'

/** A packet that is longer is left out: three bytes a character of the longest text that is read. */
const LONGEST_BYTES = 3 * MAX_TEXT_CHARS
/** A timer may come early by so much at most. */
const EARLY_MS = 100
/** DISCONNECT, of any version. */
const GOODBYE = Uint8Array.of(0xe0, 0)

/** One connection to a broker: a client of MQTT.js over our socket, whose session outlives it. */
export class Link {
  readonly frames: Ahead<Frame>
  readonly lump = new Lump()
  /** Why it is over, as soon as that is known from within. */
  error: NetError | undefined
  connack: IConnackPacket | undefined
  suback: ISubackPacket | undefined
  /** It goes on with a session that the broker and we remember. */
  goesOn = false
  /** Resolves when what was on its way before has been confirmed; rejects where that is over before. */
  readonly settled: Promise<void>
  readonly #wire: Wire
  readonly #client: MqttClient
  readonly #packets = new Packets(LONGEST_BYTES)
  readonly #session: Session
  readonly #clock: Clock
  readonly #isFive: boolean
  /** The broker is asked to keep the session. */
  readonly #keeps: boolean
  #unsettle: (error: NetError) => void = () => undefined
  #pongs: (() => void)[] = []
  #at = 0

  /** Sends CONNECT. */
  constructor(socket: Socket, options: IClientOptions, session: Session, clock: Clock) {
    this.frames = new Ahead(socket)
    this.#session = session
    this.#clock = clock
    this.#isFive = options.protocolVersion === 5
    // [spec] MQTT 3.1 does not say whether it did.
    this.#keeps = options.clean === false && options.protocolVersion !== 3
    this.#wire = new Wire(socket, clock, (error) => this.#fail(error))
    this.#client = clientOver(this.#wire, options, session)
    this.settled = new Promise((resolve, reject) => {
      this.#client.once('connect', () => resolve())
      this.#unsettle = reject
    })
    // Who waits for it is told; most do not.
    this.settled.catch(() => undefined)
    this.#client.on('error', (error) => this.#fail(error))
    this.#client.on('packetreceive', (packet) => this.#note(packet))
    this.#client.on('message', (_, __, packet) => this.#hear(packet))
    this.#client.connect()
  }

  get isFive(): boolean {
    return this.#isFive
  }

  /** The seconds after which the broker takes silence for death; 0: never. */
  get keepalive(): number {
    return this.connack?.properties?.serverKeepAlive ?? this.#client.options.keepalive ?? 0
  }

  /** Deals with all that is there, as long as `goesOn`. Returns how many frames that were. Throws NetError. */
  take(goesOn: () => boolean): number {
    this.#at = this.#clock.now()
    return this.frames.take((frame) => this.#frame(frame), goesOn)
  }

  /** Hears until that holds. Throws NetError `timeout` after 10 s, or as the wire does; AbortError where it was ended by us. */
  async until(holds: () => boolean): Promise<void> {
    const until = this.#clock.now() + CONNECT_TIMEOUT_MS
    while (!holds()) {
      const left = until - this.#clock.now()
      const came = left > 0 && (await this.frames.look(left, this.#clock)) !== undefined
      if (came) this.take(() => !holds())
      else if (!holds()) throw until - this.#clock.now() > EARLY_MS ? ended() : timeout()
      if (this.error) throw this.error
    }
  }

  subscribe(filters: readonly string[], qos: 0 | 1 | 2): void {
    // [spec] Values that are kept are told only where there was no such subscription.
    this.#client.subscribe([...filters], { qos, nl: false, rap: false, rh: 1 }, () => undefined)
  }

  unsubscribe(filters: readonly string[]): void {
    this.#client.unsubscribe([...filters])
  }

  /** Publishes what a draft says. Resolves with a receipt where there is to be one, else when the browser took it. Throws
   *  NetError `refused` for what the broker does not take, as far as it has said so. */
  async publish({ id }: Draft, publication: Publication): Promise<Receipt | void> {
    await this.settled
    checkTaken(publication, this.connack?.properties)
    const { topic, payload, qos, retain, properties } = publication
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

  /** Resolves when the broker answered. */
  ping(): Promise<void> {
    return new Promise((resolve) => {
      this.#pongs.push(resolve)
      this.#client.sendPing()
    })
  }

  /** Lets the broker know that we are there, where nothing else did for so long (ms). */
  pingAfter(ms: number): void {
    if (this.#clock.now() - this.#wire.wroteAt >= ms) this.#client.sendPing()
  }

  /** Says goodbye, so that the broker publishes no last will. To be called while the socket is open. */
  leave(): void {
    if (!this.connack || this.error) return
    this.#wire.write(GOODBYE)
    // It goes out now or never.
    this.#wire.flush().catch(() => undefined)
  }

  close(): void {
    this.#unsettle(new NetError('dropped', { code: 'dropped-unsent' }))
    this.#wire.destroy()
    this.frames.close()
  }

  #frame(frame: Frame): void {
    if (this.error) return
    // [spec] All of it is in binary frames.
    if (typeof frame === 'string') {
      this.error = new NetError('protocol', { code: 'mqtt.not-binary', detail: frame.slice(0, 200) })
      return
    }
    try {
      for (const packet of this.#packets.take(new Uint8Array(frame)))
        if ('skipped' in packet) this.#skip(packet)
        else this.#wire.hear(packet)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Of what is so long no more than that is told. */
  #skip({ skipped }: TooLong): void {
    const megabytes = Math.floor(skipped / 1024 ** 2)
    this.lump.add({ type: 'garbled', frame: '', why: { code: 'mqtt.long-packet', params: { megabytes } } })
  }

  #hear(packet: IPublishPacket): void {
    const publish = packet as unknown as Publish & { messageId?: number }
    if (this.#session.twice.isOld(publish, this.goesOn)) return
    const told = readPublish(publish, this.#at)
    const echoOf = this.#session.echoes.match(publish.topic, publish.payload, this.#at)
    const [first] = told.messages
    if (echoOf !== undefined && first) first.echoOf = echoOf
    this.lump.add(told)
  }

  #note(packet: Packet): void {
    switch (packet.cmd) {
      case 'connack':
        return this.#begin(packet)
      case 'suback':
        this.suback = packet
        return
      case 'puback':
      case 'pubrec':
      case 'pubcomp':
        return this.#confirm(packet)
      case 'pingresp':
        for (const answered of this.#pongs.splice(0)) answered()
        return
      case 'disconnect':
        this.error ??= refusal(packet.reasonCode ?? 0x80, packet.properties?.reasonString)
        return
    }
  }

  #begin(connack: IConnackPacket): void {
    if (this.connack) return
    this.connack = connack
    const { reasonCode, returnCode, sessionPresent, properties } = connack
    const said = reasonCode ?? returnCode ?? 0x80
    if (said !== 0) this.error = refusal(reasonCodeOf(said), properties?.reasonString)
    else this.goesOn = sessionPresent && this.#keeps
    // Before the client sends again what was on its way.
    if (!this.error && !this.goesOn) this.#session.lose()
  }

  #confirm(packet: IPubackPacket | IPubrecPacket | IPubcompPacket): void {
    const { cmd, messageId = 0, reasonCode = 0, properties } = packet
    const { flights } = this.#session
    if (reasonCode >= 0x80)
      flights.failed(messageId, unpublished(reasonCode, properties?.reasonString, flights.topicOf(messageId)))
    else if (cmd !== 'pubrec') flights.arrived(messageId)
  }

  #fail(thrown: unknown): void {
    const detail = thrown instanceof Error ? thrown.message : String(thrown)
    // One that spoke MQTT before may do so again.
    this.error ??= new NetError(this.connack ? 'dropped' : 'protocol', { code: 'mqtt.malformed', detail })
  }
}

function timeout(): NetError {
  return new NetError('timeout', { code: 'timeout', params: { seconds: CONNECT_TIMEOUT_MS / 1000 } })
}

/** The wire was closed by us. */
function ended(): DOMException {
  return new DOMException('The connection was ended.', 'AbortError')
}
