import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServerOptions, WebSocket } from 'ws'
import { WebSocketServer } from 'ws'

export type Answering = (response: ServerResponse, request: IncomingMessage) => void

/** What a server for tests has where: requests and sockets by path, '*' for every other. */
export type Places = {
  http?: Record<string, Answering>
  ws?: Record<string, (socket: WebSocket, request: IncomingMessage) => void>
  /** Of its sockets. */
  options?: ServerOptions
}

/** A server on a free port of this machine, and all that it was asked for. */
export async function startServer({ http = {}, ws, options }: Places) {
  const asked: { method: string; url: string; headers: IncomingMessage['headers'] }[] = []
  const said: string[] = []
  const opened = new Set<object>()
  const placeOf = <T>(places: Record<string, T>, url = '/') =>
    places[url.split('?')[0] as string] ?? places['*']

  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request
    asked.push({ method, url, headers })
    opened.add(response)
    response.on('close', () => opened.delete(response))
    const answer = placeOf(http, url)
    if (answer) answer(response, request)
    else response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not Found')
  })
  const sockets = new WebSocketServer({ noServer: true, ...options })
  server.on('upgrade', (request, socket, head) => {
    asked.push({ method: 'WS', url: request.url ?? '', headers: request.headers })
    // Who looked may be gone in the middle of it.
    socket.on('error', () => undefined)
    const accept = ws && placeOf(ws, request.url)
    if (!accept) return void socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n')
    sockets.handleUpgrade(request, socket, head, (client) => {
      opened.add(client)
      client.on('close', () => opened.delete(client))
      client.on('error', () => undefined)
      client.on('message', (data) => said.push(String(data)))
      accept(client, request)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    host,
    http: `http://${host}`,
    ws: `ws://${host}`,
    /** Requests and sockets (`WS`), in order. */
    asked,
    /** What came over its sockets. */
    said,
    /** Answers and sockets that are still open. */
    open: () => opened.size,
    stop() {
      sockets.clients.forEach((client) => client.terminate())
      server.closeAllConnections()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** An answer at once, whole. */
export function answer(
  body: string | Uint8Array,
  type: string,
  more: Record<string, string> = {},
  status = 200,
): Answering {
  return (response) =>
    response.writeHead(status, { ...(type && { 'Content-Type': type }), ...more }).end(body)
}

/** An answer that stays open after these parts of it, written apart. */
export function open(
  parts: readonly (string | Uint8Array)[],
  type: string,
  more: Record<string, string> = {},
): Answering {
  return (response) => {
    response.writeHead(200, { 'Content-Type': type, ...more }).flushHeaders()
    const write = ([part, ...rest]: readonly (string | Uint8Array)[]) => {
      if (part === undefined) return
      response.write(part)
      setTimeout(write, 5, rest)
    }
    write(parts)
  }
}

/** An event stream that stays open. */
export function events(...parts: (string | Uint8Array)[]): Answering {
  return open(parts, 'text/event-stream')
}
