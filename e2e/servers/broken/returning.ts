import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** An event stream that breaks off at first, after it asked to be left alone for half a minute, and is there the next time. */
export async function startReturning() {
  let asked = 0
  const server = createServer((_, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' })
    if (asked++ === 0) res.end('retry: 30000\n\n')
    else res.write(':\n\n')
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/events` }
}
