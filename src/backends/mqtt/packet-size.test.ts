import fc from 'fast-check'
import packets from 'mqtt-packet'
import type { IPublishPacket } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { publishBytes } from './packet-size.ts'
import { packProperties } from './properties.ts'
import type { Publication } from './publication.ts'

describe('the length of a PUBLISH', () => {
  const text = fc
    .string({ minLength: 1, unit: 'binary', maxLength: 20 })
    .filter((each) => each.isWellFormed())
  const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
  const properties = fc.record({
    contentType: some(text),
    responseTopic: some(text),
    correlationData: some(fc.uint8Array({ maxLength: 20 })),
    messageExpiryInterval: some(fc.nat(1000)),
    payloadFormatIndicator: some(fc.constant(true)),
    userProperties: some(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 9 }).map(packProperties)),
  })
  const publication = fc.record({
    topic: text,
    length: fc.oneof(fc.nat(300), fc.integer({ min: 16_300, max: 16_400 })),
    qos: fc.constantFrom(0, 1, 2),
    retain: fc.boolean(),
    properties: some(properties),
  })

  it.each([4, 5])('is what it is when it is written (version %i)', (protocolVersion) => {
    fc.assert(
      fc.property(publication, (given) => {
        const known = Object.entries(given.properties ?? {}).filter(([, value]) => value !== undefined)
        const payload = new Uint8Array(given.length)
        const one = { ...given, payload, properties: Object.fromEntries(known) } as unknown as Publication
        const { correlationData, ...rest } = one.properties ?? {}
        const packet = {
          ...{ cmd: 'publish', dup: false, messageId: 1, ...one },
          payload: Buffer.from(one.payload),
          properties: { ...rest, ...(correlationData && { correlationData: Buffer.from(correlationData) }) },
        } as unknown as IPublishPacket
        const written = packets.generate(packet, { protocolVersion })
        expect(publishBytes(one, protocolVersion === 5)).toBe(written.length)
      }),
    )
  })
})
