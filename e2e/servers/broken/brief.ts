import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** An event stream that says one comment and ends, as a script does that answers once. */
export async function startBrief() {
  const server = createServer((_, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' })
    res.end(':\n\n')
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/events` }
}
