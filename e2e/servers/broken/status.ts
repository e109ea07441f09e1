import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** Answers everything with this status, and lets every page read it. */
export async function startStatus(status: number, headers: Record<string, string> = {}) {
  const server = createServer((_, res) => {
    res.writeHead(status, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/plain', ...headers })
    res.end(status === 204 ? undefined : 'No.')
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/api/v1`, socket: `ws://${running.host}/api/v1` }
}
