import fc from 'fast-check'
import packets from 'mqtt-packet'
import type { IPublishPacket } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { readPlain } from './publish-plain.ts'

const topic = fc.string({ minLength: 1, unit: 'binary', maxLength: 200 })
const isTopic = (text: string) => text.isWellFormed() && !text.includes('\0')
const versions = fc.constantFrom(3, 4, 5)

describe('a PUBLISH that is read without the codec', () => {
  it('says what it says by the codec', () => {
    fc.assert(
      fc.property(
        fc.record<Partial<IPublishPacket>>({
          topic: topic.filter(isTopic),
          payload: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
          qos: fc.constantFrom(0, 0, 1, 2),
          retain: fc.boolean(),
          properties: fc.constantFrom({}, {}, { contentType: 'a/b' }),
        }),
        versions,
        (given, protocolVersion) => {
          const packet = { cmd: 'publish', dup: false, messageId: 1, ...given } as IPublishPacket
          const read = readPlain(
            new Uint8Array(packets.generate(packet, { protocolVersion })),
            protocolVersion === 5,
          )
          const hasProperties = protocolVersion === 5 && packet.properties?.contentType !== undefined
          expect(read === undefined).toBe(packet.qos > 0 || hasProperties)
          if (!read) return
          const { payload, ...rest } = read
          expect(rest).toEqual({ topic: packet.topic, qos: 0, retain: packet.retain, dup: false })
          expect(Buffer.from(payload)).toEqual(packet.payload)
        },
      ),
    )
  })

  it('is left to the codec where it is wrong', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), versions, (body, protocolVersion) => {
        const bytes = Uint8Array.of(0x30, body.length, ...body)
        const read = readPlain(bytes, protocolVersion === 5)
        if (!read) return
        expect(read.topic).not.toBe('')
        expect(read.topic).not.toContain('\0')
        const length = new TextEncoder().encode(read.topic).length + read.payload.length
        expect(length).toBe(body.length - (protocolVersion === 5 ? 3 : 2))
      }),
    )
  })
})
