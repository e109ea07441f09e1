import type { Frame } from './message.ts'

/** A text that is longer (characters) is not read. */
export const MAX_TEXT_CHARS = 8 * 1024 * 1024
/** So much of one that was not read is kept, to be shown. */
export const HEAD_CHARS = 64 * 1024
/** No character takes more of them in UTF-8. */
const MAX_BYTES_A_CHAR = 3

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of a frame, if it has one that is to be read: not of more than `MAX_TEXT_CHARS`. A server that relays what it
 *  got (`ws` 8: `client.send(message)`) sends text as binary: valid UTF-8 is text all the same, anything else is bytes. */
export function textOf(frame: Frame | Uint8Array): string | undefined {
  if (typeof frame !== 'string' && frame.byteLength > MAX_TEXT_CHARS * MAX_BYTES_A_CHAR) return undefined
  try {
    const text = typeof frame === 'string' ? frame : strictUtf8.decode(frame)
    return text.length > MAX_TEXT_CHARS ? undefined : text
  } catch {
    // Bytes that are no text.
    return undefined
  }
}

/** The beginning of a frame: its text, where it is one. A copy: a part of a string keeps the whole alive. */
export function headOf(frame: Frame): Frame {
  if (typeof frame === 'string') return Array.from(frame.slice(0, HEAD_CHARS)).join('')
  const head = frame.slice(0, HEAD_CHARS)
  try {
    // In a stream, the character that was cut in two is waited for and not an error.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(head, { stream: true })
  } catch {
    // Bytes that are no text.
    return head
  }
}
