import type { Frame } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { Kind, Told, WorldEvent } from './book.ts'
import type { Deed } from './deed.ts'
import type { Dialect, Peer } from './dialect.ts'
import { etagged } from './etag.ts'
import type { Emit } from './event-stream.ts'
import { eventStream } from './event-stream.ts'
import { follow, idFrom, isElsewhere } from './follow.ts'
import type { Place } from './place.ts'
import { idOf, kindOf, placeOf, PLACES } from './place.ts'
import { talk } from './talk.ts'
import type { Words } from './words.ts'
import type { World } from './world.ts'

/** A text that a dialect can make nothing of. The message is for whoever sent it. */
export class Unreadable extends Error {}

/** What two dialects that are carried by the same wires differ in. */
export interface Tongue {
  contentType: string
  /** A row, as a frame or an event's data. */
  row(told: Told): string
  /** All readings, the same. */
  table(world: World): string
  /** What a place is when one asks for its value; rows are oldest first. */
  value(place: Place, rows: readonly Told[], world: World): string
  /** What a text wants to happen. Throws Unreadable. */
  hear(place: Place, text: string): Deed[]
  /** The answer to a POST. */
  said(events: readonly WorldEvent[]): Response
  error(text: string, frame?: string): string
  /** A receipt over a socket, for a text that was heard. */
  receipt?(text: string, events: readonly WorldEvent[]): string | undefined
  /** What is said about the conversation itself. Without it a socket gets no history: its rows have no ids, and what is
   *  told again after a reconnect could not be known. */
  words?: Words
}

/** So many rows is the value of a place. */
export const VALUE_ROWS = 50
/** An answer to who asks for what is new has so many rows and characters, and the next one the rest. */
const ANSWER_ROWS = 2_000
const ANSWER_CHARS = 2 * 1024 * 1024
/** Readings that change together are told together, after so long. */
export const COALESCE_MS = 200

/** A dialect that speaks its tongue over WebSocket, Server-Sent Events, fetch and POST, at the same three addresses. */
export function threeWires(tongue: Tongue, clock: Clock = realClock): Dialect {
  const { words } = tongue
  return {
    places: PLACES.map((path) => ({ path, wires: ['socket', 'events', 'poll', 'post'] })),
    async http(request, world) {
      const url = new URL(request.url)
      const place = placeOf(url)
      if (!place) return refusal(404, 'There is nothing here. Try chat, notifications or readings.')
      if (request.method === 'POST') return post(request, place, world)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return refusal(405, 'This address takes GET and POST.')
      const kind = kindOf(place)
      const since = url.searchParams.get('since') || undefined
      if (/\btext\/event-stream\b/i.test(request.headers.get('accept') ?? '')) {
        // A browser that heals by itself says so in the header; the address is that of its first try.
        const from = request.headers.get('last-event-id') ?? since
        return eventStream(
          request.signal,
          (emit, drained, end) =>
            kind
              ? followEvents(world, place, kind, from, { emit, drained, end })
              : followReadings(world, emit),
          clock,
        )
      }
      const text = since && kind && words ? news(world, kind, since, words) : value(world, place)
      return etagged(request, text, tongue.contentType)
    },
    socket(peer, world) {
      const place = placeOf(peer.url)
      if (!place) {
        peer.close(1008, 'nothing here: try chat, notifications or readings')
        return () => {}
      }
      const kind = kindOf(place)
      if (kind && words) {
        const heed = talk(peer, { world, place, kind, words, row: (told) => tongue.row(told), clock })
        return (frame) => void take(frame, place, peer, world, heed)
      }
      const stop = kind
        ? world.subscribe((event) => {
            if (event.type === kind) peer.send(tongue.row(event as Told))
          })
        : followReadings(world, (text) => peer.send(text))
      peer.signal.addEventListener('abort', stop, { once: true })
      return (frame) => void take(frame, place, peer, world)
    },
  }

  async function take(
    frame: Frame,
    place: Place,
    peer: Peer,
    world: World,
    heed: (text: string) => boolean = () => false,
  ): Promise<void> {
    const text = textOf(frame)
    if (text === undefined) return peer.send(tongue.error('This world keeps text only, and that was none.'))
    try {
      if (heed(text)) return
      const events = await perform(tongue.hear(place, text), world)
      const receipt = place === 'readings' ? undefined : tongue.receipt?.(text, events)
      if (receipt !== undefined) peer.send(receipt)
    } catch (error) {
      peer.send(tongue.error(sentence(error), text))
    }
  }

  async function post(request: Request, place: Place, world: World): Promise<Response> {
    const text = await request.text()
    let deeds: Deed[]
    try {
      deeds = tongue.hear(place, text)
    } catch (error) {
      return refusal(400, sentence(error))
    }
    try {
      return tongue.said(await perform(deeds, world))
    } catch (error) {
      return refusal(503, sentence(error))
    }
  }

  function value(world: World, place: Place): string {
    const kind = kindOf(place)
    return tongue.value(place, kind ? world.before(kind, undefined, VALUE_ROWS).rows : [], world)
  }

  function news(world: World, kind: Kind, since: string, words: Words): string {
    const id = isElsewhere(world, kind, since) ? undefined : idFrom(since)
    const { rows, missed } =
      id === undefined
        ? { ...world.before(kind, undefined, VALUE_ROWS), missed: true }
        : world.after(kind, id, ANSWER_ROWS)
    let chars = 0
    const end = rows.findIndex((told) => (chars += tongue.row(told).length) > ANSWER_CHARS)
    const told = end < 0 ? rows : rows.slice(0, Math.max(1, end))
    const last = told.at(-1)
    return words.since(told, String(last ? idOf(last) : world.lastId(kind)), missed)
  }

  /** What is there, then what comes. Returns what ends it. */
  function followEvents(
    world: World,
    place: Place,
    kind: Kind,
    since: string | undefined,
    { emit, drained, end }: { emit: Emit; drained: () => Promise<void>; end: () => void },
  ): () => void {
    if (words) emit(words.greeting(place, 'events'))
    return follow(world, kind, since, {
      row(told) {
        const text = tongue.row(told)
        emit(text, String(idOf(told)))
        return text.length
      },
      gap(to) {
        if (words) emit(words.write({ type: 'gap', to }))
      },
      // Who comes to an empty place shall know where it was.
      caughtUp(cursor) {
        if (words) emit(words.write({ type: 'resumed', cursor }), cursor)
      },
      drained,
      fail: end,
    })
  }

  function followReadings(world: World, emit: Emit): () => void {
    // The id says nothing but that there is one: a table is whole each time, so that nothing is missed by a reconnect.
    const tell = () => emit(tongue.table(world), String(clock.now()))
    let cancel: (() => void) | undefined
    const unsubscribe = world.subscribe(({ type }) => {
      if (type !== 'reading') return
      cancel ??= clock.after(COALESCE_MS, () => {
        cancel = undefined
        tell()
      })
    })
    tell()
    return () => {
      unsubscribe()
      cancel?.()
    }
  }
}

async function perform(deeds: readonly Deed[], world: World): Promise<WorldEvent[]> {
  const events = await Promise.all(deeds.map((deed) => world.do(deed)))
  return events.filter((event) => event !== undefined)
}

function sentence(error: unknown): string {
  return error instanceof Unreadable ? error.message : `The world could not keep it: ${String(error)}`
}

/** An answer that says no, and why, as JSON. */
export function refusal(status: number, error: string): Response {
  const headers = {
    'Cache-Control': 'no-store',
    ...(status === 405 && { Allow: 'GET, HEAD, POST, OPTIONS' }),
  }
  return Response.json({ error }, { status, headers })
}
