import { createServer } from 'node:http'
import { once } from 'node:events'

/** A value at `[::1]`, and at no other address of this machine, as `listen('localhost')` may do it. Undefined where the
 *  machine has no such address. */
export async function startHalfLoopback() {
  const server = createServer((_, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' })
    res.end('{"temperature":21}')
  })
  server.listen(0, '::1')
  const failed = await Promise.race([
    once(server, 'listening').then(() => false),
    once(server, 'error').then(() => true),
  ])
  const address = failed ? undefined : server.address()
  if (typeof address !== 'object' || !address) return undefined
  return {
    wrong: `http://127.0.0.1:${address.port}/`,
    right: `http://localhost:${address.port}/`,
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
