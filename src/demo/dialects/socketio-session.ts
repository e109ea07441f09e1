import type { Packet } from 'engine.io-parser'
import { decodePacket, decodePayload } from 'engine.io-parser'
import { globalId } from '../../model/ids.ts'
import type { Frame } from '../../model/message.ts'
import type { Clock } from '../../net/clock.ts'
import type { Peer } from '../dialect.ts'

/** How often a client is pinged, and how long it has to answer. */
export const PING_INTERVAL_MS = 25_000
export const PING_TIMEOUT_MS = 20_000
/** One request or frame may have so many bytes: what the hosts take. */
const MAX_BYTES = 64 * 1024
/** What a request is answered that is only to end, and how long it may take. */
const NOOP = '6'
const NOOP_MS = 50
const SEPARATOR = '\x1e'

/** What a session tells whoever speaks over it. */
export interface Listener {
  hear(data: Frame): void
  close(): void
}

/** One session of Engine.IO 4 from the server's side (https://socket.io/docs/v4/engine-io-protocol/): by requests, by a
 *  WebSocket, or by requests first. */
export class Session {
  readonly sid = globalId()
  readonly #clock: Clock
  #listener: Listener | undefined
  #peer: Peer | undefined
  #waiting: string[] = []
  #answer: ((text: string) => void) | undefined
  #cancel: () => void = () => undefined
  /** A WebSocket may take over at any time: no request is kept waiting. */
  #isProbed = false
  #isOver = false

  constructor(clock: Clock) {
    this.#clock = clock
    this.#ping()
  }

  listen(listener: Listener): void {
    this.#listener = listener
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** What a client is told first. */
  handshake(upgrades: readonly string[]): string {
    const times = { pingInterval: PING_INTERVAL_MS, pingTimeout: PING_TIMEOUT_MS }
    return `0${JSON.stringify({ sid: this.sid, upgrades, ...times, maxPayload: MAX_BYTES })}`
  }

  /** Says a packet of Socket.IO. */
  send(text: string): void {
    this.#write(`4${text}`)
  }

  /** Resolves when little of what was sent still waits. */
  async drained(): Promise<void> {
    await this.#peer?.drained?.()
  }

  close(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#cancel()
    this.#give(['1'])
    this.#peer?.close(1000)
    this.#listener?.close()
  }

  /** A WebSocket carries it from the start. Returns what takes its frames. */
  carry(peer: Peer): (frame: Frame) => void {
    this.#peer = peer
    peer.signal.addEventListener('abort', () => this.close(), { once: true })
    peer.send(this.handshake([]))
    return (frame) => this.#take(decodePacket(frame, 'arraybuffer'))
  }

  /** A WebSocket takes over from requests. Returns what takes its frames. */
  upgrade(peer: Peer): (frame: Frame) => void {
    return (frame) => {
      if (this.#peer === peer) return this.#take(decodePacket(frame, 'arraybuffer'))
      if (frame === '2probe') {
        peer.send('3probe')
        this.#isProbed = true
        // So that the client's request ends, and it goes on by the socket.
        if (this.#answer) this.#give([NOOP])
      } else if (frame === '5' && !this.#isOver) {
        this.#peer = peer
        peer.signal.addEventListener('abort', () => this.close(), { once: true })
        for (const waiting of this.#waiting.splice(0)) peer.send(waiting)
      } else peer.close(1008)
    }
  }

  /** What there is to say, as soon as there is something. */
  poll(signal: AbortSignal): Promise<string> {
    // [spec] Two at a time end the session.
    if (this.#answer) this.close()
    if (this.#isOver) return Promise.resolve('1')
    if (this.#waiting.length > 0) return Promise.resolve(this.#waiting.splice(0).join(SEPARATOR))
    return new Promise((resolve) => {
      this.#answer = resolve
      if (this.#isProbed)
        this.#clock.after(NOOP_MS, () => {
          if (this.#answer === resolve) this.#give([NOOP])
        })
      signal.addEventListener('abort', () => this.#answer === resolve && this.close(), { once: true })
    })
  }

  /** Takes the body of a request. */
  post(text: string): void {
    for (const packet of decodePayload(text, 'arraybuffer')) this.#take(packet)
  }

  #take({ type, data }: Packet): void {
    if (this.#isOver) return
    if (type === 'message') this.#listener?.hear(data as Frame)
    else if (type === 'pong') this.#ping()
    else if (type === 'close' || type === 'error') this.close()
  }

  #ping(): void {
    this.#cancel()
    this.#cancel = this.#clock.after(PING_INTERVAL_MS, () => {
      this.#write('2')
      this.#cancel = this.#clock.after(PING_TIMEOUT_MS, () => this.close())
    })
  }

  #write(packet: string): void {
    if (this.#isOver) return
    if (this.#peer) this.#peer.send(packet)
    else if (this.#answer) this.#give([packet])
    else this.#waiting.push(packet)
  }

  #give(packets: readonly string[]): void {
    const answer = this.#answer
    this.#answer = undefined
    answer?.(packets.join(SEPARATOR))
  }
}
