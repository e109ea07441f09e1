import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** A web server that knows no WebSocket and answers an upgrade as any request. `readable`: pages may read it. */
export async function startPlainPage({ readable = true } = {}) {
  const server = createServer((_, res) => {
    if (readable) res.setHeader('Access-Control-Allow-Origin', '*')
    res.writeHead(200, { 'Content-Type': 'text/html' })
    res.end('<!doctype html><h1>It works</h1>')
  })
  const running = await listen(server)
  return {
    ...running,
    url: `http://${running.host}/live`,
    socket: `ws://${running.host}/live`,
    secureSocket: `wss://${running.host}/live`,
    secure: `https://${running.host}/live`,
  }
}
