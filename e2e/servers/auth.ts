import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listen } from './listen.ts'

/** An iteration would end the stream that answers it, too. */
function bodyOf(req: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = ''
    req.on('data', (part: Buffer) => (body += part.toString()))
    req.on('end', () => resolve(body))
  })
}

/** What lets somebody in. */
export type Doors = { token: string; user: string; password: string }

/** A server behind a lock: /events streams, /value answers, /say takes a POST, / is a WebSocket. It lets in by each way
 *  that there is (`?token=` or `?access_token=`, a bearer, a login, the header X-Api-Key, a cookie, the subprotocol behind
 *  `bearer`, a first message `{"type":"auth",…}`), and notes by which somebody came. */
export async function startLocked({ token, user, password }: Doors) {
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const streams = new Set<ServerResponse>()
  /** Each that was let in or not: the way, or `refused`, its path, and its body. */
  const came: { by: string; method: string; path: string; body: string }[] = []

  const wayOf = (req: IncomingMessage): string => {
    const { searchParams } = new URL(req.url ?? '/', 'http://x')
    if (req.headers.authorization === `Bearer ${token}`) return 'bearer'
    if (req.headers.authorization === basic) return 'basic'
    if (req.headers['x-api-key'] === token) return 'header'
    if ([searchParams.get('token'), searchParams.get('access_token')].includes(token)) return 'query'
    if (req.headers.cookie?.includes(`door=${token}`)) return 'cookie'
    return 'refused'
  }

  const server = createServer(async (req, res) => {
    res.setHeader('Access-Control-Allow-Origin', req.headers.origin ?? '*')
    res.setHeader('Access-Control-Allow-Credentials', 'true')
    res.setHeader('Access-Control-Allow-Headers', 'authorization, content-type, x-api-key, last-event-id')
    if (req.method === 'OPTIONS') return void res.writeHead(204).end()
    const { pathname } = new URL(req.url ?? '/', 'http://x')
    const body = await bodyOf(req)
    const by = wayOf(req)
    came.push({ by, method: req.method ?? '', path: pathname, body })
    if (pathname === '/enter') return void res.writeHead(200, { 'Set-Cookie': `door=${token}` }).end('in')
    if (pathname === '/moved') return void res.writeHead(302, { Location: '/value' }).end()
    if (by === 'refused')
      // What it says has what it was asked in it, as many servers do.
      return void res.writeHead(401, { 'Content-Type': 'text/plain' }).end(`not you: ${req.url} ${body}`)
    if (pathname === '/events') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream' })
      res.write(`data: ${by} ${req.method} ${body}\n\n`)
      streams.add(res)
      res.on('close', () => streams.delete(res))
    } else if (pathname === '/say') {
      for (const stream of streams) stream.write(`data: ${body}\n\n`)
      res.writeHead(200).end()
    } else {
      res.writeHead(200, { 'Content-Type': 'application/json' })
      res.end(JSON.stringify({ by, method: req.method, asked: body }))
    }
  })

  const wss = new WebSocketServer({
    server,
    handleProtocols: (offered) => (offered.has('bearer') ? 'bearer' : false),
  })
  wss.on('connection', (socket, req) => {
    const offered = String(req.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/)
    const welcome = (by: string) => {
      came.push({ by, method: 'OPEN', path: new URL(req.url ?? '/', 'http://x').pathname, body: '' })
      socket.send(`welcome by ${by}`)
      socket.on('message', (data) => socket.send(`you said ${String(data)}`))
    }
    const by = offered[0] === 'bearer' && offered[1] === token ? 'protocol' : wayOf(req)
    if (by !== 'refused') return welcome(by)
    socket.once('message', (data) => {
      const said = JSON.parse(String(data)) as Record<string, unknown>
      const isIn = said['token'] === token || (said['user'] === user && said['password'] === password)
      if (isIn) welcome('message')
      else socket.close(4401, 'not you')
    })
  })

  const running = await listen(server, () => wss.clients.forEach((client) => client.terminate()))
  return {
    ...running,
    url: `http://${running.host}`,
    socket: `ws://${running.host}`,
    came,
    /** The ways by which somebody came. */
    ways: () => came.map(({ by }) => by),
    tell: (text: string) => streams.forEach((stream) => stream.write(`data: ${text}\n\n`)),
  }
}
