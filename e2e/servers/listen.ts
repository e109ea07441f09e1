import type { Server } from 'node:http'
import { once } from 'node:events'

/** A server that stands in for one that was not written for us. `host` is 127.0.0.1:port. */
export type Running = { host: string; stop(): Promise<void> }

/** Listens on a free port of this machine; `stop` drops whoever is still connected. */
export async function listen(server: Server, alsoStop: () => void = () => undefined): Promise<Running> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
  return {
    host: `127.0.0.1:${address.port}`,
    async stop() {
      alsoStop()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** The same for a `WebSocketServer` of `ws`. It terminates its clients: that is how a process dies. */
export async function listenSockets(
  server: Server,
  sockets: { clients: Set<{ terminate(): void }> },
): Promise<Running> {
  return listen(server, () => {
    for (const client of sockets.clients) client.terminate()
  })
}
