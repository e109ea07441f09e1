import { createServer } from 'node:http'
import { listen } from './listen.ts'

/** A value behind a name and a password, and no WebSocket. */
export async function startBasic(user: string, password: string) {
  const wanted = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  const server = createServer((req, res) => {
    res.setHeader('Access-Control-Allow-Origin', '*')
    res.setHeader('Access-Control-Allow-Headers', 'authorization')
    if (req.method === 'OPTIONS') return void res.writeHead(204).end()
    const isIn = req.headers.authorization === wanted
    res.writeHead(isIn ? 200 : 401, { 'Content-Type': 'application/json' })
    res.end(isIn ? '{"temperature":21.5}' : '{}')
  })
  return listen(server)
}
