import { formatMeta, META } from '../../backends/nchan/meta-read.ts'
import { parseId } from '../../backends/nchan/place-read.ts'
import { textOf } from '../../model/text.ts'
import type { Clock } from '../../net/clock.ts'
import { clock as realClock } from '../../net/clock.ts'
import type { Told, WorldEvent } from '../book.ts'
import type { Dialect } from '../dialect.ts'
import type { Place } from '../place.ts'
import { kindOf, placeOf, PLACES } from '../place.ts'
import { COALESCE_MS, Unreadable } from '../three-wires.ts'
import type { World } from '../world.ts'
import type { Cursor, Stored } from './nchan-records.ts'
import { deedsOf, isAfter, storedAfter, storedOf, tableOf } from './nchan-records.ts'
import { textStream } from './ntfy-stream.ts'

/** A small Nchan: each place of the world is an `nchan_pubsub` location with a channel of its own, of which who comes is
 *  told the oldest message first (`nchan_subscriber_first_message oldest`). */
export function nchanDialect(clock: Clock = realClock): Dialect {
  return {
    protocols: [META],
    places: PLACES.map((path) => ({ path, wires: ['socket', 'events', 'poll', 'post'] })),
    async http(request, world) {
      const place = placeOf(new URL(request.url))
      if (!place) return new Response(null, { status: 404 })
      if (request.method === 'POST') return publish(request, world, place)
      if (request.method !== 'GET')
        return new Response(null, { status: 403, headers: { Allow: 'GET, POST' } })
      const after = cursorOf(request)
      if (!/\btext\/event-stream\b/i.test(request.headers.get('accept') ?? ''))
        return answerOf(await first(world, place, after, request.signal))
      return textStream(request.signal, 'text/event-stream; charset=utf-8', (write) => {
        write(': hi\n\n')
        return hear(world, place, after, (stored) => write(eventOf(stored)))
      })
    },
    socket(peer, world) {
      const place = placeOf(peer.url)
      if (!place) {
        peer.close(1008, '404 Not Found')
        return () => {}
      }
      const isMeta = (peer.protocol ?? META) === META
      const stop = hear(world, place, parseCursor(peer.url.searchParams.get('last_event_id')), (stored) => {
        const { type, body } = stored
        peer.send(isMeta ? formatMeta({ id: idOf(stored), type, body }) : body)
      })
      peer.signal.addEventListener('abort', stop, { once: true })
      return (frame) => {
        // [spec] What is wrong with a frame is not said.
        void perform(world, place, textOf(frame) ?? '').catch(() => undefined)
      }
    },
  }

  /** What there is after that, then what comes. Returns what ends it. */
  function hear(
    world: World,
    place: Place,
    after: Cursor | undefined,
    tell: (stored: Stored) => void,
  ): () => void {
    const kind = kindOf(place)
    let last = after
    const put = (stored: Stored) => {
      if (last && !isAfter(stored, last)) return
      last = stored
      tell(stored)
    }
    storedAfter(world, place, after).forEach(put)
    let cancel: (() => void) | undefined
    const unsubscribe = world.subscribe((event: WorldEvent) => {
      if (kind && event.type === kind) return put(storedOf(event as Told))
      if (kind || event.type !== 'reading') return
      cancel ??= clock.after(COALESCE_MS, () => {
        cancel = undefined
        put(tableOf(world))
      })
    })
    return () => {
      unsubscribe()
      cancel?.()
    }
  }

  /** The next one after that, whenever it comes; undefined at the abort. */
  function first(
    world: World,
    place: Place,
    after: Cursor | undefined,
    signal: AbortSignal,
  ): Promise<Stored | undefined> {
    return new Promise((resolve) => {
      const [there] = storedAfter(world, place, after)
      if (there || signal.aborted) return resolve(there)
      const stop = hear(world, place, after, (stored) => end(stored))
      const leave = () => end(undefined)
      const end = (stored: Stored | undefined) => {
        signal.removeEventListener('abort', leave)
        stop()
        resolve(stored)
      }
      signal.addEventListener('abort', leave, { once: true })
    })
  }
}

async function publish(request: Request, world: World, place: Place): Promise<Response> {
  try {
    const text = textOf(await request.arrayBuffer())
    if (text === undefined) return new Response('This world keeps text only.', { status: 415 })
    const said = await perform(world, place, text)
    const messages = storedAfter(world, place).length
    const id = said ? idOf(said) : '0:0'
    const asJson = /\b(?:text|application)\/json\b/.test(request.headers.get('accept') ?? '')
    const body = asJson
      ? `{"messages": ${messages}, "requested": 0, "subscribers": 1, "last_message_id": "${id}" }`
      : `queued messages: ${messages}\r\nlast requested: 0 sec. ago\r\nactive subscribers: 1\r\nlast message id: ${id}`
    return new Response(body, {
      status: 201,
      headers: { 'Content-Type': asJson ? 'text/json' : 'text/plain' },
    })
  } catch (error) {
    return new Response(error instanceof Error ? error.message : '', {
      status: error instanceof Unreadable ? 400 : 503,
    })
  }
}

/** Resolves with the last message that it became. */
async function perform(world: World, place: Place, text: string): Promise<Stored | undefined> {
  let last: Stored | undefined
  for (const deed of deedsOf(place, text)) {
    const event = await world.do(deed)
    if (event) last = event.type === 'reading' ? tableOf(world) : storedOf(event)
  }
  return last
}

function answerOf(stored: Stored | undefined): Response {
  if (!stored) return new Response(null, { status: 408 })
  const { time, tag, type, body } = stored
  return new Response(body, {
    headers: {
      'Content-Type': type,
      'Last-Modified': new Date(time * 1_000).toUTCString(),
      ETag: String(tag),
      Vary: 'If-None-Match, If-Modified-Since',
    },
  })
}

function eventOf(stored: Stored): string {
  const lines = stored.body.split('\n').map((line) => `data: ${line}\n`)
  return `id: ${idOf(stored)}\n${lines.join('')}\n`
}

function idOf({ time, tag }: Cursor): string {
  return `${time}:${tag}`
}

/** Where an asker is: by the headers of a long poll, that of an event stream, or the address. */
function cursorOf({ headers, url }: Request): Cursor | undefined {
  const at = Date.parse(headers.get('if-modified-since') ?? '')
  if (!Number.isNaN(at)) return parseCursor(`${at / 1_000}:${headers.get('if-none-match') ?? '0'}`)
  return parseCursor(headers.get('last-event-id') ?? new URL(url).searchParams.get('last_event_id'))
}

function parseCursor(id: string | null): Cursor | undefined {
  return id === null ? undefined : parseId(id)
}

export const nchan = nchanDialect()
