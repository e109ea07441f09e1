import fc from 'fast-check'
import packets from 'mqtt-packet'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Backend } from '../backend.ts'
import type { Story } from '../story.ts'
import { startStory } from '../story.ts'
import { NetError } from '../../net/errors.ts'
import { startBroker } from './fake-broker.ts'
import mqttBackend from './mqtt.ts'

const WAIT = { timeout: 5_000, interval: 2 }
const stops: (() => Promise<unknown>)[] = []
const strays: unknown[] = []
const stray = (error: unknown) => strays.push(error)
process.on('uncaughtException', stray)
process.on('unhandledRejection', stray)
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  expect(strays.splice(0)).toEqual([])
})

const start = (url: string): Story => startStory(mqttBackend as unknown as Backend, { url, wire: '' })

/** Connects, hears these frames, and then the end of the connection: whatever they are, that end is all that comes of it. */
async function suffer(frames: readonly (Uint8Array | string)[], at: 'connect' | 'subscribe' | 'ready') {
  const broker = await startBroker((packet, client) => {
    if (packet.cmd !== at) return
    for (const frame of frames) client.raw(frame)
    client.cut()
    return true
  })
  try {
    const story = start(broker.url)
    if (at === 'ready') {
      await vi.waitFor(() => expect(story.heard.some(({ type }) => type === 'ready')).toBe(true), WAIT)
      for (const frame of frames) broker.last().raw(frame)
      broker.last().cut()
    }
    expect(await story.end).toBeInstanceOf(NetError)
    return story
  } finally {
    await broker.stop()
  }
}

describe('a broker that sends', () => {
  it.each(['connect', 'subscribe', 'ready'] as const)(
    'garbage at %s ends the connection, and no more',
    async (at) => {
      const frame = fc.uint8Array({ minLength: 1, maxLength: 40 })
      await fc.assert(
        fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 4 }), async (frames) => {
          await suffer(frames, at)
        }),
        { numRuns: 40 },
      )
    },
  )

  it('packets of every kind at the wrong time, cut and bent, ends the connection, and no more', async () => {
    const bytes = [
      packets.generate({ cmd: 'connack', sessionPresent: true, reasonCode: 0 }, { protocolVersion: 5 }),
      packets.generate({ cmd: 'suback', messageId: 1, granted: [0, 1, 2, 0x80] }),
      packets.generate({ cmd: 'puback', messageId: 0 }),
      packets.generate({ cmd: 'pubrec', messageId: 3 }),
      packets.generate({ cmd: 'pubrel', messageId: 3 }),
      packets.generate({ cmd: 'pubcomp', messageId: 3 }),
      packets.generate({ cmd: 'unsuback', messageId: 3, granted: [] }),
      packets.generate({ cmd: 'pingresp' }),
      packets.generate({ cmd: 'pingreq' }),
      packets.generate({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: 'a', qos: 0 }] }),
      packets.generate({ cmd: 'connect', clientId: 'x' }),
      packets.generate({ cmd: 'auth', reasonCode: 0x18 }, { protocolVersion: 5 }),
      packets.generate({
        cmd: 'publish',
        topic: 'a',
        payload: 'x',
        qos: 2,
        dup: true,
        retain: true,
        messageId: 9,
      }),
      packets.generate(
        {
          ...{ cmd: 'publish', topic: '', payload: '', qos: 0, dup: false, retain: false },
          properties: { topicAlias: 7, userProperties: { __proto__x: 'y', constructor: ['a', 'b'] } },
        },
        { protocolVersion: 5 },
      ),
    ].map((each) => new Uint8Array(each))
    const bent = fc
      .tuple(fc.constantFrom(...bytes), fc.nat(), fc.nat(255), fc.boolean())
      .map(([one, at, to, bends]) => {
        const copy = one.slice()
        if (bends) copy[at % copy.length] = to
        return copy
      })
    const when = fc.constantFrom('connect' as const, 'subscribe' as const, 'ready' as const)
    await fc.assert(
      fc.asyncProperty(fc.array(bent, { minLength: 1, maxLength: 6 }), when, async (frames, at) => {
        await suffer(frames, at)
      }),
      { numRuns: 150 },
    )
  })

  it('text is none', async () => {
    const broker = await startBroker((_, client) => {
      client.raw('{"type":"hello"}')
      return true
    })
    stops.push(() => broker.stop())
    expect(await start(broker.url).end).toMatchObject({ kind: 'protocol', why: { code: 'mqtt.not-binary' } })
  })

  it('a packet that is said to be huge has it left out, and goes on', async () => {
    const broker = await startBroker()
    stops.push(() => broker.stop())
    const story = start(broker.url)
    await vi.waitFor(() => expect(story.heard.some(({ type }) => type === 'ready')).toBe(true), WAIT)
    const length = 30 * 1024 ** 2
    const head = [
      // QoS 1
      0x32,
      (length & 0x7f) | 0x80,
      ((length >> 7) & 0x7f) | 0x80,
      ((length >> 14) & 0x7f) | 0x80,
      length >> 21,
    ]
    broker.last().raw(Uint8Array.from(head))
    for (let sent = 0; sent < length; sent += 1024 ** 2) broker.last().raw(new Uint8Array(1024 ** 2))
    broker.last().send({ cmd: 'publish', topic: 'a', payload: 'after', qos: 0, dup: false, retain: false })
    await vi.waitFor(() => expect(story.heard.at(-1)).toMatchObject({ messages: [{ body: 'after' }] }), WAIT)
    expect(story.heard.filter(({ type }) => type === 'garbled')).toMatchObject([
      { why: { code: 'mqtt.long-packet', params: { megabytes: 30 } } },
    ])
    // Else the broker would send it again with each connection.
    await vi.waitFor(() => expect(broker.of('puback')).toHaveLength(1), WAIT)
    story.stop()
    await story.end
  })
})
