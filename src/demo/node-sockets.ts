import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { WebSocketServer } from 'ws'
import { connect, dialectAt, MAX_BYTES } from './switchboard.ts'
import type { World } from './world.ts'

/** A peer that did not answer the ping before is dropped. */
export const PING_MS = 30_000
/** A peer that lets so much lie unread is dropped. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024

/** The WebSockets of a Node host. */
export class Sockets {
  readonly #base: string
  readonly #world: World
  readonly #server: WebSocketServer
  readonly #silent = new Set<WebSocket>()
  readonly #pings: NodeJS.Timeout

  constructor(base: string, world: World) {
    this.#base = base
    this.#world = world
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: MAX_BYTES,
      handleProtocols: (offered, { url = '/' }) => choose(offered, new URL(url, 'http://host'), base),
    })
    this.#pings = setInterval(() => this.#ping(), PING_MS)
    this.#pings.unref()
  }

  accept(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): void {
    this.#server.handleUpgrade(request, socket, head, (peer) => this.#attach(peer, url))
  }

  /** Tells all that it is over; `terminate` where that was not heeded. */
  close(): void {
    clearInterval(this.#pings)
    for (const peer of this.#server.clients) peer.close(1001, 'the server is going away')
  }

  /** Resolves when the last one is gone. */
  async gone(): Promise<void> {
    const closing = [...this.#server.clients].map(
      (peer) => new Promise((resolve) => peer.once('close', resolve)),
    )
    await Promise.all(closing)
  }

  terminate(): void {
    for (const peer of this.#server.clients) peer.terminate()
  }

  #attach(peer: WebSocket, url: URL): void {
    const over = new AbortController()
    peer.on('close', () => {
      this.#silent.delete(peer)
      over.abort()
    })
    // A close always follows, with the code that the peer was told (1009 for a frame that is too big).
    peer.on('error', () => undefined)
    peer.on('pong', () => this.#silent.delete(peer))
    let sent: Promise<unknown> = Promise.resolve()
    const seen = {
      url,
      signal: over.signal,
      protocol: peer.protocol,
      send(frame: string | ArrayBuffer) {
        if (peer.readyState !== peer.OPEN) return
        if (peer.bufferedAmount > MAX_WAITING_BYTES) peer.terminate()
        else sent = new Promise((resolve) => peer.send(frame, resolve))
      },
      drained: async () => void (await sent),
      close: (code?: number, reason?: string) => peer.close(code, reason),
    }
    const hear = connect(seen, this.#base, this.#world)
    peer.on('message', (data, isBinary) => hear(isBinary ? bytesOf(data) : String(data)))
  }

  #ping(): void {
    for (const peer of this.#server.clients) {
      if (this.#silent.has(peer)) peer.terminate()
      else peer.ping()
      this.#silent.add(peer)
    }
  }
}

/** Where a dialect names none, the first that was offered: a browser that is given none of its own gives up. */
function choose(offered: Set<string>, url: URL, base: string): string | false {
  const ours = dialectAt(url, base)?.protocols
  const [first = false] = offered
  return ours ? (ours.find((protocol) => offered.has(protocol)) ?? false) : first
}

function bytesOf(data: RawData): ArrayBuffer {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : new Uint8Array(data)
  return bytes.slice().buffer as ArrayBuffer
}
