import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** "Sending a notification every 5 seconds." */
export async function startNotifier({ everyMs = 5_000 }: { everyMs?: number } = {}) {
  const server = createServer()
  const wss = new WebSocketServer({ server })

  wss.on('connection', (ws) => {
    let count = 0
    const timer = setInterval(() => {
      ws.send(`You have a new notification! (${++count})`)
    }, everyMs)
    ws.on('close', () => {
      clearInterval(timer)
    })
  })

  const running = await listenSockets(server, wss)
  return { ...running, url: `ws://${running.host}` }
}
