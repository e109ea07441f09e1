import { deepEqual, equal } from 'node:assert/strict'
import type { Case, Harness } from './harness.ts'
import { AT_ONCE, has, opened } from './harness.ts'

/** How a stream is asked for. */
export const request: Case[] = [
  {
    name: 'asks with GET, for an event stream, past every cache, and with no id',
    async run(harness) {
      const [, asked] = await opened(harness)
      equal(asked.method, 'GET')
      equal(asked.headers.get('accept'), 'text/event-stream')
      equal(asked.headers.get('cache-control'), 'no-cache')
      equal(asked.headers.has('last-event-id'), false)
    },
  },
  {
    name: 'sends the headers that it is given, and they beat its own',
    async run(harness) {
      const headers = { 'x-one': '1', 'X-Two': 'zwei', accept: 'text/event-stream;q=1' }
      const [, asked] = await opened(harness, { headers })
      equal(asked.headers.get('x-one'), '1')
      equal(asked.headers.get('x-two'), 'zwei')
      equal(asked.headers.get('accept'), 'text/event-stream;q=1')
    },
  },
  ...['POST', 'REPORT', 'PUT'].map((method) => ({
    name: `${method} with a body, and again when it comes back`,
    async run(harness: Harness) {
      const given = {
        method,
        body: '{"hello": "안녕"}',
        headers: { 'content-type': 'application/json; charset=utf-8' },
      }
      const [, asked] = await opened(harness, given)
      for (const each of [asked, (asked.end(), await harness.server.next())]) {
        equal(each.method, method)
        equal(each.body, given.body)
        equal(each.headers.get('content-type'), 'application/json; charset=utf-8')
        equal(each.headers.get('accept'), 'text/event-stream')
      }
    },
  })),
  {
    name: 'sends the id that it is given, and has it for the id of the first events',
    async run(harness) {
      const [client, asked] = await opened(harness, { lastEventId: 'abc' })
      equal(asked.headers.get('last-event-id'), 'abc')
      await asked.send('data: a\n\n')
      await client.until(has('a'))
      deepEqual(client.told, [{ kind: 'event', type: 'message', data: 'a', id: 'abc' }])
    },
  },
  {
    name: 'sends an id of other letters as UTF-8',
    async run(harness) {
      const [, asked] = await opened(harness, { lastEventId: '한…é' })
      equal(Buffer.from(asked.headers.get('last-event-id') ?? '', 'latin1').toString(), '한…é')
    },
  },
  ...[301, 302, 303, 307, 308].map((status) => ({
    name: `follows ${status}`,
    async run({ server, start }: Harness) {
      const client = start({ url: server.url(), ...AT_ONCE })
      const first = await server.next()
      await first.head(`${status} Elsewhere`, { Location: '/there' })
      first.end()
      const second = await server.next()
      equal(second.path, '/there')
      equal(second.headers.get('accept'), 'text/event-stream')
      await second.open()
      await second.send('id: 5\ndata: a\n\n')
      await client.until(has('a'))
      second.end()
      const third = await server.next()
      equal(third.headers.get('last-event-id'), '5')
    },
  })),
  {
    name: 'keeps method and body over 307',
    async run({ server, start }) {
      start({ url: server.url(), method: 'POST', body: 'ask' })
      const first = await server.next()
      await first.head('307 Elsewhere', { Location: '/there' })
      first.end()
      const second = await server.next()
      deepEqual([second.path, second.method, second.body], ['/there', 'POST', 'ask'])
    },
  },
]
