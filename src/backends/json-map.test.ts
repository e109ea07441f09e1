import { describe, expect, it } from 'vitest'
import type { Mapping } from '../model/mapping.ts'
import { NO_MAPPING } from '../model/mapping.ts'
import type { Message } from '../model/message.ts'
import { events, json } from './fake-carry.ts'
import type { Ready } from './fake-greeter.ts'
import { draft } from './fake-greeter.ts'
import { startMapped } from './fake-mapped.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { jsonCodec } from './json.ts'
import { mapCodec } from './json-map-codec.ts'

const codecOf = (mapping: Partial<Mapping>, author = '') =>
  mapCodec(jsonCodec(author), { ...NO_MAPPING, ...mapping }, author)

function read(mapping: Partial<Mapping>, text: string, author = ''): Message[] {
  const codec = codecOf(mapping, author)
  const parsed = codec.parse(text)
  return 'value' in parsed ? codec.read(parsed.value, text, { at: 1 }) : []
}

describe('a mapping', () => {
  it('finds each part where it says', () => {
    const text = JSON.stringify({
      p: { t: 'hi', who: { name: 'jun' }, when: 1_700_000_000, level: 'high' },
      meta: ['x', 'y', { n: 7 }],
      'c d': { head: 'Title', e: 'd1', url: 'https://a.test/' },
    })
    const parts = {
      text: ['$.p.t'],
      author: ['$.p.who'],
      time: ['$.p.when'],
      priority: ['$.p.level'],
      id: ['$.meta[-1].n'],
      room: ['$.meta[0]'],
      tags: ['$["meta"][1]'],
      title: ["$['c d'].head"],
      link: ["$['c d'].url"],
      echo: ["$['c d'].e"],
    }
    expect(read({ parts }, text)).toEqual([
      {
        ...{
          id: '7',
          at: 1_700_000_000_000,
          from: 'jun',
          body: 'hi',
          title: 'Title',
          priority: 4,
          room: 'x',
        },
        ...{ tags: ['y'], links: ['https://a.test/'], echoOf: 'd1', source: text },
      },
    ])
  })

  it('leaves the rest to the usual names, or to nobody', () => {
    const text = '{"say":"hi","user":"jun","text":"no"}'
    expect(read({ parts: { text: ['$.say'] } }, text)).toMatchObject([{ body: 'hi', from: 'jun' }])
    const [alone] = read({ parts: { text: ['$.say'] }, alone: true }, text)
    expect(alone).toMatchObject({ body: 'hi' })
    expect(alone).not.toHaveProperty('from')
    // What has nothing at all is shown as it came.
    expect(read({ parts: { text: ['$.no'] }, alone: true }, text)).toMatchObject([{ body: text }])
  })

  it('takes the first of several paths that finds something', () => {
    const parts = { author: ['$.a.nick', '$.a.name'] }
    expect(read({ parts }, '{"text":"x","a":{"nick":"","name":"jun"}}')).toMatchObject([{ from: 'jun' }])
  })

  it('makes a row of each element of its list, and of what has no such list', () => {
    const mapping = { each: '$.batch', parts: { text: ['$.t'] } }
    const rows = read(mapping, '{"batch":[{"t":"a","id":12345678901234567890},{"t":"b"}]}')
    expect(rows).toMatchObject([
      { body: 'a', source: '{"t":"a","id":12345678901234567890}' },
      { body: 'b', source: '{"t":"b"}' },
    ])
    expect(read(mapping, '{"batch":[]}')).toEqual([])
    expect(read(mapping, '{"t":"alone"}')).toMatchObject([{ body: 'alone' }])
  })

  it('tells messages from what is none', () => {
    const only = [{ path: '$.kind', is: ['chat', '7'] }, { path: '$.hidden', not: ['true'] }, { path: '$.t' }]
    const bodies = (text: string) => read({ only, parts: { text: ['$.t'] } }, text).map(({ body }) => body)
    expect(bodies('{"kind":"chat","t":"a"}')).toEqual(['a'])
    expect(bodies('{"kind":7,"t":"a","hidden":false}')).toEqual(['a'])
    expect(bodies('{"kind":"ping","t":"a"}')).toEqual([])
    expect(bodies('{"kind":"chat","t":"a","hidden":true}')).toEqual([])
    expect(bodies('{"kind":"chat"}')).toEqual([])
  })

  it('reads a text that is itself JSON, in a list too, and leaves one that is none', () => {
    const mapping = { unpack: ['$.p', '$.p.inner', '$.list[-1]'], parts: { text: ['$.p.inner.t'] } }
    const text = JSON.stringify({ p: JSON.stringify({ inner: '{"t":"deep"}' }), list: ['{', '[1]'] })
    expect(read(mapping, text)).toMatchObject([{ body: 'deep', source: text }])
    expect(codecOf(mapping).parse(text)).toEqual({ value: { p: { inner: { t: 'deep' } }, list: ['{', [1]] } })
    expect(read({ unpack: ['$'], parts: {} }, '"{\\"text\\":\\"a\\"}"')).toMatchObject([{ body: 'a' }])
  })

  it.each([
    ['s', '1700000000', 1_700_000_000_000],
    ['s', '"1.5"', 1_500],
    ['ms', '1500', 1_500],
    ['iso', '"2020-01-01T00:00:00Z"', Date.UTC(2020, 0, 1)],
    ['ms', '1e30', 1],
    ['iso', '"soon"', 1],
    [undefined, '1700000000000', 1_700_000_000_000],
  ] as const)('reads a time in %s: %s', (unit, time, at) => {
    const mapping = { parts: { time: ['$.t'] }, alone: true, ...(unit && { unit }) }
    expect(read(mapping, `{"t":${time}}`)[0]?.at).toBe(at)
  })

  it('keeps every digit of an id, and knows whose line it is', () => {
    const mapping = { parts: { id: ['$.n'], author: ['$.w'] } }
    expect(read(mapping, '{"n":9007199254740993,"w":"mina"}', 'mina')).toMatchObject([
      { id: '9007199254740993', own: true },
    ])
  })

  it('finds nothing in what every object has', () => {
    const parts = { text: ['$.toString'], author: ['$.constructor.name'], title: ['$.__proto__.a'] }
    const [message] = read({ parts, alone: true }, '{"a":1}')
    expect(message).toMatchObject({ body: '{"a":1}' })
    expect(message).not.toHaveProperty('from')
    expect(read({ parts: { text: ['$.__proto__.a'] } }, '{"__proto__":{"a":"own"}}')).toMatchObject([
      { body: 'own' },
    ])
  })

  it('shows an object that is the text as its JSON, and HTML as the text in it', () => {
    expect(read({ parts: { text: ['$.d'] } }, '{"d":{"n":12345678901234567890}}')).toMatchObject([
      { body: '{"n":12345678901234567890}' },
    ])
    const html = '<p>1 &lt; 2<br>x</p><script>alert(1)</script><p>&#x1f600;</p>'
    expect(read({ parts: { text: ['$.d'] }, html: true }, JSON.stringify({ d: html }))).toMatchObject([
      { body: '1 < 2\nx\n\n😀' },
    ])
  })

  it('writes by its template, and JSON that was typed as it was typed', () => {
    const codec = codecOf({ outgoing: '{"type":"say","body":{{text}}}' })
    const write = (body: string) => codec.write(draft('d1', { kind: 'say', body }))
    expect(write('a"b')).toEqual({ frame: '{"type":"say","body":"a\\"b"}', type: 'application/json' })
    expect(write('{"cmd":1}').frame).toBe('{"cmd":1}')
    expect(codecOf({ outgoing: 'SAY {{text:raw}}' }).write(draft('d1'))).toEqual({
      frame: 'SAY hi',
      type: 'text/plain;charset=UTF-8',
    })
  })
})

