import { clock as realClock } from '../../net/clock.ts'
import type { Dialect, Peer } from '../dialect.ts'
import { PLACES } from '../place.ts'
import type { World } from '../world.ts'
import { Session } from './socketio-session.ts'
import { talkSocketio } from './socketio-talk.ts'

/** [spec] https://socket.io/docs/v4/server-api/#error-codes */
const REFUSALS = ['Transport unknown', 'Session ID unknown', 'Bad handshake method', 'Bad request'] as const
const VERSION = '4'
const CAN_UPGRADE = ['websocket']

/** A Socket.IO 4 server over the demo world, at `/demo/socketio/`: its places are its namespaces. */
export const socketio: Dialect = {
  places: PLACES.map((path) => ({ path, wires: ['socket', 'poll'] })),
  async http(request, world) {
    const { searchParams } = new URL(request.url)
    if (searchParams.get('transport') !== 'polling') return refuse(0)
    const sid = searchParams.get('sid')
    if (sid === null) {
      if (request.method !== 'GET') return refuse(2)
      if (searchParams.get('EIO') !== VERSION) return refuse(5, 'Unsupported protocol version')
      return text(begin(world).handshake(CAN_UPGRADE))
    }
    const session = sessionsOf(world).get(sid)
    if (!session) return refuse(1)
    if (request.method === 'POST') {
      session.post(await request.text())
      return text('ok')
    }
    return text(await session.poll(request.signal))
  },
  socket(peer, world) {
    const sid = peer.url.searchParams.get('sid')
    if (sid === null) return carry(peer, world)
    const session = sessionsOf(world).get(sid)
    if (session) return session.upgrade(peer)
    peer.close(1008, 'Session ID unknown')
    return () => {}
  },
}

const worlds = new WeakMap<World, Map<string, Session>>()

function sessionsOf(world: World): Map<string, Session> {
  const sessions = worlds.get(world) ?? new Map<string, Session>()
  worlds.set(world, sessions)
  // Those that are over are looked for when another comes.
  for (const [sid, { isOver }] of sessions) if (isOver) sessions.delete(sid)
  return sessions
}

function begin(world: World): Session {
  const session = new Session(realClock)
  talkSocketio(session, world, realClock)
  sessionsOf(world).set(session.sid, session)
  return session
}

function carry(peer: Peer, world: World): ReturnType<NonNullable<Dialect['socket']>> {
  if (peer.url.searchParams.get('EIO') === VERSION) return begin(world).carry(peer)
  peer.close(1008, 'Unsupported protocol version')
  return () => {}
}

function text(body: string): Response {
  const headers = { 'Content-Type': 'text/plain; charset=UTF-8', 'Cache-Control': 'no-store' }
  return new Response(body, { headers })
}

function refuse(code: number, message: string = REFUSALS[code] ?? 'Bad request'): Response {
  return Response.json({ code, message }, { status: 400, headers: { 'Cache-Control': 'no-store' } })
}
