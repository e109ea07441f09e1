/** A packet that is too long to be read, by its length (bytes); a PUBLISH with its beginning, up to its payload. */
export type TooLong = { skipped: number; head: Uint8Array }

/** Cuts what comes into whole packets, wherever its frames end: a packet may be in several, and a frame may have several.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901022 */
export class Packets {
  readonly #most: number
  /** The beginning of a packet that is not whole. */
  #parts: Uint8Array[] = []
  #bytes = 0
  /** How long that packet is, once that is known. */
  #whole: number | undefined
  /** So many bytes are still to come of one that is left out. */
  #skip = 0

  /** `most`: a packet that is longer (bytes) is left out, and said so. */
  constructor(most: number) {
    this.#most = most
  }

  /** What is whole now, in order. Throws RangeError where a length is none. */
  *take(frame: Uint8Array): Generator<Uint8Array | TooLong> {
    const bytes = this.#joined(frame)
    let at = Math.min(this.#skip, bytes.length)
    this.#skip -= at
    while (at < bytes.length) {
      const whole = lengthOf(bytes, at)
      const end = at + (whole ?? Infinity)
      if (whole !== undefined && whole > this.#most) {
        const head = headOf(bytes.subarray(at))
        if (!head) {
          this.#keep(bytes.subarray(at), undefined)
          return
        }
        yield { skipped: whole, head }
        this.#skip = Math.max(0, end - bytes.length)
      } else if (end > bytes.length) {
        this.#keep(bytes.subarray(at), whole)
        return
      } else yield bytes.subarray(at, end)
      at = Math.min(end, bytes.length)
    }
  }

  /** What was kept, with what came; nothing while it cannot be whole. */
  #joined(frame: Uint8Array): Uint8Array {
    if (this.#bytes === 0) return frame
    this.#parts.push(frame)
    this.#bytes += frame.length
    if (this.#whole !== undefined && this.#bytes < this.#whole) return NOTHING
    const joined = join(this.#parts)
    this.#parts = []
    this.#bytes = 0
    return joined
  }

  #keep(part: Uint8Array, whole: number | undefined): void {
    this.#parts = [part]
    this.#bytes = part.length
    this.#whole = whole
  }
}

const NOTHING = new Uint8Array(0)

/** How long the packet is that begins there, its header too; undefined where that is not known yet. */
function lengthOf(bytes: Uint8Array, from: number): number | undefined {
  let length = 0
  for (let digit = 0; digit < 4; digit++) {
    const byte = bytes[from + 1 + digit]
    if (byte === undefined) return undefined
    length += (byte & 0x7f) * 128 ** digit
    if (byte < 0x80) return 2 + digit + length
  }
  throw new RangeError('A length has four bytes at most.')
}

const PUBLISH = 0x30

/** The beginning of a PUBLISH as far as its identifier; nothing of any other packet; undefined where that is not there yet. */
function headOf(bytes: Uint8Array): Uint8Array | undefined {
  if (((bytes[0] ?? 0) & 0xf0) !== PUBLISH) return NOTHING
  const topicAt = digitsEnd(bytes) + 2
  const [high, low] = [bytes[topicAt - 2], bytes[topicAt - 1]]
  if (high === undefined || low === undefined) return undefined
  const end = topicAt + high * 256 + low + 2
  return bytes.length < end ? undefined : bytes.slice(0, end)
}

/** What confirms a PUBLISH, by its beginning; undefined where nobody waits for that.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718043 */
export function confirmationOf(head: Uint8Array): Uint8Array | undefined {
  const quality = ((head[0] ?? 0) >> 1) & 3
  const [high = 0, low = 0] = head.slice(-2)
  if (quality === 0) return undefined
  return Uint8Array.of(quality === 1 ? PUBACK : PUBREC, 2, high, low)
}

/** Where the digits of the length end. */
function digitsEnd(bytes: Uint8Array): number {
  return bytes.findIndex((byte, at) => at > 0 && byte < 0x80) + 1
}

const PUBACK = 0x40
const PUBREC = 0x50
const SUBACK = 0x90
const REFUSED = 0x80

/** A SUBACK of MQTT 3.1.1 as that version has it: ejabberd says there, too, what only MQTT 5 has a code for.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html#_Toc398718071 */
export function asOfThree(packet: Uint8Array): Uint8Array {
  if (packet[0] !== SUBACK || !packet.some((byte) => byte > REFUSED)) return packet
  // After the identifier.
  const codes = digitsEnd(packet) + 2
  return packet.map((byte, at) => (at >= codes && byte > REFUSED ? REFUSED : byte))
}

/** One after the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
