import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** A chat without WebSocket: GET /stream listens, POST /messages says. */
export async function startEventChat() {
  let clients: ServerResponse[] = []
  let id = 0

  const server = createServer((req, res) => {
    res.setHeader('Access-Control-Allow-Origin', '*')
    res.setHeader('Access-Control-Allow-Headers', 'Content-Type')
    if (req.method === 'OPTIONS') {
      res.writeHead(204).end()
      return
    }
    if (req.method === 'GET' && req.url === '/stream') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
      res.write(`data: ${JSON.stringify({ user: 'server', text: 'Welcome!' })}\n\n`)
      clients.push(res)
      req.on('close', () => {
        clients = clients.filter((client) => client !== res)
      })
      return
    }
    if (req.method === 'POST' && req.url === '/messages') {
      let body = ''
      req.on('data', (chunk) => {
        body += chunk
      })
      req.on('end', () => {
        const { from, text } = JSON.parse(body) as { from?: string; text: string }
        id += 1
        const message = { id, user: from ?? 'anonymous', text }
        clients.forEach((client) => client.write(`id: ${id}\ndata: ${JSON.stringify(message)}\n\n`))
        res.writeHead(201, { 'Content-Type': 'application/json' })
        res.end(JSON.stringify({ id }))
      })
      return
    }
    res.writeHead(404).end()
  })

  const running = await listen(server)
  return { ...running, url: `http://${running.host}/stream`, post: `http://${running.host}/messages` }
}
