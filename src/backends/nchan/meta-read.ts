import type { Frame } from '../../model/message.ts'

/** A message as a wire has it: its id, its type and the name of its event where the wire tells them. */
export type Part = { body: Frame; id?: string; type?: string; event?: string }

/** The subprotocol by which a WebSocket tells ids and types: https://nchan.io/#websocket. */
export const META = 'ws+meta.nchan'

const BREAK = 10
/** So many bytes are looked through for the end of the head. */
const MAX_HEAD = 8_192

/** A frame of `ws+meta.nchan`: `id: …`, perhaps `content-type: …`, an empty line, and the body. Anything else is a body
 *  without a head. */
export function parseMeta(frame: Frame): Part {
  const [head, body] = split(frame)
  if (head === undefined || !/^id: \S/.test(head)) return { body: frame }
  const part: Part = { body }
  for (const line of head.split('\n')) {
    const at = line.indexOf(': ')
    const value = line.slice(at + 2)
    if (line.slice(0, at) === 'id') part.id = value
    else if (line.slice(0, at) === 'content-type') part.type = value
  }
  return part
}

/** The inverse, for a body that is text. */
export function formatMeta({ id = '', type, body }: Part & { body: string }): string {
  return `id: ${id}\n${type ? `content-type: ${type}\n` : ''}\n${body}`
}

function split(frame: Frame): [head: string | undefined, body: Frame] {
  if (typeof frame === 'string') {
    const end = frame.slice(0, MAX_HEAD).indexOf('\n\n')
    return end < 0 ? [undefined, frame] : [frame.slice(0, end), frame.slice(end + 2)]
  }
  const bytes = new Uint8Array(frame, 0, Math.min(frame.byteLength, MAX_HEAD))
  const end = bytes.findIndex((byte, at) => byte === BREAK && bytes[at + 1] === BREAK)
  if (end < 0) return [undefined, frame]
  return [new TextDecoder().decode(bytes.subarray(0, end)), frame.slice(end + 2)]
}
