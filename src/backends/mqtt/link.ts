import type { IClientOptions, MqttClient } from 'mqtt'
import type { IConnackPacket, IPublishPacket, ISubackPacket, Packet } from 'mqtt-packet'
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
import { asOfThree, confirmationOf, Packets } from './packets.ts'
import { Pings } from './pings.ts'
import type { Offered, Publication } from './publication.ts'
import { Publisher } from './publisher.ts'
import { readPlain } from './publish-plain.ts'
import { readPublish } from './publish-read.ts'
import type { Publish } from './publish-read.ts'
import { reasonCodeOf, refusal, wordsOf } from './refusal.ts'
import { Wire } from './wire.ts'

/** A packet that is longer is left out: three bytes a character of the longest text that is read. */
const LONGEST_BYTES = 3 * MAX_TEXT_CHARS
/** A timer may come early by so much at most. */
const EARLY_MS = 100
const UNKNOWN_VERSION = 0x84
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
  /** The broker's last word, of MQTT 5. */
  goodbye: { reasonCode: number; words?: string } | undefined
  /** It goes on with a session that the broker and we remember. */
  goesOn = false
  readonly publisher: Publisher
  readonly #wire: Wire
  readonly #client: MqttClient
  readonly #packets = new Packets(LONGEST_BYTES)
  readonly #session: Session
  readonly #clock: Clock
  readonly #isFive: boolean
  /** The broker is asked to keep the session. */
  readonly #keeps: boolean
  readonly #pings: Pings
  /** The filters of the last SUBSCRIBE. */
  #asked: readonly string[] = []
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
    this.publisher = new Publisher(this.#client, this.#wire, session, clock)
    this.#client.on('error', (error) => this.#fail(error))
    this.#pings = new Pings(this.#client, session.twice)
    this.#client.on('packetreceive', (packet) => this.#note(packet))
    this.#client.on('message', (_, __, packet) => packet.qos < 2 && this.#hear(packet as unknown as Publish))
    this.#client.connect()
  }

  get isFive(): boolean {
    return this.#isFive
  }

  get offered(): Offered {
    return this.connack?.properties ?? {}
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

  /** Hears until that holds. Throws NetError `timeout` after `patienceMs`, or as the wire does; AbortError where it was ended by us. */
  async until(holds: () => boolean, patienceMs = CONNECT_TIMEOUT_MS): Promise<void> {
    const until = this.#clock.now() + patienceMs
    while (!holds()) {
      const left = until - this.#clock.now()
      const came = left > 0 && (await this.frames.look(left, this.#clock)) !== undefined
      if (came) this.take(() => !holds())
      else if (!holds()) throw until - this.#clock.now() > EARLY_MS ? ended() : timeout()
      if (this.error) throw this.error
    }
  }

  /** `identifier`: what is told for these is to have it (MQTT 5). */
  subscribe(filters: readonly string[], qos: 0 | 1 | 2, identifier?: number): void {
    this.suback = undefined
    this.#asked = filters
    const properties = identifier === undefined ? {} : { properties: { subscriptionIdentifier: identifier } }
    // [spec] Values that are kept are told each time, or where there was no such subscription: one that was published with QoS 0
    // meanwhile is in no session, and after a reload nobody knows which are as they were.
    const rh = this.#session.wasHeardHere ? 0 : 1
    this.#client.subscribe([...filters], { qos, nl: false, rap: false, rh, ...properties }, () => undefined)
  }

  unsubscribe(filters: readonly string[]): void {
    this.#client.unsubscribe([...filters])
  }

  /** As `Publisher.publish`. */
  publish(draft: Draft, publication: Publication): Promise<Receipt | void> {
    return this.publisher.publish(draft, publication, this.#isFive, this.offered)
  }

  /** Resolves when the broker answered. */
  ping(): Promise<void> {
    return this.#pings.ask()
  }

  /** Lets the broker know that we are there, where nothing else did for so long (ms). */
  pingAfter(ms: number): void {
    if (this.#clock.now() - this.#wire.wroteAt >= ms) this.#pings.send()
  }

  /** Says goodbye, so that the broker publishes no last will. To be called while the socket is open. */
  leave(): void {
    if (!this.connack || this.error) return
    this.#wire.write(GOODBYE)
    // It goes out now or never.
    this.#wire.flush().catch(() => undefined)
  }

  close(): void {
    this.publisher.close()
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
        else this.#packet(packet)
    } catch (error) {
      this.#fail(error)
    }
  }

  #packet(packet: Uint8Array): void {
    const plain = this.connack && !this.#wire.isOver ? readPlain(packet, this.#isFive) : undefined
    if (plain) this.#hear(plain)
    else this.#wire.hear(this.#isFive ? packet : asOfThree(packet))
  }

  /** Of what is so long no more than that is told. */
  #skip({ skipped, head }: TooLong): void {
    const confirmation = confirmationOf(head)
    // Else it comes again with each connection.
    if (confirmation) this.#wire.write(confirmation)
    const megabytes = Math.floor(skipped / 1024 ** 2)
    this.lump.add({ type: 'garbled', frame: '', why: { code: 'mqtt.long-packet', params: { megabytes } } })
  }

  #hear(publish: Publish): void {
    const { twice, copies } = this.#session
    if (twice.isOld(publish, this.goesOn) || copies.isCopy(publish, this.#at)) return
    const told = readPublish(publish, this.#at)
    const echoOf = this.#session.echoes.match(publish.topic, publish.payload, this.#at)
    const [first] = told.messages
    if (echoOf !== undefined && first) first.echoOf = echoOf
    this.lump.add(told)
  }

  #note(packet: Packet): void {
    switch (packet.cmd) {
      case 'publish':
        return this.#take(packet)
      case 'connack':
        return this.#begin(packet)
      case 'suback':
        // The client gives the wire up, without a word, where it is told more or less than it asked.
        packet.granted = this.#asked.map((_, at) => packet.granted[at] ?? 0x80) as typeof packet.granted
        this.suback = packet
        return
      case 'puback':
      case 'pubrec':
      case 'pubcomp':
        return this.publisher.confirm(packet)
      case 'pingresp':
        return this.#pings.answered()
      case 'disconnect':
        return this.#end(packet.reasonCode ?? 0, wordsOf(packet.properties))
    }
  }

  #begin(connack: IConnackPacket): void {
    if (this.connack) return
    this.connack = connack
    const { reasonCode, returnCode, sessionPresent, properties } = connack
    // A yes without any properties is one of 3.1.1, by a broker that does not look at the version.
    const isOlder = this.#isFive && reasonCode === 0 && connack.length === 2
    const said = isOlder ? UNKNOWN_VERSION : (reasonCode ?? returnCode ?? 0x80)
    if (said !== 0) this.error = refusal(reasonCodeOf(said), wordsOf(properties))
    else this.goesOn = sessionPresent && this.#keeps
    // Before the client sends again what was on its way.
    if (!this.error && !this.goesOn) this.#session.lose()
  }

  /** What comes with QoS 2 is told when it is there: a page that is gone when it is released would have taken it in vain. */
  #take(packet: IPublishPacket): void {
    if (packet.qos === 2 && !this.#session.incoming.has(packet.messageId ?? 0))
      this.#hear(packet as unknown as Publish)
  }

  #end(reasonCode: number, words: string | undefined): void {
    this.goodbye = { reasonCode, ...(words && { words }) }
    this.error ??= refusal(reasonCode, words)
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
