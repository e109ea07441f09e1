import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from '../listen.ts'

/** A WebSocket that lets in only pages of another origin (`origin`), or only who speaks `graphql-transport-ws`
 *  (`subprotocol`). */
export async function startChoosy(wants: 'origin' | 'subprotocol') {
  const server = createServer((_, res) => void res.writeHead(426).end())
  const wss = new WebSocketServer({
    server,
    verifyClient({ origin, req }, done) {
      if (wants === 'origin') return done(origin === 'https://app.example.com', 403)
      const offered = String(req.headers['sec-websocket-protocol'] ?? '')
      done(offered.includes('graphql-transport-ws'), 400)
    },
    handleProtocols: (offered) => (offered.has('graphql-transport-ws') ? 'graphql-transport-ws' : false),
  })
  const running = await listenSockets(server, wss)
  return { ...running, url: `ws://${running.host}/graphql` }
}
