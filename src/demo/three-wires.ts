import type { Frame } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import type { Clock } from '../net/clock.ts'
import { clock as realClock } from '../net/clock.ts'
import type { WorldEvent } from './book.ts'
import type { Deed } from './deed.ts'
import type { Dialect, Peer } from './dialect.ts'
import { etagged } from './etag.ts'
import type { Emit } from './event-stream.ts'
import { eventStream } from './event-stream.ts'
import type { World } from './world.ts'

/** The three addresses of a dialect; each can be reached by every wire. */
export type Place = 'chat' | 'notifications' | 'readings'
const PLACES: readonly Place[] = ['chat', 'notifications', 'readings']

/** A row of a place, with the id of the draft that it is the echo of. */
export type Told = Exclude<WorldEvent, { type: 'reading' }>

/** A text that a dialect can make nothing of. The message is for whoever sent it. */
export class Unreadable extends Error {}

/** What two dialects that are carried by the same wires differ in. */
export interface Tongue {
  contentType: string
  /** Its rows carry their ids, so that what is told again after a reconnect can be known: without them a socket gets no
   *  history. */
  identified: boolean
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
  /** What is said about the conversation itself, over a socket: a greeting; the answer to a frame that is none of the
   *  world's; a receipt for one that is. */
  greeting?(place: Place): string | undefined
  aside?(text: string): string | undefined
  receipt?(place: Place, text: string, events: readonly WorldEvent[]): string | undefined
}

/** So many rows does one who comes anew get. */
export const HISTORY_ROWS = 10
/** As the place to go on from: no history at all. */
const NONE = 'none'
/** So many rows is the value of a place. */
export const VALUE_ROWS = 50
/** Readings that change together are told together, after so long. */
export const COALESCE_MS = 200

/** A dialect that speaks its tongue over WebSocket, Server-Sent Events, fetch and POST, at the same three addresses. */
export function threeWires(tongue: Tongue, clock: Clock = realClock): Dialect {
  return {
    places: PLACES.map((path) => ({ path, wires: ['socket', 'events', 'poll', 'post'] })),
    async http(request, world) {
      const place = placeOf(new URL(request.url))
      if (!place) return refusal(404, 'There is nothing here. Try chat, notifications or readings.')
      if (request.method === 'POST') return post(request, place, world)
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return refusal(405, 'This address takes GET and POST.')
      if (/\btext\/event-stream\b/i.test(request.headers.get('accept') ?? '')) {
        const since = request.headers.get('last-event-id') ?? undefined
        return eventStream(request.signal, (emit) => follow(world, place, since, emit), clock)
      }
      const text = tongue.value(place, rowsOf(world, place).slice(-VALUE_ROWS), world)
      return etagged(request, text, tongue.contentType)
    },
    socket(peer, world) {
      const place = placeOf(peer.url)
      if (!place) {
        peer.close(1008, 'nothing here: try chat, notifications or readings')
        return () => {}
      }
      const greeting = tongue.greeting?.(place)
      if (greeting !== undefined) peer.send(greeting)
      const stop = follow(world, place, tongue.identified ? undefined : NONE, (text) => peer.send(text))
      peer.signal.addEventListener('abort', stop, { once: true })
      return (frame) => void take(frame, place, peer, world)
    },
  }

  async function take(frame: Frame, place: Place, peer: Peer, world: World): Promise<void> {
    const text = textOf(frame)
    if (text === undefined) return peer.send(tongue.error('This world keeps text only, and that was none.'))
    const aside = tongue.aside?.(text)
    if (aside !== undefined) return peer.send(aside)
    try {
      const events = await perform(tongue.hear(place, text), world)
      const receipt = tongue.receipt?.(place, text, events)
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

  /** Emits what is there, then what comes. Returns what ends it. */
  function follow(world: World, place: Place, since: string | undefined, emit: Emit): () => void {
    if (place === 'readings') return followReadings(world, emit)
    for (const told of backlog(rowsOf(world, place), since)) emit(tongue.row(told), String(idOf(told)))
    return world.subscribe((event) => {
      if (isOf(place, event)) emit(tongue.row(event), String(idOf(event)))
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

/** All rows after the one of that id; the last few for one who comes anew, or from another world. */
function backlog(rows: readonly Told[], since: string | undefined): readonly Told[] {
  if (since === NONE) return []
  const last = rows.at(-1)
  const id = since === undefined || !/^\d{1,16}$/.test(since) ? undefined : Number(since)
  if (id === undefined || !last || id > idOf(last)) return rows.slice(-HISTORY_ROWS)
  return rows.filter((told) => idOf(told) > id)
}

function rowsOf(world: World, place: Place): Told[] {
  if (place === 'chat') return world.messages.map((message) => ({ type: 'message', message }))
  if (place === 'readings') return []
  return world.notices.map((notice) => ({ type: 'notification', notice }))
}

function isOf(place: Place, event: WorldEvent): event is Told {
  return event.type === (place === 'chat' ? 'message' : 'notification')
}

function idOf(told: Told): number {
  return told.type === 'message' ? told.message.id : told.notice.id
}

async function perform(deeds: readonly Deed[], world: World): Promise<WorldEvent[]> {
  const events = await Promise.all(deeds.map((deed) => world.do(deed)))
  return events.filter((event) => event !== undefined)
}

function placeOf({ pathname }: URL): Place | undefined {
  const last = /\/([^/]*)\/?$/.exec(pathname)?.[1]
  return PLACES.find((place) => place === last)
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
