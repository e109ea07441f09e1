import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirmationOf, Packets } from './packets.ts'
import { formatProperties, packProperties, parseProperties, unpackProperties } from './properties.ts'
import type { Publish } from './publish-read.ts'
import { readPublish } from './publish-read.ts'
import { covers, isFilter, isTopic } from './topics-read.ts'

describe('a topic filter', () => {
  it.each([
    ['#', true],
    ['a/#', true],
    ['+/b/+', true],
    ['/', true],
    ['$SYS/#', true],
    ['a#', false],
    ['a/#/b', false],
    ['a+/b', false],
    ['', false],
    ['a\0', false],
    ['a'.repeat(65_536), false],
  ])('%s: %s', (filter, is) => expect(isFilter(filter)).toBe(is))

  // [spec] The examples of the specification, 4.7.
  it.each([
    ['sport/tennis/player1/#', 'sport/tennis/player1', true],
    ['sport/tennis/player1/#', 'sport/tennis/player1/score/wimbledon', true],
    ['sport/#', 'sport', true],
    ['sport/tennis/+', 'sport/tennis/player1', true],
    ['sport/tennis/+', 'sport/tennis/player1/ranking', false],
    ['sport/+', 'sport', false],
    ['sport/+', 'sport/', true],
    ['+/+', '/finance', true],
    ['/+', '/finance', true],
    ['+', '/finance', false],
    ['#', '$SYS/uptime', false],
    ['+/monitor/Clients', '$SYS/monitor/Clients', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['$share/group/a/+', 'a/b', true],
    ['a', 'A', false],
  ])('%s covers %s: %s', (filter, topic, does) => expect(covers(filter, topic)).toBe(does))

  const level = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '한'), maxLength: 2 })
  const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'))

  it('covers the topics that it was made from, whichever levels are left open', () => {
    fc.assert(
      fc.property(topic.filter(isTopic), fc.infiniteStream(fc.boolean()), fc.nat(4), (name, opens, end) => {
        const levels = name.split('/').map((each) => (opens.next().value ? '+' : each))
        const filter = end < levels.length ? [...levels.slice(0, end), '#'].join('/') : levels.join('/')
        expect(covers(filter, name)).toBe(true)
      }),
    )
  })
})

describe('user properties', () => {
  const word = fc.string({ maxLength: 8 }).map((text) => text.replace(/[:\r\n]/g, '').trim())
  const properties = fc.array(fc.tuple(word, word))

  it('are the same after they were written down', () => {
    fc.assert(
      fc.property(properties, (all) => {
        expect(parseProperties(formatProperties(all))).toEqual(all)
      }),
    )
  })

  it('are all there in a packet, in order by name', () => {
    fc.assert(
      fc.property(properties, (all) => {
        const unpacked = unpackProperties(packProperties(all))
        expect(unpacked).toHaveLength(all.length)
        for (const [name] of all)
          expect(unpacked.filter(([each]) => each === name)).toEqual(all.filter(([each]) => each === name))
      }),
    )
  })

  it('need a colon', () => expect(parseProperties('a: b\nc')).toBeUndefined())
})

describe('packets', () => {
  const packet = fc.uint8Array({ maxLength: 300 }).map((body) => {
    const head = body.length < 128 ? [body.length] : [(body.length & 0x7f) | 0x80, body.length >> 7]
    return Uint8Array.of(0x30, ...head, ...body)
  })

  it('are whole and in order, wherever the frames end', () => {
    fc.assert(
      fc.property(fc.array(packet), fc.array(fc.nat(40), { minLength: 1 }), (all, cuts) => {
        const bytes = Uint8Array.from(all.flatMap((each) => [...each]))
        const packets = new Packets(1000)
        const taken: number[][] = []
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const end = at + 1 + (cuts[turn % cuts.length] ?? 0)
          for (const each of packets.take(bytes.slice(at, end))) taken.push([...(each as Uint8Array)])
          at = end
        }
        expect(taken).toEqual(all.map((each) => [...each]))
      }),
    )
  })

  it('that are too long are left out, and nothing else', () => {
    const packets = new Packets(10)
    const long = Uint8Array.of(0x32, 100, 0, 3, 97, 47, 98, 1, 2, ...new Uint8Array(93))
    const short = Uint8Array.of(0xd0, 0)
    const stream = Uint8Array.from([...short, ...long, ...short])
    const taken: unknown[] = []
    for (const byte of stream) for (const each of packets.take(Uint8Array.of(byte))) taken.push(each)
    const head = long.slice(0, 9)
    expect(taken).toEqual([short, { skipped: 102, head }, short])
  })

  it.each([
    [0x30, undefined],
    [0x32, [0x40, 2, 1, 2]],
    [0x3d, [0x50, 2, 1, 2]],
  ])('that are too long are confirmed as they want it (%i)', (first, confirmation) => {
    const bytes = confirmationOf(Uint8Array.of(first, 100, 0, 1, 97, 1, 2))
    expect(bytes && [...bytes]).toEqual(confirmation)
  })

  it('of a length that there is not are an error', () => {
    const take = () => [...new Packets(10).take(Uint8Array.of(0x30, 0xff, 0xff, 0xff, 0xff, 1))]
    expect(take).toThrow(RangeError)
  })
})

describe('what is published', () => {
  const text = (body: string): Publish => ({
    topic: 't',
    payload: new TextEncoder().encode(body),
    qos: 0,
    retain: false,
    dup: false,
  })

  it('is never lost, whatever its bytes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((json) => new TextEncoder().encode(json)),
        ),
        (payload) => {
          const { messages } = readPublish({ ...text(''), payload }, 5)
          expect(messages.length).toBeGreaterThan(0)
          for (const { room } of messages) expect(room).toBe('t')
          const [first] = messages
          if (first?.source instanceof ArrayBuffer) expect(new Uint8Array(first.source)).toEqual(payload)
        },
      ),
    )
  })

  it.each([
    ['[', ['[']],
    ['{"text":', ['{"text":']],
    ['[]', ['[]']],
    ['', ['']],
    ['21.50', ['21.50']],
    ['[{"text":"a"},{"text":"b"}]', ['a', 'b']],
    ['['.repeat(100_000), ['['.repeat(100_000)]],
    [`${'['.repeat(50_000)}${']'.repeat(50_000)}`, [`${'['.repeat(50_000)}${']'.repeat(50_000)}`]],
  ])('is read as what it is: %.20s', (body, bodies) => {
    expect(readPublish(text(body), 5).messages.map((each) => each.body)).toEqual(bodies)
  })

  it('is Markdown where it says so', () => {
    const properties = { contentType: 'text/markdown; charset=utf-8' }
    expect(readPublish({ ...text('*a*'), properties }, 5).messages).toMatchObject([{ format: 'markdown' }])
  })
})
