import { createServer } from 'node:http'
import { listen } from '../listen.ts'

const BODIES: Record<string, string> = {
  'text/plain': 'data: hello\n\n',
  'application/json': '{"value":1}',
  'text/html': '<!doctype html><h1>Sign in</h1>',
  'application/octet-stream': '\u0001\u0002',
}

/** What should be an event stream, under another type. */
export async function startMistyped(type: string) {
  const server = createServer((_, res) => {
    res.writeHead(200, { 'Content-Type': type, 'Access-Control-Allow-Origin': '*' })
    // A stream stays open; the others are complete.
    if (type === 'text/plain') res.write(BODIES[type])
    else res.end(BODIES[type])
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/events` }
}
