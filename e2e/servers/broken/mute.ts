import { once } from 'node:events'
import type { Socket } from 'node:net'
import { createServer } from 'node:net'

/** Takes connections and never says a word: what a page sees of a firewall, or of a server that hangs. */
export async function startMute() {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    // Browsers reset what they gave up.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
  const host = `127.0.0.1:${address.port}`
  return {
    host,
    url: `http://${host}/`,
    socket: `ws://${host}/`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
