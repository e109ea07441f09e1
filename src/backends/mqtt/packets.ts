/** A packet that is too long to be read, by its length (bytes). */
export type TooLong = { skipped: number }

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
        yield { skipped: whole }
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
