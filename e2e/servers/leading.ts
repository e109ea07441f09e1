import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** A server behind a login whose page says by a `Link` header that its feed is at another address. */
export async function startLeading(feed: string, { user, password }: { user: string; password: string }) {
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.setHeader('Access-Control-Allow-Headers', 'authorization')
    response.setHeader('Access-Control-Expose-Headers', 'link')
    if (request.method === 'OPTIONS') return void response.writeHead(204).end()
    if (request.headers.authorization !== basic) return void response.writeHead(401).end('who are you?')
    response.setHeader('Link', `<${feed}>; rel="alternate"; type="text/event-stream"`)
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>News</title>')
  })
  return listen(server)
}

/** A server that wants a login and does not let a page send one: its preflight is refused. */
export async function startSpeechless() {
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.writeHead(request.method === 'OPTIONS' ? 405 : 401, { 'Content-Type': 'text/plain' }).end('no')
  })
  return listen(server)
}
