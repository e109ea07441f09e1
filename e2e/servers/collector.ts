import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** What was told, as it came: its kind and its bytes, and for a POST what the browser called it. */
export type Told = { kind: 'text' | 'binary' | 'post'; bytes: Buffer; type?: string | undefined }

/** Keeps all that it is told, byte for byte: by WebSocket, or by POST beside an event stream. It never answers. */
export async function startCollector() {
  const told: Told[] = []
  const streams = new Set<ServerResponse>()

  const server = createServer((req, res) => {
    res.setHeader('Access-Control-Allow-Origin', '*')
    res.setHeader('Access-Control-Allow-Headers', 'Content-Type')
    if (req.method === 'OPTIONS') return void res.writeHead(204).end()
    if (req.method === 'GET') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(': open\n\n')
      streams.add(res)
      return void req.on('close', () => streams.delete(res))
    }
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      told.push({ kind: 'post', bytes: Buffer.concat(chunks), type: req.headers['content-type'] })
      res.writeHead(204).end()
    })
  })
  const wss = new WebSocketServer({ server })
  wss.on('connection', (ws) => {
    ws.on('message', (data, isBinary) => {
      told.push({ kind: isBinary ? 'binary' : 'text', bytes: data as Buffer })
    })
  })

  const running = await listenSockets(server, wss)
  return {
    ...running,
    url: `ws://${running.host}`,
    stream: `http://${running.host}/`,
    told,
    /** Of what was told by WebSocket as text. */
    texts: () => told.filter(({ kind }) => kind === 'text').map(({ bytes }) => String(bytes)),
  }
}
