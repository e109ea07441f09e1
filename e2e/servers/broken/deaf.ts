import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** An event stream that every page may read, beside a POST for which no page gets leave. Notes what arrived. */
export async function startDeaf() {
  const said: string[] = []
  const streams = new Set<ServerResponse>()
  const server = createServer((req, res) => {
    if (req.url === '/events') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' })
      res.write('data: {"from":"mina","text":"hello"}\n\n')
      streams.add(res)
      return void res.on('close', () => streams.delete(res))
    }
    if (req.method !== 'POST') return void res.writeHead(405, { 'Access-Control-Allow-Origin': '*' }).end()
    said.push(req.url ?? '')
    res.end()
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/events`, post: `http://${running.host}/say`, said }
}
