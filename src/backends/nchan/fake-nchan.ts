import type { ServerResponse } from 'node:http'
import type { WebSocket } from 'ws'
import type { Places } from '../fake-server.ts'
import { startServer } from '../fake-server.ts'
import { formatMeta, META } from './meta-read.ts'
import { compare, parseId } from './place-read.ts'

type Stored = { id: string; body: string; type?: string }
type Listener = { url: string; socket?: WebSocket; stream?: ServerResponse; poll?: ServerResponse }

/** For tests: how Nchan 1.3.6 was seen to answer. It keeps what it is told to, forgets what it is told to, and does not know
 *  `0:0` where its ids are of several channels. */
export async function startFakeNchan(how: { meta?: boolean; heeds?: boolean; long?: boolean } = {}) {
  const { meta = true, heeds = true, long = true } = how
  let stored: Stored[] = []
  let several = false
  const listeners = new Set<Listener>()

  const after = (url: string, header?: string): Stored[] => {
    const since = header ?? new URL(url, 'http://x').searchParams.get('last_event_id')
    const place = heeds || header ? parseId(since ?? '') : undefined
    if (!place || !since || place.time < 10) return stored
    return stored.filter(({ id }) => {
      const each = parseId(id)
      return (
        each && compare(each, place.of === each.of ? place : { ...place, ...sizeOf(each.of) }) === 'after'
      )
    })
  }
  const isBad = (url: string) => several && /last_event_id=0%3A0/.test(url)
  const tell = (listener: Listener, { id, body, type }: Stored) => {
    listener.socket?.send(meta ? formatMeta({ id, body, ...(type && { type }) }) : body)
    listener.stream?.write(
      `id: ${id}\n${body
        .split('\n')
        .map((line) => `data: ${line}\n`)
        .join('')}\n`,
    )
    if (!listener.poll) return
    const at = id.indexOf(':')
    const modified = new Date(Number(id.slice(0, at)) * 1_000).toUTCString()
    listener.poll
      .writeHead(200, {
        'Content-Type': type ?? 'text/plain',
        'Last-Modified': modified,
        Etag: id.slice(at + 1),
      })
      .end(body)
    listeners.delete(listener)
  }
  const places: Places = {
    http: {
      '/sub': (response, { url = '', headers }) => {
        if (isBad(url)) return void response.writeHead(400).end('Message ID invalid')
        const { 'if-none-match': tag, 'if-modified-since': modified } = headers
        const header = tag === undefined ? undefined : `${Date.parse(modified ?? '') / 1_000}:${tag}`
        const missed = after(url, header)
        if (headers.accept?.includes('text/event-stream')) {
          response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hi\n\n')
          const listener = { url, stream: response }
          listeners.add(listener)
          return missed.forEach((each) => tell(listener, each))
        }
        if (!long) return void response.writeHead(403).end()
        const listener = { url, poll: response }
        listeners.add(listener)
        if (missed[0]) tell(listener, missed[0])
      },
    },
    ws: {
      '/sub': (socket, { url = '' }) => {
        if (isBad(url)) return socket.terminate()
        const listener = { url, socket }
        listeners.add(listener)
        after(url).forEach((each) => tell(listener, each))
      },
    },
    options: {
      handleProtocols: (offered) => (meta && offered.has(META) ? META : false),
      verifyClient: ({ req }: { req: { url?: string } }) => !isBad(req.url ?? ''),
    },
  }
  const server = await startServer(places)
  return {
    ...server,
    url: `${server.http}/sub`,
    publish(id: string, body: string, type?: string) {
      const message = { id, body, ...(type && { type }) }
      several = (parseId(id)?.of ?? 1) > 1
      stored.push(message)
      for (const listener of [...listeners]) tell(listener, message)
    },
    /** As after a restart, or where its buffer is full. */
    forget: (keep = 0) => (stored = keep ? stored.slice(-keep) : []),
    /** Ends all connections. */
    cut(words = '') {
      for (const { socket, stream, poll } of listeners) {
        socket?.close(words ? 1001 : 1006 - 5, words)
        if (words) stream?.write(`:${words}\n\n`)
        stream?.end()
        poll?.writeHead(Number(words.slice(0, 3)) || 503).end()
      }
      listeners.clear()
    },
    listening: () => listeners.size,
    /** The places that it was asked to go on from, in order; undefined where none. */
    places: () => server.asked.map(({ url }) => new URL(url, 'http://x').searchParams.get('last_event_id')),
  }
}

function sizeOf(of: number): { of: number; tags: (number | undefined)[]; channel: number } {
  return { of, tags: Array.from({ length: of }, () => undefined), channel: 0 }
}
