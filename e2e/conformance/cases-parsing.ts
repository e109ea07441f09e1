import { deepEqual, equal } from 'node:assert/strict'
import type { Told } from './adapter.ts'
import type { Case } from './harness.ts'

type Expected = string | { data: string; type?: string; id?: string } | { comment: string }

const event = (expected: Expected): Told => {
  if (typeof expected === 'string') return { kind: 'event', type: 'message', data: expected, id: '' }
  if ('comment' in expected) return { kind: 'comment', ...expected }
  return { kind: 'event', type: 'message', id: '', ...expected }
}
const END = 'event: over\nid:\ndata: over\n\n'

/** `bytes` are told as `expected`, and nothing else: in one piece, a byte at a time, and two at a time. */
function reads(name: string, text: string | Uint8Array, ...expected: Expected[]): Case {
  return {
    name: `reads ${name}`,
    async run({ server, start }) {
      const bytes = Buffer.concat([Buffer.from(text), Buffer.from(END)])
      for (const size of [bytes.length, 1, 2]) {
        const client = start({ url: server.url() })
        const asked = await server.next()
        await asked.open()
        for (let at = 0; at < bytes.length; at += size) await asked.send(bytes.subarray(at, at + size))
        await client.until((told) => told.some((each) => each.kind === 'event' && each.type === 'over'))
        deepEqual(client.told.slice(0, -1), expected.map(event), `in pieces of ${size}`)
        await client.close()
      }
    },
  }
}

const ends = (name: string, end: string) => [
  reads(`lines that end with ${name}`, `data: a${end}${end}data: b${end}data: c${end}${end}`, 'a', 'b\nc'),
  reads(
    `empty lines and empty data with ${name}`,
    `data:${end}data: b${end}data:${end}${end}${end}${end}data: c${end}${end}`,
    '\nb\n',
    'c',
  ),
]

const BOM = '\uFEFF'

/** What stands in a stream. */
export const parsing: Case[] = [
  ...ends('LF', '\n'),
  ...ends('CR', '\r'),
  ...ends('CR LF', '\r\n'),
  reads('line ends of all kinds', 'data: a\r\ndata: b\ndata: c\r\rdata: d\n\r\n', 'a\nb\nc', 'd'),
  reads('data without a colon', 'data\n\ndata\ndata\n\n', '', '\n'),
  reads('one space less, and no more', 'data:a\n\ndata:  b \n\ndata:\tc\n\n', 'a', ' b ', '\tc'),
  reads('names as they are', 'Data: a\n data: b\ndata : c\ndat: d\ndata: e\n\n', 'e'),
  reads('unknown fields for nothing', 'color: red\ndata: a\ncolor\n: c\n\n', { comment: 'c' }, 'a'),
  reads(
    'types',
    'event: one\ndata: a\n\ndata: b\n\nevent:  two\ndata: c\n\nevent: x\nevent:\ndata: d\n\n',
    {
      data: 'a',
      type: 'one',
    },
    'b',
    { data: 'c', type: ' two' },
    'd',
  ),
  reads('a type without data for nothing', 'event: one\n\ndata: a\n\n', 'a'),
  reads('fields in any order', 'data: a\nid: 1\nevent: e\n\n', { data: 'a', id: '1', type: 'e' }),
  reads(
    'ids that stay until another comes',
    'id: 1\ndata: a\n\ndata: b\n\nid: 2\n\ndata: c\n\nid\ndata: d\n\n',
    {
      data: 'a',
      id: '1',
    },
    { data: 'b', id: '1' },
    { data: 'c', id: '2' },
    'd',
  ),
  reads(
    'an id with a NUL for none',
    'id: 1\ndata: a\n\nid: x\0y\ndata: b\n\n',
    { data: 'a', id: '1' },
    { data: 'b', id: '1' },
  ),
  reads('ids of other letters', 'id: 한😀é\ndata: a\n\n', { data: 'a', id: '한😀é' }),
  reads(
    'comments, in their places',
    ':\n:a\n: b\ndata: 1\n:  c:\n\n:d\n',
    { comment: '' },
    { comment: 'a' },
    { comment: 'b' },
    {
      comment: ' c:',
    },
    '1',
    { comment: 'd' },
  ),
  reads('other letters', 'data: €豆腐 안녕 😀\nevent: 이벤트\n\n', { data: '€豆腐 안녕 😀', type: '이벤트' }),
  reads('a NUL', 'data: a\0b\n\n', 'a\0b'),
  reads(
    'bytes that are no UTF-8',
    Buffer.from([...Buffer.from('data: a'), 0xff, 0xed, 0xa0, ...Buffer.from('b\n\n')]),
    'a\uFFFD\uFFFD\uFFFDb',
  ),
  reads('a BOM at the start for nothing', `${BOM}data: a\n\n`, 'a'),
  reads('a second BOM for a letter', `${BOM}${BOM}data: a\n\ndata: ${BOM}b\n\n${BOM}data: c\n\n`, `${BOM}b`),
  reads('what looks like a BOM in another encoding for letters', 'ï»¿data: a\n\ndata: b\n\n', 'b'),
  reads('JSON', 'data: {"a":\ndata: "b: c"}\n\n', '{"a":\n"b: c"}'),
  {
    name: 'reads a thousand events in their order',
    async run({ server, start }) {
      const client = start({ url: server.url() })
      const asked = await server.next()
      await asked.open()
      const all = Array.from({ length: 1_000 }, (_, n) => `message ${n}`)
      await asked.send(all.map((data) => `data: ${data}\n\n`).join(''))
      await client.until((told) => told.length === all.length)
      deepEqual(
        client.told.map((each) => each.kind === 'event' && each.data),
        all,
      )
    },
  },
  ...[1_023, 4_096, 8_193, 65_536, 1_048_576, 5_000_000].map((size) => ({
    name: `reads an event of ${size} bytes`,
    async run({ server, start }: Parameters<Case['run']>[0]) {
      const client = start({ url: server.url() })
      const asked = await server.next()
      await asked.open()
      const data = 'x'.repeat(size)
      await asked.send(`data: ${data}\n\n`)
      await client.until((told) => told.length > 0)
      const [first] = client.told
      equal(first?.kind === 'event' && first.data === data, true)
    },
  })),
  {
    name: 'reads a chunked body, cut anywhere',
    async run({ server, start }) {
      const client = start({ url: server.url() })
      const asked = await server.next()
      await asked.head('200 OK', { 'Content-Type': 'text/event-stream', 'Transfer-Encoding': 'chunked' })
      for (const byte of Buffer.from('data: 한\n\n')) await asked.send('1\r\n', Buffer.from([byte]), '\r\n')
      await client.until((told) => told.length > 0)
      deepEqual(client.told, [event('한')])
    },
  },
]
