import { textOf } from '../../model/text.ts'
import type { Publish } from './publish-read.ts'

/** A PUBLISH with QoS 0, whose retain flag may be set. */
const PLAIN = 0x30
const RETAIN = 1

/** What a PUBLISH says that has QoS 0 and no properties, as most of a flood has: it takes part in no exchange, so nobody else
 *  has to know of it. Undefined: it is not as plain as that, or not as it should be. `packet`: a whole one.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901100 */
export function readPlain(packet: Uint8Array, isFive: boolean): Publish | undefined {
  const first = packet[0] as number
  if ((first & ~RETAIN) !== PLAIN) return undefined
  let at = 1
  while ((packet[at] as number) >= 0x80) at++
  const length = ((packet[++at] as number) << 8) | (packet[++at] as number)
  const from = at + 1
  const end = from + length
  const payload = end + (isFive ? 1 : 0)
  if (length === 0 || payload > packet.length || (isFive && packet[end] !== 0)) return undefined
  const topic = textOf(packet.subarray(from, end))
  // [spec] No topic has it.
  if (topic === undefined || topic.includes('\0')) return undefined
  return { topic, payload: packet.subarray(payload), qos: 0, retain: (first & RETAIN) !== 0, dup: false }
}
