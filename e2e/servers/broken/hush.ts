import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from '../listen.ts'

/** A WebSocket that is open and says nothing. Its event stream (`/events`) tells events of the name `tick`. */
export async function startHush() {
  const server = createServer((req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' })
    const timer = setInterval(() => res.write('event: tick\ndata: 1\n\n'), 200)
    req.on('close', () => clearInterval(timer))
  })
  const wss = new WebSocketServer({ server })
  const running = await listenSockets(server, wss)
  return { ...running, url: `ws://${running.host}/`, named: `http://${running.host}/events` }
}
