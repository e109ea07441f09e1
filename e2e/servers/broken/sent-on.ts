import { createServer } from 'node:http'
import { listen } from '../listen.ts'

/** Sends every question on to an address, and lets pages read that. */
export async function startSentOn(to: string) {
  const server = createServer((_, res) => {
    res.writeHead(302, { Location: to, 'Access-Control-Allow-Origin': '*' }).end()
  })
  const running = await listen(server)
  return { ...running, url: `http://${running.host}/api/v1` }
}
