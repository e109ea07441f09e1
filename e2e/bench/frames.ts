import { generate } from 'mqtt-packet'
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
  const frame = wire === 'socket' ? textFrame : wire === 'mqtt' ? publication : named ? namedEvent : event
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

function textFrame(text: string): Buffer {
  return socketFrame(0x81, Buffer.from(text))
}

/** A PUBLISH at QoS 0, in a message of its own as brokers send it. */
function publication(text: string): Buffer {
  const packet = {
    cmd: 'publish',
    topic: 'bench/flood',
    payload: text,
    qos: 0,
    dup: false,
    retain: false,
  } as const
  return socketFrame(0x82, generate(packet, { protocolVersion: 5 }))
}

/** One message of a server (https://www.rfc-editor.org/rfc/rfc6455#section-5.2): whole, and without a mask. `first`: the
 *  byte that says whether it is text. */
function socketFrame(first: number, payload: Buffer): Buffer {
  const size = payload.byteLength
  const head = Buffer.alloc(size < 126 ? 2 : size < 65_536 ? 4 : 10)
  head[0] = first
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
