import { once } from 'node:events'
import { createServer } from 'node:http'
import { parser } from 'mqtt-packet'
import { expect, test } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { framesOf } from './frames.ts'
import type { Load } from './load.ts'
import { EventReader } from '../../src/net/event-reader.ts'

type Told = { id: number; text: string }

/** What a client of `ws` reads of these bytes. */
async function readBySocket(load: Load): Promise<Told[][]> {
  const { bytes, ends } = framesOf(load)
  const server = createServer()
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, wire, head) => {
    sockets.handleUpgrade(request, wire, head, () => wire.write(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  const client = new WebSocket(`ws://127.0.0.1:${port}`)
  const heard: Told[][] = []
  await new Promise<void>((resolve, reject) => {
    client.on('error', reject)
    client.on('message', (data) => {
      heard.push([JSON.parse(String(data)) as Told | Told[]].flat())
      if (heard.length === ends.length) resolve()
    })
  })
  client.terminate()
  server.close()
  return heard
}

test.each([
  ['short', 'small', 1],
  ['of 126 bytes and more', 'mixed', 1],
  ['of 64 kB and more', 'mixed', 500],
] as const)('socket frames that are %s are read by another implementation', async (_, body, together) => {
  const heard = await readBySocket({ wire: 'socket', body, first: 5, count: 1_000, together })
  expect(heard.every((records) => records.length === together)).toBe(true)
  expect(heard.flat().map(({ id }) => id)).toEqual(Array.from({ length: 1_000 }, (_, n) => n + 5))
})

test('events are read by the reader of the page, with their ids where they are named', () => {
  const load = { wire: 'events', body: 'mixed', first: 1, count: 200 } as const
  for (const named of [false, true]) {
    const parts = new EventReader().feed(framesOf({ ...load, named }).bytes.toString())
    const events = parts.filter((part) => part.kind === 'event')
    expect(events.map(({ data }) => (JSON.parse(data) as Told).id)).toEqual(events.map((_, n) => n + 1))
    expect(events.map(({ id }) => id)).toEqual(events.map((_, n) => (named ? String(n + 1) : '')))
    expect(events).toHaveLength(200)
  }
})

test('bodies are of all the sizes that they promise', () => {
  const { bytes, ends } = framesOf({ wire: 'events', body: 'mixed', first: 0, count: 5_000 })
  const texts = Array.from(ends, (end, n) => bytes.subarray(n === 0 ? 0 : ends[n - 1], end).toString())
  const lengths = texts.map((text) => (JSON.parse(text.slice(6)) as Told).text.length)
  expect(Math.min(...lengths)).toBeLessThan(5)
  expect(Math.max(...lengths)).toBeGreaterThan(390)
})

test('publications are read by a parser of the protocol, one of each message', () => {
  const { bytes, ends } = framesOf({ wire: 'mqtt', body: 'small', first: 1, count: 300 })
  const packets = parser({ protocolVersion: 5 })
  const heard: string[] = []
  packets.on('packet', (packet) => {
    if (packet.cmd === 'publish') heard.push(String(packet.payload))
  })
  // The head of a message that is so short is two bytes.
  for (const [n, end] of ends.entries())
    packets.parse(bytes.subarray((n === 0 ? 0 : (ends[n - 1] ?? 0)) + 2, end))
  expect(heard.map((text) => (JSON.parse(text) as Told).id)).toEqual(
    Array.from({ length: 300 }, (_, n) => n + 1),
  )
})
