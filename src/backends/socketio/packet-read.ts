import { parseJson } from '../../model/exact.ts'
import type { Frame } from '../../model/message.ts'

/** [spec] https://socket.io/docs/v4/socket-io-protocol/#packet-encoding: a type, how many pieces of bytes follow, a
 *  namespace, an id; then the payload. */
const HEAD = /^(\d)(?:(\d+)-)?(?:(\/[^,]*),?)?(\d*)/
/** Engine.IO's mark of a message. */
const MESSAGE = '4'
/** What stands between the packets of one request. */
const SEPARATOR = '\x1e'

/** What a packet of Socket.IO says behind its head, as text. */
export function payloadOf(text: string): string {
  return text.slice(HEAD.exec(text)?.[0].length ?? 0)
}

/** An event of a frame that went out: its namespace, name and arguments; undefined where there is none in it. */
export function eventIn(frame: Frame): { namespace: string; name: string; args: unknown[] } | undefined {
  if (typeof frame !== 'string') return undefined
  for (const packet of frame.split(SEPARATOR)) {
    if (!packet.startsWith(MESSAGE)) continue
    const text = packet.slice(MESSAGE.length)
    const [, type, , namespace = '/'] = HEAD.exec(text) ?? []
    if (type !== '2' && type !== '5') continue
    try {
      const data = parseJson(payloadOf(text))
      if (!Array.isArray(data) || data.length === 0) continue
      const [name, ...args] = data as unknown[]
      return { namespace, name: String(name), args }
    } catch {
      // Not one of ours.
      continue
    }
  }
  return undefined
}
