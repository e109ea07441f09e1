import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** Logs what it is told, and never answers. */
export async function startLogger() {
  const server = createServer()
  const wss = new WebSocketServer({ server })
  const log: string[] = []

  wss.on('connection', (ws) => {
    ws.on('message', (message) => {
      log.push(`received: ${message}`)
    })
  })

  const running = await listenSockets(server, wss)
  return { ...running, url: `ws://${running.host}`, log }
}
