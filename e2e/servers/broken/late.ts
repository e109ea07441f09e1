import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** `/` answers at once; `/events` takes the question and never begins to answer; `/slow` answers after so many ms. */
export async function startLate(slowMs = 4_000) {
  const server = createServer((req, res) => {
    res.setHeader('Access-Control-Allow-Origin', '*')
    if (req.url === '/events') return
    if (req.url === '/slow') return void setTimeout(() => res.end('{"value":1}'), slowMs)
    res.end('hello')
  })
  const running = await listen(server)
  return { ...running, events: `http://${running.host}/events`, slow: `http://${running.host}/slow` }
}
