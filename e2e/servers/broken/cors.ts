import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** How a server gets CORS wrong. `path` may be any; what it answers is a small JSON. */
export type CorsFault =
  | 'missing'
  | 'other-origin'
  | 'star-with-credentials'
  | 'preflight-404'
  | 'preflight-405'
  | 'preflight-redirects'
  | 'preflight-without-headers'

export async function startCors(fault: CorsFault) {
  const server = createServer((req, res) => {
    if (req.method === 'OPTIONS') return preflight(fault, req, res)
    const allowed = { missing: undefined, 'other-origin': 'https://app.example.com' }[fault as 'missing']
    const origin = fault === 'missing' || fault === 'other-origin' ? allowed : '*'
    if (origin) res.setHeader('Access-Control-Allow-Origin', origin)
    res.setHeader('Content-Type', 'application/json')
    res.end('{"temperature":21}')
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/api/v1` }
}

function preflight(fault: CorsFault, req: IncomingMessage, res: ServerResponse): void {
  if (fault === 'preflight-404') res.writeHead(404, { 'Access-Control-Allow-Origin': '*' })
  else if (fault === 'preflight-405') res.writeHead(405, { 'Access-Control-Allow-Origin': '*' })
  else if (fault === 'preflight-redirects') res.writeHead(301, { Location: `${req.url}/` })
  else res.writeHead(204, { 'Access-Control-Allow-Origin': '*' })
  res.end()
}
