import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** The smallest PNG there is: one dot. */
export const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A record of ntfy, but for what the board fills in. */
export type Notice = Record<string, unknown>

/** A request that somebody made beside the streams. */
export type Call = { method: string; path: string; headers: IncomingMessage['headers']; body: string }

/** A server that speaks as ntfy does (https://docs.ntfy.sh/subscribe/api/), of which a story says word for word what it
 *  sends. It also has pictures (`/files/dot.png`; without CORS at `/closed/dot.png`) and takes requests (`/do/…`). */
export async function startBoard() {
  const streams = new Set<ServerResponse>()
  const notices: Notice[] = []
  const calls: Call[] = []
  let count = 0
  let answers = 200

  const server = createServer((req, res) => {
    const { pathname } = new URL(req.url ?? '/', 'http://board')
    if (!pathname.startsWith('/closed/')) {
      res.setHeader('Access-Control-Allow-Origin', '*')
      res.setHeader('Access-Control-Allow-Headers', '*')
      res.setHeader('Access-Control-Allow-Methods', '*')
    }
    if (req.method === 'OPTIONS') return void res.writeHead(204).end()
    if (pathname.endsWith('/sse')) return openStream(req, res)
    if (pathname.endsWith('/json')) {
      res.writeHead(200, { 'Content-Type': 'application/x-ndjson' })
      return void res.end(notices.map((notice) => `${JSON.stringify(notice)}\n`).join(''))
    }
    void take(req, res, pathname)
  })

  function openStream(req: IncomingMessage, res: ServerResponse): void {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' })
    res.write(`event: open\ndata: {"id":"o","time":${now()},"event":"open","topic":"board"}\n\n`)
    streams.add(res)
    req.on('close', () => streams.delete(res))
  }

  async function take(req: IncomingMessage, res: ServerResponse, path: string): Promise<void> {
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part as Buffer)
    const body = Buffer.concat(parts).toString()
    calls.push({ method: req.method ?? '', path, headers: req.headers, body })
    if (path.endsWith('.png')) return void res.writeHead(200, { 'Content-Type': 'image/png' }).end(DOT)
    if (path.startsWith('/do/'))
      return void res.writeHead(answers, { 'Content-Type': 'text/plain' }).end(`<b>done</b> ${path}`)
    if (req.method === 'POST' || req.method === 'PUT') {
      const { filename } = req.headers
      const said = path === '/' ? (JSON.parse(body) as Notice) : { message: String(filename) }
      const notice = post(said)
      return void res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(notice))
    }
    res.writeHead(404).end()
  }

  /** Tells everybody. Returns it as it went out. */
  function post(notice: Notice): Notice {
    const { markdown, ...rest } = notice
    const whole = {
      ...{ id: `n${++count}`, time: now(), event: 'message', topic: 'board' },
      ...(markdown === true && { content_type: 'text/markdown' }),
      ...rest,
    }
    notices.push(whole)
    for (const stream of streams) stream.write(`data: ${JSON.stringify(whole)}\n\n`)
    return whole
  }

  const running = await listen(server)
  return {
    ...running,
    url: `http://${running.host}/board`,
    at: (path: string) => `http://${running.host}${path}`,
    post,
    calls,
    /** What it answers to `/do/…` from now on. */
    answer: (status: number) => {
      answers = status
    },
    listeners: () => streams.size,
  }
}

const now = () => Math.floor(Date.now() / 1_000)
