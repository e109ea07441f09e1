import type { Packet } from 'socket.io-parser'
import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import { mayBeInexact, parseJson } from '../../model/exact.ts'
import { payloadOf } from './packet-read.ts'

/** So many pieces of bytes may belong to one event. */
const MAX_ATTACHMENTS = 1_000

type RawJson = { rawJSON?: (text: string) => unknown }

/** Writes an integer past 2^53 as it is. */
function writeDigits(_: string, part: unknown): unknown {
  if (typeof part !== 'bigint') return part
  const { rawJSON } = JSON as RawJson
  return rawJSON ? rawJSON(String(part)) : Number(part)
}

/** The library's encoder, which takes bigints. */
export class ExactEncoder extends Encoder {
  constructor() {
    super(writeDigits)
  }
}

/** Is told of what could not be read, and why. */
export type Garbled = (frame: string | ArrayBuffer, error: unknown) => void

/** A decoder that never throws and hands on nothing that would make the library throw. `onGarbled` is told of what could
 *  not be read, and why; the next packet is read all the same. */
export function decoderFor(onGarbled: Garbled): typeof Decoder {
  return class ExactDecoder extends Decoder {
    readonly #decoder = new Decoder({ maxAttachments: MAX_ATTACHMENTS })
    /** The text of the packet that is being read, where it may have long numbers in it. */
    #inexact: string | undefined
    #isWaiting = false

    constructor() {
      super()
      this.#decoder.on('decoded', (packet) => {
        this.#isWaiting = false
        this.emitReserved('decoded', exact(tidy(packet), this.#inexact))
      })
    }

    override add(packet: unknown): void {
      const frame = frameOf(packet)
      // Its bytes did not come: what is written here is the next one.
      if (typeof frame === 'string' && this.#isWaiting) {
        this.destroy()
        onGarbled('', new Error('bytes that belong to a packet did not come'))
      }
      try {
        // The library takes no text at all for a packet of type 0.
        if (frame === '') throw new Error('an empty packet')
        if (typeof frame === 'string') {
          this.#inexact = mayBeInexact(frame) ? frame : undefined
          // [spec] https://socket.io/docs/v4/socket-io-protocol/#packet-encoding: 5 and 6 are followed by bytes.
          this.#isWaiting = frame.startsWith('5') || frame.startsWith('6')
        }
        const farewell = typeof frame === 'string' ? farewellIn(frame) : undefined
        if (farewell) this.emitReserved('decoded', farewell)
        else this.#decoder.add(frame)
      } catch (error) {
        this.destroy()
        onGarbled(frame, error)
      }
    }

    override destroy(): void {
      this.#isWaiting = false
      this.#decoder.destroy()
    }
  }
}

/** A namespace that is ended with words, which the library takes for no packet, and so would not notice. */
function farewellIn(text: string): Packet | undefined {
  if (!text.startsWith(String(PacketType.DISCONNECT))) return undefined
  const said = payloadOf(text)
  if (said === '') return undefined
  const namespace = /^\d(\/[^,]*)/.exec(text)?.[1] ?? '/'
  return { type: PacketType.DISCONNECT, nsp: namespace, data: parseJson(said) }
}

/** What the library takes for given: an error is a record, an event has a name, and an acknowledgement a list. Throws where
 *  there is none. */
function tidy(packet: Packet): Packet {
  const { type, data } = packet as { type: PacketType; data: unknown }
  if (type === PacketType.CONNECT_ERROR && (typeof data !== 'object' || data === null))
    return { ...packet, data: { message: typeof data === 'string' ? data : '' } }
  if (type === PacketType.EVENT && !Array.isArray(data)) throw new Error('an event without a name')
  return type === PacketType.ACK && !Array.isArray(data) ? { ...packet, data: [] } : packet
}

function exact(packet: Packet, text: string | undefined): Packet {
  const isWhole = packet.type === PacketType.EVENT || packet.type === PacketType.ACK
  if (text === undefined || !isWhole || /^[56]/.test(text)) return packet
  return { ...packet, data: parseJson(payloadOf(text)) as unknown }
}

/** A text, or bytes of their own and not a part of others. */
function frameOf(data: unknown): string | ArrayBuffer {
  if (typeof data === 'string' || data instanceof ArrayBuffer) return data
  if (!ArrayBuffer.isView(data)) return ''
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer as ArrayBuffer
}
