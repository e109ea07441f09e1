import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'
import { listenSockets } from './listen.ts'

/** Closes whoever comes, with the code and reason that the address names: /4401?bad%20token. At `/later/1000` it waits
 *  for a frame first. */
export async function startCloser() {
  const server = createServer()
  const wss = new WebSocketServer({ server })
  /** How many came, by path. */
  const came = new Map<string, number>()

  wss.on('connection', (ws, req) => {
    const { pathname, search } = new URL(req.url ?? '/', 'ws://any')
    came.set(pathname, (came.get(pathname) ?? 0) + 1)
    const [, later, code] = /^\/(later\/)?(\d+)$/.exec(pathname) ?? []
    const close = () => ws.close(Number(code), decodeURIComponent(search.slice(1)))
    if (later) ws.on('message', close)
    else close()
  })

  const running = await listenSockets(server, wss)
  return {
    ...running,
    at: (path: string, reason = '') =>
      `ws://${running.host}/${path}${reason && `?${encodeURIComponent(reason)}`}`,
    visits: (path: string) => came.get(`/${path}`) ?? 0,
  }
}
