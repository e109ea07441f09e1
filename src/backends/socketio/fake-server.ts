import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ServerOptions } from 'socket.io'
import { Server } from 'socket.io'

/** A real Socket.IO server in the test's process, on a port of this machine. */
export async function startIo(options: Partial<ServerOptions> = {}, port = 0) {
  const http = createServer((_, response) => void response.writeHead(404).end('nothing here'))
  const io = new Server(http, { cors: { origin: '*' }, ...options })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const own = (http.address() as AddressInfo).port
  return {
    io,
    http,
    port: own,
    url: `http://127.0.0.1:${own}`,
    stop: async () => {
      http.closeAllConnections()
      await io.close()
    },
  }
}

export type Io = Awaited<ReturnType<typeof startIo>>
