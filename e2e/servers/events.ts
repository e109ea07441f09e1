import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** A Server-Sent Events endpoint by hand: /events. What it is to write is said by the test, as it would come off a wire.
 *  Until then it has sent its head, of which Firefox tells a page nothing before the first byte after it.
 *  `/silent` sends one comment too and then nothing; `/late` not even its head; `/gone` is 204; `/ticking` sends a
 *  comment every tenth of a second. */
export async function startEvents({ cors = true, preflight = true } = {}) {
  const streams = new Set<ServerResponse>()
  /** The headers of each GET, in order. */
  const asked: IncomingMessage['headers'][] = []

  const server = createServer((req, res) => {
    if (cors) res.setHeader('Access-Control-Allow-Origin', '*')
    if (req.method === 'OPTIONS') {
      if (preflight) res.setHeader('Access-Control-Allow-Headers', '*')
      res.writeHead(preflight ? 204 : 405).end()
      return
    }
    if (req.url === '/gone') {
      res.writeHead(204).end()
      return
    }
    asked.push(req.headers)
    if (req.url === '/late') return
    res.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      Connection: 'keep-alive',
    })
    if (req.url === '/silent') {
      res.write(': hello\n\n')
      return
    }
    res.flushHeaders()
    streams.add(res)
    const ticking = req.url === '/ticking' ? setInterval(() => res.write(':\n\n'), 100) : undefined
    req.on('close', () => {
      clearInterval(ticking)
      streams.delete(res)
    })
  })

  const running = await listen(server)
  return {
    ...running,
    url: `http://${running.host}/events`,
    silent: `http://${running.host}/silent`,
    late: `http://${running.host}/late`,
    ticking: `http://${running.host}/ticking`,
    gone: `http://${running.host}/gone`,
    asked,
    listeners: () => streams.size,
    /** Writes this to everyone who listens. */
    write: (text: string) => streams.forEach((res) => res.write(text)),
    /** Ends every stream, as a restarted server does. */
    end: () => streams.forEach((res) => res.end()),
  }
}
