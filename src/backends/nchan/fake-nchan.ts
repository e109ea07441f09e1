import type { ServerResponse } from 'node:http'
import type { WebSocket } from 'ws'
import type { Places } from '../fake-server.ts'
import { startServer } from '../fake-server.ts'
import { formatMeta, META } from './meta-read.ts'
import { compare, parseId } from './place-read.ts'

type Stored = { id: string; body: string; type?: string }
type Listener = { url: string; socket?: WebSocket; stream?: ServerResponse; poll?: ServerResponse }

type How = {
  meta?: boolean
  /** Does it heed a place in the address, and by which name? */
  heeds?: boolean
  resume?: string
  /** What its `nchan_subscriber` lists. */
  takes?: readonly string[]
  /** `nchan_longpoll_multipart_response`. */
  multipart?: 'on' | 'raw'
  /** As Nchan 1.1: of several channels it takes only places that have as many. */
  strict?: boolean
  /** And its WebSocket breaks at such a message. */
  breaksAt?: string
}

/** For tests: how Nchan 1.3.6 was seen to answer. It keeps what it is told to, forgets what it is told to, and does not know
 *  `0:0` where its ids are of several channels. */
export async function startFakeNchan(how: How = {}) {
  const { meta = true, heeds = true, resume = 'last_event_id', takes = ['socket', 'events', 'poll'] } = how
  let stored: Stored[] = []
  let several = false
  const listeners = new Set<Listener>()

  const after = (url: string, header?: string): Stored[] => {
    const since = header ?? new URL(url, 'http://x').searchParams.get(resume)
    const place = heeds || header ? parseId(since ?? '') : undefined
    if (!place || !since || place.time < 10) return stored
    return stored.filter(({ id }) => {
      const each = parseId(id)
      return (
        each && compare(each, place.of === each.of ? place : { ...place, ...sizeOf(each.of) }) === 'after'
      )
    })
  }
  const add = (listener: Listener, connection: ServerResponse | WebSocket) => {
    listeners.add(listener)
    connection.on('close', () => listeners.delete(listener))
  }
  const isBad = (url: string) =>
    several && (how.strict ? /last_event_id=(?!\d+:\[\d+\],)/ : /last_event_id=0:0/).test(url)
  const tell = (listener: Listener, { id, body, type }: Stored) => {
    if (how.breaksAt === body && listener.socket) return listener.socket.terminate()
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
        if (takes.includes('events') && headers.accept?.includes('text/event-stream')) {
          response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': hi\n\n')
          const listener = { url, stream: response }
          add(listener, response)
          return missed.forEach((each) => tell(listener, each))
        }
        if (!takes.includes('poll')) return void response.writeHead(403).end()
        const listener = { url, poll: response }
        add(listener, response)
        if (how.multipart && missed.length > 1) tell(listener, inOne(missed, how.multipart))
        else if (missed[0]) tell(listener, missed[0])
      },
    },
    ws: {
      '/sub': (socket, { url = '' }) => {
        if (isBad(url)) return socket.terminate()
        const listener = { url, socket }
        add(listener, socket)
        after(url).forEach((each) => tell(listener, each))
      },
    },
    options: {
      handleProtocols: (offered) => (meta && offered.has(META) ? META : false),
      verifyClient: ({ req }: { req: { url?: string } }) => takes.includes('socket') && !isBad(req.url ?? ''),
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

/** All of them as one answer, whose id is that of the last. */
function inOne(all: readonly Stored[], how: 'on' | 'raw'): Stored {
  const { id } = all.at(-1) as Stored
  if (how === 'raw') return { id, body: all.map(({ body }) => `${body}\n`).join('') }
  const boundary = 'Xg3LqRz7'
  const parts = all.map(
    ({ body, type = 'text/plain' }) => `--${boundary}\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`,
  )
  return { id, type: `multipart/mixed; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` }
}

function sizeOf(of: number): { of: number; tags: (number | undefined)[]; channel: number } {
  return { of, tags: Array.from({ length: of }, () => undefined), channel: 0 }
}
