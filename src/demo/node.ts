import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { toRequest, TooLarge, writeResponse } from './node-http.ts'
import { Sockets } from './node-sockets.ts'
import type { Origins } from './origins.ts'
import { corsHeaders, isAllowed, PREFLIGHT } from './origins.ts'
import { answer, dialectAt, MAX_BYTES } from './switchboard.ts'
import { refusal } from './three-wires.ts'
import type { World } from './world.ts'

export type DemoOptions = {
  world: World
  /** The path that it is mounted at, without a slash at its end. `/demo` by default. */
  base?: string
  /** `['*']` by default. */
  origins?: Origins
}

/** The demo, mounted on someone's HTTP server. */
export interface MountedDemo {
  /** Answers a request below its base; false where it is none of its own. */
  handle(incoming: IncomingMessage, outgoing: ServerResponse): boolean
  /** Ends every stream and socket (1001), and what did not go within half a second. The world stays open. */
  close(): Promise<void>
}

/** So long do sockets have to answer that they are closed. */
const GOODBYE_MS = 500

/** Mounts the demo on a server: its upgrades are heard here, its requests are handed to `handle`. Other upgrades are
 *  left alone. */
export function mountDemo(
  server: Pick<Server, 'on' | 'off'>,
  { world, base = '/demo', origins = ['*'] }: DemoOptions,
): MountedDemo {
  const sockets = new Sockets(base, world)
  const over = new AbortController()
  const underway = new Set<Promise<void>>()

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = urlOf(request)
    if (!url || !isBelow(url, base)) return
    // A peer that goes away in mid-handshake is nobody's loss.
    socket.on('error', () => socket.destroy())
    if (over.signal.aborted) return turnAway(socket, '503 Service Unavailable')
    if (!isAllowed(request, origins)) return turnAway(socket, '403 Forbidden')
    if (!dialectAt(url, base)?.socket) return turnAway(socket, '404 Not Found')
    sockets.accept(request, socket, head, url)
  }
  server.on('upgrade', upgrade)

  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse, url: URL) => {
    const gone = new AbortController()
    outgoing.once('close', () => gone.abort())
    for (const [name, value] of Object.entries(corsHeaders(incoming, origins)))
      outgoing.setHeader(name, value)
    if (incoming.method === 'OPTIONS') return void outgoing.writeHead(204, PREFLIGHT).end()
    const signal = AbortSignal.any([gone.signal, over.signal])
    const response = isAllowed(incoming, origins)
      ? await ask(incoming, url, signal)
      : refusal(403, 'Pages of this origin may not talk to this server.')
    await writeResponse(outgoing, response)
  }

  const ask = async (incoming: IncomingMessage, url: URL, signal: AbortSignal): Promise<Response> => {
    try {
      return await answer(await toRequest(incoming, url, signal), base, world)
    } catch (error) {
      if (error instanceof TooLarge) return refusal(413, `At most ${MAX_BYTES / 1024} kB are taken.`)
      return refusal(400, `That is no request: ${String(error)}`)
    }
  }

  return {
    handle(incoming, outgoing) {
      const url = urlOf(incoming)
      if (!url || !isBelow(url, base)) return false
      const answering = respond(incoming, outgoing, url)
        // The asker went away in the middle of it.
        .catch(() => void outgoing.destroy())
        .finally(() => underway.delete(answering))
      underway.add(answering)
      return true
    },
    async close() {
      over.abort()
      sockets.close()
      const late = setTimeout(() => sockets.terminate(), GOODBYE_MS)
      await Promise.allSettled(underway)
      await sockets.gone()
      clearTimeout(late)
      server.off('upgrade', upgrade)
    },
  }
}

function isBelow({ pathname }: URL, base: string): boolean {
  return pathname === base || pathname.startsWith(`${base}/`)
}

function urlOf({ url = '/', headers }: IncomingMessage): URL | undefined {
  const host = `http://${headers.host ?? 'localhost'}`
  const origin = URL.canParse(host) ? host : 'http://localhost'
  return URL.canParse(url, origin) ? new URL(url, origin) : undefined
}

function turnAway(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
