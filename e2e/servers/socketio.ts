import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import type { ServerOptions, Socket } from 'socket.io'
import { Server } from 'socket.io'

/** The token that lets in where one is asked for. */
export const TOKEN = 'let-me-in'
/** Namespaces that there are beside the first. */
export const NAMESPACES = ['/news', '/admin'] as const

/** `login`: nobody gets in without the token. `recovers`: it tells who comes back what was missed. */
export type SocketioOptions = Partial<ServerOptions> & { login?: boolean; recovers?: boolean }

/** A real Socket.IO server as tutorials have it: what one says, everybody in the namespace is told, under the same name; who
 *  asks is acknowledged. It has recovery switched on. */
export async function startSocketio({ login = false, recovers = true, ...options }: SocketioOptions = {}) {
  const lines = new Set<TcpSocket>()
  const http = createServer((_, response) => void response.writeHead(404).end())
  http.on('connection', (line) => {
    lines.add(line)
    line.on('close', () => lines.delete(line))
  })
  let io: Server
  let port = 0

  const welcome = (socket: Socket) => {
    socket.onAny((name: string, ...args: unknown[]) => {
      const answer =
        typeof args.at(-1) === 'function' ? (args.pop() as (...said: unknown[]) => void) : undefined
      socket.nsp.emit(name, ...args)
      answer?.({ status: 'stored', text: `stored by ${socket.nsp.name}` })
    })
  }
  const listen = async () => {
    io = new Server(http, {
      cors: { origin: '*' },
      ...(recovers && { connectionStateRecovery: { maxDisconnectionDuration: 60_000 } }),
      ...options,
    })
    for (const name of ['/', ...NAMESPACES]) {
      io.of(name).use((socket, next) => {
        const { token } = socket.handshake.auth as { token?: unknown }
        next(login && token !== TOKEN ? new Error('no such token') : undefined)
      })
      io.of(name).on('connection', welcome)
    }
    http.listen(port, '127.0.0.1')
    await once(http, 'listening')
    port = (http.address() as AddressInfo).port
  }
  const end = async () => {
    if (!http.listening) return
    // As by a power cut: nobody is told.
    for (const line of lines) line.destroy()
    http.removeAllListeners('upgrade')
    await io.close()
  }
  await listen()
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    get io(): Server {
      return io
    },
    version: () => `Socket.IO ${versionOf('socket.io')}`,
    kill: end,
    startAgain: listen,
    stop: end,
  }
}

function versionOf(name: string): string {
  return (createRequire(import.meta.url)(`${name}/package.json`) as { version: string }).version
}
