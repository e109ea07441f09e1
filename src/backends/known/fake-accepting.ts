import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** A server of silent WebSockets that takes what it is told to: `accept` says its header of the subprotocol, '' for none, or
 *  undefined to hang up. `answers`: it says 404 to a request, instead of hanging up. */
export async function startAccepting(
  accept: (offered: readonly string[], path: string) => string | undefined,
  answers = false,
): Promise<{ host: string; stop: () => Promise<void> }> {
  const lines = new Set<Socket>()
  const server = createServer((request, response) =>
    answers ? void response.writeHead(404).end() : void request.socket.destroy(),
  )
  server.on('connection', (line) => {
    lines.add(line)
    line.on('error', () => undefined)
    line.on('close', () => lines.delete(line))
  })
  server.on('upgrade', ({ headers, url = '/' }, line) => {
    const offered = String(headers['sec-websocket-protocol'] ?? '')
      .split(/,\s*/)
      .filter(Boolean)
    const taken = accept(offered, url)
    if (taken === undefined) return void line.destroy()
    const key = createHash('sha1').update(`${headers['sec-websocket-key']}${GUID}`).digest('base64')
    const named = taken && `Sec-WebSocket-Protocol: ${taken}\r\n`
    line.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n${named}\r\n`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => {
      for (const line of lines) line.destroy()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
