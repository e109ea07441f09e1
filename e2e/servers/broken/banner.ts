import { createServer } from 'node:net'
import { listen } from '../listen.ts'

/** Greets as an SSH server does, and speaks no HTTP. */
export async function startBanner() {
  const sockets = new Set<{ destroy(): void }>()
  const server = createServer((socket) => {
    sockets.add(socket)
    // Browsers reset what they cannot read.
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.write('SSH-2.0-OpenSSH_9.6\r\n')
  })
  const closable = Object.assign(server, { closeAllConnections: () => undefined })
  const running = await listen(closable as unknown as Parameters<typeof listen>[0], () =>
    sockets.forEach((socket) => socket.destroy()),
  )
  return { ...running, url: `http://${running.host}/` }
}
