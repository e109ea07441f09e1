import type { Packet } from 'engine.io-parser'
import type { Ask } from '../../net/http.ts'
import type { Net } from '../../net/net.ts'
import type { Handshake } from './handshake.ts'
import { readHandshake, unopened } from './handshake.ts'

/** What the transports need of the attempt that they carry. */
export interface Wires {
  readonly net: Net
  readonly credentials: Ask['credentials']
  /** The server let this page in before. */
  readonly wasLetIn: boolean
  /** The server's address with these parameters in its query. */
  address(scheme: 'http' | 'ws', params: Readonly<Record<string, unknown>>): string
  /** Something came: the server is there. */
  heard(): void
  /** The server has opened the session. */
  opened(handshake: Handshake): void
  /** What was to go out did not: the wire is gone. */
  unsent(error: unknown): void
  /** Resolves when what was heard is told. */
  given(): Promise<void>
}

/** The library's own timer is given the longest that there is: it is ours that watches, by the attempt's clock. */
const NEVER_MS = 2 ** 31 - 1

/** Looks at the packets of one transport before the library has them, which throws where they are not what it expects. */
export class Opening {
  /** One that takes over from another finds the session open. */
  #isOpen: boolean

  constructor(takesOver: boolean) {
    this.#isOpen = takesOver
  }

  get isOpen(): boolean {
    return this.#isOpen
  }

  /** The packet to hand on; undefined for one that is not to be. Throws NetError where the first opens nothing. */
  take(packet: Packet, wires: Wires): Packet | undefined {
    if (packet.type !== 'open') {
      if (!this.#isOpen) throw unopened(textOf(packet))
      return packet
    }
    // [spec] There is one in a session.
    if (this.#isOpen) return undefined
    const handshake = readHandshake(packet.data)
    if (!handshake) throw unopened(textOf(packet))
    this.#isOpen = true
    wires.opened(handshake)
    return { type: 'open', data: JSON.stringify({ ...handshake, pingInterval: NEVER_MS, pingTimeout: 0 }) }
  }
}

/** [spec] https://socket.io/docs/v4/engine-io-protocol/#packet-encoding */
const TYPES = ['open', 'close', 'ping', 'pong', 'message', 'upgrade', 'noop']

function textOf({ type, data }: Packet): string {
  const mark = TYPES.indexOf(type)
  return `${mark < 0 ? '' : mark}${typeof data === 'string' ? data : ''}`
}
