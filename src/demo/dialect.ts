import type { Frame } from '../model/message.ts'
import type { World } from './world.ts'

/** One open WebSocket, seen from the far side. The signal is aborted when it is over. */
export interface Peer {
  url: URL
  signal: AbortSignal
  /** The subprotocol that was agreed on, where the host knows it: '' is none. */
  protocol?: string
  send(frame: Frame): void
  /** Resolves when little of what was sent still waits. Without it a peer is as fast as its sender. */
  drained?(): Promise<void>
  close(code?: number, reason?: string): void
}

/** How a protocol is spoken on the far side, whatever hosts it. */
export interface Dialect {
  /** The WebSocket subprotocols that it speaks, best first. */
  protocols?: readonly string[]
  /** The addresses below the dialect's own, and the wires that each can be reached by. */
  places: readonly { path: string; wires: readonly ('socket' | 'events' | 'poll' | 'post')[] }[]
  http?(request: Request, world: World): Response | Promise<Response>
  /** Greets the peer, and returns what takes its frames. */
  socket?(peer: Peer, world: World): (frame: Frame) => void
}
