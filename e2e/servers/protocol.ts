import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** A server that lets in only who offers that WebSocket subprotocol, as brokers do, and then waits to be spoken to. */
export async function startProtocol(name: string) {
  const server = createServer((_, res) => res.writeHead(404).end())
  const wss = new WebSocketServer({
    server,
    verifyClient: ({ req }: { req: { headers: Record<string, unknown> } }) =>
      String(req.headers['sec-websocket-protocol'] ?? '')
        .split(/,\s*/)
        .includes(name),
    handleProtocols: () => name,
  })
  return listenSockets(server, wss)
}
