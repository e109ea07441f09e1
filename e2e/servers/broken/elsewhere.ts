import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from '../listen.ts'

/** A WebSocket at `/ws`, and at no other path. */
export async function startElsewhere() {
  const server = createServer((_, res) => void res.writeHead(404).end())
  const wss = new WebSocketServer({ server, path: '/ws' })
  const running = await listenSockets(server, wss)
  return { ...running, wrong: `ws://${running.host}/chat`, right: `ws://${running.host}/ws` }
}
