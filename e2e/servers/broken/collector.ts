import { createServer, get } from 'node:http'
import { listen } from '../listen.ts'

const EVERY_MS = 250
const HELD_MS = 1_800

/** An event stream of four events a second, behind a proxy that collects what comes and hands it on every 1.8 s. */
export async function startCollector() {
  const upstream = createServer((req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream' })
    let n = 0
    const timer = setInterval(() => res.write(`data: tick ${n++}\n\n`), EVERY_MS)
    req.on('close', () => clearInterval(timer))
  })
  const source = await listen(upstream)
  const proxy = createServer((req, res) => {
    res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' })
    // Firefox tells of a stream with its first byte.
    res.write(':\n\n')
    const held: Buffer[] = []
    const asked = get(`http://${source.host}/`, (answer) =>
      answer.on('data', (part: Buffer) => held.push(part)),
    )
    asked.on('error', () => res.end())
    const timer = setInterval(() => held.length > 0 && res.write(Buffer.concat(held.splice(0))), HELD_MS)
    req.on('close', () => {
      clearInterval(timer)
      asked.destroy()
    })
  })
  const running = await listen(proxy)
  return {
    host: running.host,
    url: `http://${running.host}/events`,
    async stop() {
      await running.stop()
      await source.stop()
    },
  }
}
