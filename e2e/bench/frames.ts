import { authorOf, bodiesOf } from './bodies.ts'
import type { Load } from './load.ts'

/** Frames as they go over the wire, one after the other. `ends`: where each ends (bytes), and `records` how many there
 *  are in each. */
export type Frames = { bytes: Buffer; ends: Uint32Array; together: number }

/** All frames of a load, made ahead: what is measured is the page and not who sends. */
export function framesOf({ wire, body, first, count, together = 1, named = false }: Load): Frames {
  const bodyOf = bodiesOf(body)
  const at = Date.now()
  const record = (id: number) => JSON.stringify({ id, from: authorOf(id), text: bodyOf(id), at })
  const frame = wire === 'socket' ? socketFrame : named ? namedEvent : event
  const frames: Buffer[] = []
  for (let id = first; id < first + count; id += together) {
    const last = Math.min(id + together, first + count) - 1
    if (together === 1) frames.push(frame(record(id), id))
    else {
      const records = Array.from({ length: last - id + 1 }, (_, n) => record(id + n))
      frames.push(frame(`[${records.join(',')}]`, last))
    }
  }
  const ends = new Uint32Array(frames.length)
  let end = 0
  frames.forEach(({ byteLength }, place) => (ends[place] = end += byteLength))
  return { bytes: Buffer.concat(frames), ends, together }
}

/** One text message of a server (https://www.rfc-editor.org/rfc/rfc6455#section-5.2): whole, and without a mask. */
function socketFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const size = payload.byteLength
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  head[0] = 0x81
  if (size < 126) head[1] = size
  else if (size < 65_536) {
    head[1] = 126
    head.writeUInt16BE(size, 2)
  } else {
    head[1] = 127
    head.writeBigUInt64BE(BigInt(size), 2)
  }
  return Buffer.concat([head, payload])
}

function event(text: string): Buffer {
  return Buffer.from(`data: ${text}\n\n`)
}

function namedEvent(text: string, id: number): Buffer {
  return Buffer.from(`id: ${id}\ndata: ${text}\n\n`)
}
