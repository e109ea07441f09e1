import type { Packet } from 'socket.io-parser'
import { Decoder, Encoder, PacketType } from 'socket.io-parser'
import { globalId } from '../../model/ids.ts'
import type { Clock } from '../../net/clock.ts'
import type { WorldEvent } from '../book.ts'
import type { Deed } from '../deed.ts'
import { follow, isElsewhere } from '../follow.ts'
import type { Place } from '../place.ts'
import { idOf, kindOf, PLACES } from '../place.ts'
import { COALESCE_MS, Unreadable } from '../three-wires.ts'
import type { World } from '../world.ts'
import { jsonTongue } from './json.ts'
import { plainTongue } from './plain.ts'
import type { Session } from './socketio-session.ts'

/** The event by which each place tells its rows. */
const EVENTS: Record<Place, string> = { chat: 'message', notifications: 'notification', readings: 'readings' }

/** Speaks Socket.IO 5 (https://socket.io/docs/v4/socket-io-protocol/) over a session: each place is a namespace, and `/`
 *  is the chat. Who comes back with the id of a row gets all that was told since. */
export function talkSocketio(session: Session, world: World, clock: Clock): void {
  const decoder = new Decoder()
  const encoder = new Encoder()
  const joined = new Map<string, () => void>()
  const say = (packet: Packet) => {
    for (const text of encoder.encode(packet)) session.send(String(text))
  }
  const emit = (nsp: string, ...data: unknown[]) => say({ type: PacketType.EVENT, nsp, data })

  const join = ({ nsp, data }: Packet) => {
    const place = placeOf(nsp)
    if (!place) return say({ type: PacketType.CONNECT_ERROR, nsp, data: { message: 'Invalid namespace' } })
    if (joined.has(nsp)) return
    const { pid, offset } = Object(data) as { pid?: unknown; offset?: unknown }
    const since = typeof pid === 'string' ? sinceOf(offset) : undefined
    const kind = kindOf(place)
    const goesOn =
      since !== undefined &&
      kind !== undefined &&
      !isElsewhere(world, kind, since) &&
      !world.after(kind, Number(since), 1).missed
    say({ type: PacketType.CONNECT, nsp, data: { sid: globalId(), pid: goesOn ? pid : globalId() } })
    const stop = kind
      ? follow(world, kind, goesOn ? since : undefined, {
          row(told) {
            const text = jsonTongue.row(told)
            emit(nsp, EVENTS[place], JSON.parse(text), offsetOf(idOf(told)))
            return text.length
          },
          gap: () => {},
          caughtUp: () => {},
          drained: () => session.drained(),
          fail: () => session.close(),
        })
      : followTable(world, clock, (table) => emit(nsp, EVENTS[place], table))
    joined.set(nsp, stop)
  }

  const hear = async ({ nsp, data, id }: Packet) => {
    const place = placeOf(nsp)
    if (!place || !joined.has(nsp)) return
    const [, said] = data as unknown[]
    const answer = (word: unknown) => {
      if (id !== undefined) say({ type: PacketType.ACK, nsp, id, data: [word] })
    }
    try {
      const deeds = deedsOf(place, said)
      const events = await Promise.all(deeds.map((deed) => world.do(deed)))
      const [first] = events.filter((event) => event !== undefined).map(rowIdOf)
      answer(first === undefined ? { ok: true } : { id: first })
    } catch (error) {
      const text =
        error instanceof Unreadable ? error.message : `The world could not keep it: ${String(error)}`
      if (id !== undefined) answer({ error: text })
      else emit(nsp, 'problem', { text })
    }
  }

  decoder.on('decoded', (packet) => {
    if (packet.type === PacketType.CONNECT) join(packet)
    else if (packet.type === PacketType.EVENT) void hear(packet)
    else if (packet.type === PacketType.DISCONNECT) {
      joined.get(packet.nsp)?.()
      joined.delete(packet.nsp)
    }
  })
  session.listen({
    hear(data) {
      try {
        decoder.add(data)
      } catch {
        // [spec] Who sends what is no packet is let go.
        session.close()
      }
    },
    close() {
      for (const stop of joined.values()) stop()
      joined.clear()
    },
  })
}

function placeOf(nsp: string): Place | undefined {
  return nsp === '/' ? 'chat' : PLACES.find((place) => `/${place}` === nsp)
}

/** A row's id in the looks of an offset of Redis streams, which clients know from a word. */
function offsetOf(id: number): string {
  return `${String(id).padStart(13, '0')}-0`
}

/** Throws Unreadable. */
function deedsOf(place: Place, said: unknown): Deed[] {
  if (said instanceof ArrayBuffer || ArrayBuffer.isView(said))
    throw new Unreadable('This world keeps text only, and that was none.')
  if (typeof said === 'string') return plainTongue.hear(place, said)
  return jsonTongue.hear(place, JSON.stringify(said) ?? '')
}

function sinceOf(offset: unknown): string | undefined {
  const [, id] = (typeof offset === 'string' && /^(\d{13,16})-0$/.exec(offset)) || []
  return id === undefined ? undefined : String(Number(id))
}

function rowIdOf(event: WorldEvent): number | undefined {
  if (event.type === 'reading') return undefined
  return event.type === 'message' ? event.message.id : event.notice.id
}

/** All readings now, and again when some have changed. Returns what ends it. */
function followTable(world: World, clock: Clock, tell: (table: unknown) => void): () => void {
  const table = () => tell(world.readings.map(({ name, value }) => ({ name, value })))
  let cancel: (() => void) | undefined
  const unsubscribe = world.subscribe(({ type }) => {
    if (type !== 'reading') return
    cancel ??= clock.after(COALESCE_MS, () => {
      cancel = undefined
      table()
    })
  })
  table()
  return () => {
    unsubscribe()
    cancel?.()
  }
}
