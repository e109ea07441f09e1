import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listen } from './listen.ts'

type Answer = 'value' | 'busy' | 'down' | 'html' | 'gone'

/** A REST endpoint with an ETag, as Express answers. What it answers next is the test's to say. */
export async function startValue(first: unknown, { cors = true } = {}) {
  let value = first
  let answer: Answer = 'value'
  let retryAfter = '1'
  /** The status of each answer, and when it was given (epoch ms). */
  const answered: { status: number; at: number }[] = []

  const server = createServer((req, res) => {
    if (cors) {
      res.setHeader('Access-Control-Allow-Origin', '*')
      res.setHeader('Access-Control-Expose-Headers', 'ETag, Retry-After')
    }
    const end = (status: number, type: string, body: string) => {
      answered.push({ status, at: Date.now() })
      res.writeHead(status, { 'Content-Type': type }).end(body)
    }
    if (answer === 'busy') {
      res.setHeader('Retry-After', retryAfter)
      return end(429, 'application/json', '{"error":"slow down"}')
    }
    if (answer === 'down') return end(500, 'text/plain', 'Internal Server Error')
    if (answer === 'gone') return end(404, 'text/plain', 'Not Found')
    if (answer === 'html') return end(200, 'text/html', '<!doctype html><h1>Sign in</h1>')
    const body = JSON.stringify(value)
    const etag = `W/"${createHash('sha1').update(body).digest('base64url')}"`
    res.setHeader('ETag', etag)
    if (req.headers['if-none-match'] === etag) {
      answered.push({ status: 304, at: Date.now() })
      res.writeHead(304).end()
      return
    }
    end(200, 'application/json; charset=utf-8', body)
  })

  const running = await listen(server)
  return {
    ...running,
    url: `http://${running.host}/api/status`,
    answered,
    set: (next: unknown) => {
      value = next
      answer = 'value'
    },
    be: (next: Answer, after = '1') => {
      answer = next
      retryAfter = after
    },
  }
}

/** "Render on the server, then update by socket": GET / is the page's first value, the socket tells what changes. */
export async function startRendered(first: Record<string, unknown>) {
  let state = first
  const server = createServer((_, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' })
    res.end(JSON.stringify(state))
  })
  const wss = new WebSocketServer({ server })
  const running = await listen(server, () => wss.clients.forEach((client) => client.terminate()))
  return {
    ...running,
    url: `ws://${running.host}`,
    initial: `http://${running.host}/`,
    listeners: () => wss.clients.size,
    /** Tells only what changed. */
    update(change: Record<string, unknown>) {
      state = { ...state, ...change }
      wss.clients.forEach((client) => client.send(JSON.stringify(change)))
    },
  }
}
