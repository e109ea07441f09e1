import { deepEqual, equal, ok } from 'node:assert/strict'
import type { Case, Harness } from './harness.ts'
import { AT_ONCE, failed, has, isOver } from './harness.ts'

/** Which answers are streams, which are worth another try, and which are not. */
export const answers: Case[] = [
  ...[
    'text/event-stream;charset=UTF-8',
    'Text/Event-Stream ; x=y',
    'text/event-stream; charset=windows-1252',
  ].map((type) => ({
    name: `takes ${type}, as UTF-8`,
    async run({ server, start }: Harness) {
      const client = start({ url: server.url() })
      const asked = await server.next()
      await asked.open(type)
      await asked.send('data: é한\n\n')
      await client.until(has('é한'))
    },
  })),
  ...[
    '200 OK',
    '204 No Content',
    '205 Reset',
    '400 No',
    '401 No',
    '403 No',
    '404 No',
    '410 Gone',
    '418 No',
  ].map((status) => ({
    name: `gives up for good at ${status}${status === '200 OK' ? ' with text/html' : ''}`,
    async run(harness: Harness) {
      const { server, start } = harness
      const client = start({ url: server.url(), ...AT_ONCE })
      const asked = await server.next()
      const type = status === '200 OK' ? 'text/html' : 'text/event-stream'
      await asked.head(status, { 'Content-Type': type })
      if (!status.startsWith('204')) await asked.send('data: not for anyone\n\n')
      asked.end()
      await client.until(failed)
      const [error, ...more] = client.told
      ok(error?.kind === 'error' && error.final, JSON.stringify(error))
      equal(error.status, Number(status.slice(0, 3)))
      deepEqual(more, [])
      await isOver(harness)
    },
  })),
  ...['408 Late', '425 Early', '429 Busy', '500 Oops', '502 Gateway', '503 Busy', '504 Late'].map(
    (status) => ({
      name: `comes again after ${status}`,
      async run({ server, start }: Harness) {
        const client = start({ url: server.url(), lastEventId: '7', ...AT_ONCE })
        const asked = await server.next()
        await asked.head(status, { 'Content-Length': '0' })
        const again = await server.next()
        equal(again.headers.get('last-event-id'), '7')
        await again.open()
        await again.send('data: a\n\n')
        await client.until(has('a'))
        const [error] = client.told
        ok(error?.kind === 'error' && !error.final && error.status === Number(status.slice(0, 3)))
      },
    }),
  ),
  ...['429 Busy', '503 Busy'].map((status) => ({
    name: `comes no sooner than Retry-After says (${status})`,
    async run({ server, start }: Harness) {
      start({ url: server.url(), ...AT_ONCE })
      const asked = await server.next()
      await asked.head(status, { 'Content-Length': '0', 'Retry-After': '1' })
      const from = Date.now()
      await server.next()
      ok(Date.now() - from >= 950, `after ${Date.now() - from} ms`)
    },
  })),
]