describe('a mapped connection', () => {
  it('is refused where its mapping is none, or a path has to be plain', async () => {
    const start = await startMapped({ unpack: ['$..a'] })
    expect(start.end.error).toMatchObject({ kind: 'refused', why: { code: 'mapping.not-plain' } })
    const unknown = await startMapped({
      version: 2 as 1,
      parts: { text: ['$'] },
      outgoing: 'x'.repeat(30_000),
    })
    expect(unknown.end.error).toMatchObject({ kind: 'refused', why: { code: 'mapping.unknown' } })
  })

  it('says its first message, filled in', async () => {
    const story = await startMapped(
      { parts: { text: ['$.t'] } },
      { first: '{"login":{{author}},"at":{{now}}}', author: 'mi"na' },
    )
    expect(story.socket().sent).toEqual([`{"login":"mi\\"na","at":${story.clock.now()}}`])
  })

  it('is never taken for one that greets', async () => {
    const story = await startMapped({ parts: { text: ['$.t'] } })
    await story.give('{"type":"hello","signalbox":1,"presence":true,"t":"hi"}')
    expect(story.socket().sent).toEqual([])
    expect(story.told.at(-1)).toMatchObject({ messages: [{ body: 'hi' }] })
  })

  it('says a heartbeat only where nothing else was said', async () => {
    const heartbeat = { seconds: 10, frame: '{"op":"ping","at":{{now}}}', idle: true }
    const story = await startMapped({ heartbeat })
    await story.clock.pass(6_000)
    await (story.told[0] as Ready).act?.(draft('d1'))
    await story.clock.pass(9_000)
    expect(story.socket().sent).toHaveLength(1)
    await story.clock.pass(1_000)
    expect(story.socket().sent.at(-1)).toBe(`{"op":"ping","at":${story.clock.now()}}`)
    story.socket().drop()
    await story.clock.pass(60_000)
    expect(story.socket().sent).toHaveLength(2)
  })

  it('waits for an ack only where our id went out, and not longer than ten seconds', async () => {
    const ack = { when: [], id: '$.ok', refused: [] }
    const silent = await startMapped({ ack, outgoing: '{"say":{{text}}}' })
    expect(await (silent.told[0] as Ready).act?.(draft('d1'))).toBeUndefined()
    const story = await startMapped({ ack, outgoing: '{"say":{{text}},"id":{{id}}}' })
    const late = expect((story.told[0] as Ready).act?.(draft('d2'))).rejects.toMatchObject({
      kind: 'timeout',
    })
    await story.clock.pass(10_000)
    await late
    const said = (story.told[0] as Ready).act?.(draft('d3'))
    await story.give('{"ok":"other"}', '{"ok":"d3"}')
    expect(await said).toEqual({})
    // What answers nobody is a row like any other.
    expect(story.told.slice(1)).toMatchObject([{ messages: [{ body: '{"ok":"other"}' }] }])
  })

  it('tells that a message is gone, in its turn', async () => {
    const gone = { when: [{ path: '$.op', is: ['del'] }], id: ['$.id'] }
    const story = await startMapped({ gone })
    await story.give('{"text":"a","id":1}', '{"op":"del","id":1}', '{"op":"del"}')
    expect(story.told.slice(1)).toMatchObject([
      { type: 'messages', messages: [{ id: '1' }] },
      { type: 'change', id: '1', set: 'gone' },
      { type: 'messages', messages: [{ body: '{"op":"del"}' }] },
    ])
  })

  it('reads event streams and polled lists by the same paths', async () => {
    const mapping = { each: '$.list', parts: { text: ['$.t'] } }
    const text = '{"list":[{"t":"a"},{"t":"b"}]}'
    const stream = await startMapped(mapping, { wire: 'events' }, new FakeFetch(events(`data: ${text}\n\n`)))
    const told = stream.told.find(({ type }) => type === 'messages')
    expect(told).toMatchObject({ messages: [{ body: 'a' }, { body: 'b' }] })
    const polled = await startMapped(mapping, { wire: 'poll' }, new FakeFetch(json(JSON.parse(text))))
    expect(polled.told.find(({ type }) => type === 'snapshot')).toMatchObject({
      news: [{ body: 'a' }, { body: 'b' }],
    })
  })
})
