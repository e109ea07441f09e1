import { deepEqual, equal, ok } from 'node:assert/strict'
import type { Case, Harness } from './harness.ts'
import { AT_ONCE, failed, has, isOver, opened } from './harness.ts'

/** Coming again, and being closed. */
export const reconnecting: Case[] = [
  ...(['end', 'reset'] as const).map((how) => ({
    name: `comes again with the last id after ${how}, and forgets the half event`,
    async run(harness: Harness) {
      const [client, asked] = await opened(harness)
      await asked.send('id: abc\ndata: a\n\ndata: b\n\n')
      await client.until(has('b'))
      await asked.send('id: half\ndata: half\n')
      asked[how]()
      const again = await harness.server.next()
      equal(again.headers.get('last-event-id'), 'abc')
      await again.open()
      await again.send('\ndata: c\n\n')
      await client.until(has('c'))
      const events = client.told.filter(({ kind }) => kind === 'event')
      deepEqual(
        events.map((each) => each.kind === 'event' && [each.data, each.id]),
        [
          ['a', 'abc'],
          ['b', 'abc'],
          ['c', 'abc'],
        ],
      )
      equal(client.told.filter(({ kind }) => kind === 'error').length, 1)
    },
  })),
  ...(
    [
      ['an id without an event', 'id: 2\n\n', '2'],
      ['an empty id', 'id:\n\n', undefined],
      ['an id without a colon', 'id\n\n', undefined],
      ['an id with a NUL, which is none', 'id: a\0b\n\n', '1'],
      ['an id of other letters', 'id: 한 é\n\n', '한 é'],
    ] as const
  ).map(([name, text, id]) => ({
    name: `comes again with ${name}`,
    async run(harness: Harness) {
      const [client, asked] = await opened(harness)
      await asked.send(`id: 1\ndata: a\n\n${text}: seen\n`)
      await client.until((told) => told.some(({ kind }) => kind === 'comment'))
      asked.end()
      const sent = (await harness.server.next()).headers.get('last-event-id')
      equal(sent && Buffer.from(sent, 'latin1').toString(), id)
    },
  })),
  {
    name: 'comes again when the connection is torn before an answer',
    async run({ server, start }) {
      const client = start({ url: server.url(), lastEventId: '3', ...AT_ONCE })
      const asked = await server.next()
      asked.reset()
      const again = await server.next()
      equal(again.headers.get('accept'), 'text/event-stream')
      equal(again.headers.get('last-event-id'), '3')
      await again.open()
      await again.send('data: a\n\n')
      await client.until(has('a'))
    },
  },
  {
    name: 'waits at least as long as retry: says, also after the next stream',
    async run(harness) {
      const [client, asked] = await opened(harness)
      await asked.send('retry: 120\nretry: x\ndata: a\n\n')
      await client.until(has('a'))
      let from = Date.now()
      asked.end()
      const again = await harness.server.next()
      ok(Date.now() - from >= 110, `after ${Date.now() - from} ms`)
      from = Date.now()
      await again.open()
      again.end()
      await harness.server.next()
      ok(Date.now() - from >= 110, `the second time after ${Date.now() - from} ms`)
    },
  },
  {
    name: 'comes again at once when it is told to, with the last id',
    async run(harness) {
      const [client, asked] = await opened(harness, { initialDelayMs: 60_000 })
      await asked.send('id: 4\ndata: a\n\n')
      await client.until(has('a'))
      await client.restart()
      await asked.gone
      const again = await harness.server.next()
      equal(again.headers.get('last-event-id'), '4')
      await again.open()
      await again.send('data: b\n\n')
      await client.until(has('b'))
      equal(
        client.told.some(({ kind }) => kind === 'error'),
        false,
      )
    },
  },
  {
    name: 'is closed while it waits for an answer, without a word',
    async run(harness) {
      const client = harness.start({ url: harness.server.url() })
      const asked = await harness.server.next()
      await client.close()
      await asked.gone
      await isOver(harness)
      deepEqual(client.told, [])
    },
  },
  {
    name: 'is closed within an event, without a word',
    async run(harness) {
      const [client, asked] = await opened(harness)
      await asked.send('data: a\n\ndata: half\n')
      await client.until(has('a'))
      await client.close()
      await asked.gone
      await isOver(harness)
      equal(client.told.length, 1)
    },
  },
  {
    name: 'is closed while it waits to come again',
    async run(harness) {
      const [client, asked] = await opened(harness, { initialDelayMs: 60_000 })
      asked.end()
      await client.until(failed)
      await client.close()
      await isOver(harness)
      equal(client.told.length, 1)
    },
  },
]
