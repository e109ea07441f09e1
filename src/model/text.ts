import type { Frame } from './message.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a frame. A server that relays what it got (`ws` 8: `client.send(message)`) sends text as binary:
 *  valid UTF-8 is text all the same, anything else is bytes (undefined). */
export function textOf(frame: Frame): string | undefined {
  if (typeof frame === 'string') return frame
  try {
    return strictUtf8.decode(frame)
  } catch {
    // Bytes that are no text.
    return undefined
  }
}
