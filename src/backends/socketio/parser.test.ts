// @vitest-environment node
import fc from 'fast-check'
import type { Packet } from 'socket.io-parser'
import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import { describe, expect, it } from 'vitest'
import { parseJson } from '../../model/exact.ts'
import { decoderFor, ExactEncoder } from './parser.ts'
import { eventIn } from './packet-read.ts'

function decode(...frames: unknown[]) {
  const garbled: unknown[] = []
  const packets: Packet[] = []
  const decoder = new (decoderFor((frame) => garbled.push(frame)))()
  decoder.on('decoded', (packet) => packets.push(packet))
  for (const frame of frames) decoder.add(frame)
  return { packets, garbled }
}

const event = fc.record({
  nsp: fc.constantFrom('/', '/a', '/a/b'),
  id: fc.option(fc.nat(), { nil: undefined }),
  data: fc
    .tuple(fc.constantFrom('a', 'chat message', '한글'), fc.jsonValue())
    .map((data) => data as unknown[]),
})

describe('the parser', () => {
  it('reads what it writes, and what the library writes', () => {
    fc.assert(
      fc.property(event, ({ nsp, id, data }) => {
        const packet: Packet = { type: PacketType.EVENT, nsp, data, ...(id !== undefined && { id }) }
        for (const encoder of [new Encoder(), new ExactEncoder()]) {
          const frames = encoder.encode({ ...packet, data: [...data] })
          const { packets, garbled } = decode(...frames)
          expect(garbled).toEqual([])
          // A large number is a bigint.
          const plain = parseJson(JSON.stringify(data))
          expect(packets).toMatchObject([{ nsp, data: plain }])
          expect(eventIn(`4${String(frames[0])}`)).toEqual({
            namespace: nsp,
            name: data[0],
            args: (plain as unknown[]).slice(1),
          })
        }
      }),
    )
  })

  it('keeps every digit', () => {
    const data = ['a', 12345678901234567890n]
    const [frame] = new ExactEncoder().encode({ type: PacketType.EVENT, nsp: '/b', id: 3, data })
    expect(frame).toBe('2/b,3["a",12345678901234567890]')
    expect(decode(frame).packets).toMatchObject([{ id: 3, data }])
  })

  it('reads bytes into their places, and what follows bytes that did not come', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const head = '51-["a",{"_placeholder":true,"num":0}]'
    expect(decode(head, bytes).packets).toMatchObject([{ type: PacketType.EVENT, data: ['a', bytes.buffer] }])
    const { packets, garbled } = decode(head, '2["b"]', bytes, '2["c"]')
    expect(packets.map(({ data }) => data as unknown)).toEqual([['b'], ['c']])
    expect(garbled).toHaveLength(2)
  })

  it('reads bytes wherever they stand, among what only looks like their places', () => {
    const bytes = fc.uint8Array({ maxLength: 5 }).map((part) => part.slice().buffer as ArrayBuffer)
    const lookalike = fc.record({ _placeholder: fc.constantFrom(false, 'true', 1), num: fc.integer() })
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3, depthSize: 'small' },
        fc.constantFrom<unknown>('text', 1, null),
        bytes,
        lookalike,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('a', 'constructor', 'toString', '한글'), tie('value'), { maxKeys: 3 }),
      ),
    }))
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), bytes, event, (args, last, next) => {
        const data: unknown[] = ['event', ...args, last]
        const encoder = new ExactEncoder()
        const frames = encoder.encode({ type: PacketType.EVENT, nsp: '/a', data })
        const after: Packet = { type: PacketType.EVENT, nsp: '/', data: [...next.data] }
        const { packets, garbled } = decode(...frames, ...encoder.encode(after))
        expect(garbled).toEqual([])
        expect(packets.map((packet) => packet.data as unknown)).toEqual([
          data,
          parseJson(JSON.stringify(next.data)),
        ])
      }),
    )
  })

  it('says what a namespace was ended with', () => {
    const farewells = ['1', '1/b,', '1"no"', '1/b,{"message":"no"}', '1/b,{', '1[']
    const { packets, garbled } = decode(...farewells)
    expect(packets).toMatchObject([
      { type: PacketType.DISCONNECT, nsp: '/' },
      { type: PacketType.DISCONNECT, nsp: '/b' },
      { type: PacketType.DISCONNECT, nsp: '/', data: 'no' },
      { type: PacketType.DISCONNECT, nsp: '/b', data: { message: 'no' } },
    ])
    expect(garbled).toEqual(['1/b,{', '1['])
  })

  it('never throws, and hands on nothing that the library would stumble over', () => {
    const frame = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(7), fc.string()).map(([type, rest]) => `${type}${rest}`),
      fc.tuple(fc.nat(7), fc.json()).map(([type, rest]) => `${type}${rest}`),
      fc.uint8Array(),
      fc.constant(undefined),
    )
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 6 }), (frames) => {
        const { packets } = decode(...frames)
        for (const { type, data } of packets as { type: PacketType; data: unknown }[]) {
          if (type === PacketType.EVENT || type === PacketType.ACK) expect(Array.isArray(data)).toBe(true)
          if (type === PacketType.EVENT) expect((data as unknown[]).length).toBeGreaterThan(0)
          if (type === PacketType.CONNECT_ERROR) expect(typeof data).toBe('object')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('takes no more than the library would of what it was made for', () => {
    const own: Packet[] = []
    const decoder = new Decoder()
    decoder.on('decoded', (packet) => own.push(packet))
    const frames = ['0{"sid":"a"}', '2["a",1]', '33[]', '4{"message":"no"}', '1', '2/b,7["c"]']
    for (const frame of frames) decoder.add(frame)
    expect(decode(...frames).packets).toEqual(own)
  })
})

describe('what went out', () => {
  it('is found in a frame, or there is nothing of a person in it', () => {
    expect(eventIn('42["message","hi"]')).toMatchObject({ name: 'message', args: ['hi'] })
    expect(eventIn('42/chat,12["message","hi"]')).toMatchObject({ name: 'message', args: ['hi'] })
    expect(eventIn('3\x1e42["message",{"a":1},2]')).toEqual({
      namespace: '/',
      name: 'message',
      args: [{ a: 1 }, 2],
    })
    for (const frame of ['3', '40{"token":"x"}', '430["yes"]', '42', '42{}', '', Uint8Array.of(4).buffer])
      expect(eventIn(frame)).toBeUndefined()
  })
})
