import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** What Home Assistant's WebSocket says and wants, as it is documented
 *  (https://developers.home-assistant.io/docs/api/websocket/). Its page may not be read by other pages. */
export async function startHass(token: string) {
  const server = createServer((_, res) => res.end('<title>Home Assistant</title>'))
  const wss = new WebSocketServer({ server, path: '/api/websocket' })
  wss.on('connection', (socket) => {
    socket.send('{"type":"auth_required","ha_version":"2026.11.1"}')
    socket.on('message', (data) => {
      const said = JSON.parse(String(data)) as { type: string; access_token?: string }
      if (said.type === 'subscribe_events')
        return socket.send(
          '{"id":1,"type":"event","event":{"event_type":"state_changed","title":"Kitchen light"}}',
        )
      const isIn = said.access_token === token
      socket.send(isIn ? '{"type":"auth_ok"}' : '{"type":"auth_invalid","message":"Invalid access token"}')
      if (!isIn) socket.close()
    })
  })
  return listenSockets(server, wss)
}
