import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** The chat room of the tutorials: what comes in goes out to all, as it came. With `ws` 8 that is a Buffer, so that
 *  text goes out in *binary* frames. `others`: to all but the sender. */
export async function startRelay({ to = 'all' }: { to?: 'all' | 'others' } = {}) {
  const server = createServer()
  const wss = new WebSocketServer({ server })

  wss.on('connection', (ws) => {
    ws.on('message', (message) => {
      wss.clients.forEach((client) => {
        if (to === 'others' && client === ws) return
        if (client.readyState === WebSocket.OPEN) {
          client.send(message)
        }
      })
    })
  })

  const running = await listenSockets(server, wss)
  return {
    ...running,
    url: `ws://${running.host}`,
    /** Somebody else in the room, with a client of their own. */
    async join() {
      const ws = new WebSocket(`ws://${running.host}`)
      const heard: string[] = []
      ws.on('message', (data) => heard.push(String(data)))
      await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject))
      return { heard, say: (text: string | Buffer) => ws.send(text), leave: () => ws.close() }
    },
    people: () => wss.clients.size,
  }
}
