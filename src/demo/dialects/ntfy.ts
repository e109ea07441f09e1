import type { Clock } from '../../net/clock.ts'
import { clock as realClock } from '../../net/clock.ts'
import type { Told, WorldEvent } from '../book.ts'
import type { Dialect } from '../dialect.ts'
import type { Place } from '../place.ts'
import { kindOf, PLACES } from '../place.ts'
import { COALESCE_MS } from '../three-wires.ts'
import type { World } from '../world.ts'
import { deedOf, parsePublished, parseUpload, Refused, topicOf } from './ntfy-publish.ts'
import type { NtfyRecord } from './ntfy-records.ts'
import { cachedSince, formatSign, recordOf, tableOf } from './ntfy-records.ts'
import { textStream } from './ntfy-stream.ts'

/** So often a stream gives a sign of life. */
const KEEPALIVE_MS = 45_000

/** How a stream writes a record: https://docs.ntfy.sh/subscribe/api/. */
const STREAMS: Readonly<Record<string, { type: string; write: (record: NtfyRecord) => string }>> = {
  json: { type: 'application/x-ndjson; charset=utf-8', write: (record) => `${JSON.stringify(record)}\n` },
  sse: {
    type: 'text/event-stream; charset=utf-8',
    write: (record) =>
      `${record.event === 'message' ? '' : `event: ${record.event}\n`}data: ${JSON.stringify(record)}\n\n`,
  },
  raw: {
    type: 'text/plain; charset=utf-8',
    write: ({ message = '' }) => `${message.replaceAll('\n', ' ')}\n`,
  },
}

/** A small ntfy: each place of the world is a topic, which is published to and heard as its own are. */
export function ntfyDialect(clock: Clock = realClock): Dialect {
  return {
    places: PLACES.map((path) => ({ path, wires: ['socket', 'events', 'poll', 'post'] })),
    async http(request, world) {
      try {
        return await answer(request, world)
      } catch (error) {
        if (error instanceof Refused) return refusal(error)
        return refusal(new Refused(50001, `the world could not keep it: ${String(error)}`))
      }
    },
    socket(peer, world) {
      try {
        const { topics, stream } = pathOf(peer.url)
        if (stream !== 'ws') throw new Refused(40401, 'page not found')
        const stop = hear(world, topics, sinceOf(peer.url), (record) => peer.send(JSON.stringify(record)))
        peer.signal.addEventListener('abort', stop, { once: true })
      } catch (error) {
        peer.close(1008, error instanceof Error ? error.message.slice(0, 100) : '')
      }
      // [spec] Nothing is published over a WebSocket.
      return () => {}
    },
  }

  async function answer(request: Request, world: World): Promise<Response> {
    const url = new URL(request.url)
    if (/\/v1\/health$/.test(url.pathname)) return Response.json({ healthy: true })
    const isWriting = request.method === 'POST' || request.method === 'PUT'
    if (isWriting) return publish(request, world)
    const { topics, stream } = pathOf(url)
    if (stream === 'auth') return Response.json({ success: true })
    const kind = Object.hasOwn(STREAMS, stream) ? STREAMS[stream] : undefined
    if (!kind) throw new Refused(40401, 'page not found')
    const { type, write } = kind
    const isPoll = /^(1|yes|true)$/i.test(url.searchParams.get('poll') ?? url.searchParams.get('po') ?? '')
    const since = sinceOf(url) ?? (isPoll ? 'all' : undefined)
    if (isPoll) {
      const text = recordsSince(world, topics, since).map(write).join('')
      return new Response(text, { headers: { 'Content-Type': type, 'Cache-Control': 'no-store' } })
    }
    recordsSince(world, topics, since)
    return textStream(request.signal, type, (put) =>
      hear(world, topics, since, (record) => put(write(record))),
    )
  }

  async function publish(request: Request, world: World): Promise<Response> {
    const [, topic = ''] = /\/ntfy\/([^/]*)$/.exec(new URL(request.url).pathname) ?? []
    const body = await request.arrayBuffer()
    const published = topic
      ? parseUpload(topic, body, request.headers)
      : parsePublished(new TextDecoder().decode(body))
    const event = await world.do(deedOf(published))
    return Response.json(event && event.type !== 'reading' ? recordOf(event) : tableOf(world))
  }

  function recordsSince(world: World, topics: readonly Place[], since: string | undefined): NtfyRecord[] {
    const records = cachedSince(world, topics, since ?? 'none', clock.now())
    if (!records) throw new Refused(40008, 'invalid since parameter')
    return records
  }

  /** Tells that it is open, what there was since then, and what comes. Returns what ends it. */
  function hear(
    world: World,
    topics: readonly Place[],
    since: string | undefined,
    tell: (record: NtfyRecord) => void,
  ): () => void {
    let cancelTable: (() => void) | undefined
    let cancelSign = () => {}
    const signOn = () => {
      cancelSign = clock.after(KEEPALIVE_MS, () => {
        tell(formatSign('keepalive', topics, clock.now()))
        signOn()
      })
    }
    const heard = (event: WorldEvent) => {
      if (event.type === 'reading') {
        if (topics.includes('readings'))
          cancelTable ??= clock.after(COALESCE_MS, () => {
            cancelTable = undefined
            tell(tableOf(world))
          })
      } else if (topics.some((topic) => kindOf(topic) === event.type)) tell(recordOf(event as Told))
    }
    const records = recordsSince(world, topics, since)
    tell(formatSign('open', topics, clock.now()))
    for (const record of records) tell(record)
    const unsubscribe = world.subscribe(heard)
    signOn()
    return () => {
      unsubscribe()
      cancelTable?.()
      cancelSign()
    }
  }
}

/** The topics that an address names, and what is asked of them. Throws Refused. */
function pathOf({ pathname }: URL): { topics: Place[]; stream: string } {
  const [, names = '', stream = ''] = /\/ntfy\/([^/]*)(?:\/([^/]*))?$/.exec(pathname) ?? []
  return { topics: names.split(',').map(topicOf), stream }
}

function sinceOf({ searchParams }: URL): string | undefined {
  return searchParams.get('since') ?? searchParams.get('si') ?? undefined
}

function refusal({ code, message }: Refused): Response {
  const http = Math.floor(code / 100)
  return Response.json({ code, http, error: message }, { status: http })
}

export const ntfy = ntfyDialect()
