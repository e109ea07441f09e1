import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** The first server of every WebSocket tutorial: it greets, and says back what it was told. */
export async function startEcho() {
  const server = createServer()
  const wss = new WebSocketServer({ server })

  wss.on('connection', (ws) => {
    ws.send('Welcome to the WebSocket server!')
    ws.on('message', (message) => {
      ws.send(`You said: ${message}`)
    })
  })

  const running = await listenSockets(server, wss)
  return { ...running, url: `ws://${running.host}` }
}
