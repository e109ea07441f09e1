import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { Aedes } from 'aedes'
import type { AuthenticateError } from 'aedes'
import { createWebSocketStream, WebSocketServer } from 'ws'
import type { RealServer } from '../interop/real-server.ts'

type Login = { user: string; password: string }
/** `login`: nobody gets in without it. `may`: the topics that one may subscribe to. */
export type AedesHow = { login?: Login | undefined; may?: (filter: string) => boolean }

/** aedes (https://github.com/moscajs/aedes), an MQTT broker for Node, over WebSocket; it speaks 3.1.1. What it keeps is in
 *  memory: to be killed is to forget. */
export async function startAedes(how: AedesHow = {}): Promise<RealServer> {
  let running = await listen(0, how)
  const { port } = running
  return {
    version: () => `aedes ${versionOf('aedes')}`,
    url: `http://127.0.0.1:${port}`,
    stop: () => running.stop(),
    kill: () => running.stop(),
    async startAgain() {
      running = await listen(port, how)
    },
  }
}

async function listen(wanted: number, { login, may }: AedesHow) {
  const broker = await Aedes.createBroker({
    authenticate(_, user, password, done) {
      if (!login || (user === login.user && String(password) === login.password)) return done(null, true)
      const error = Object.assign(new Error('bad name or password'), { returnCode: 4 })
      done(error as AuthenticateError, false)
    },
    authorizeSubscribe: (_, subscription, done) =>
      done(null, !may || may(subscription.topic) ? subscription : null),
  })
  const server = createServer()
  const sockets = new WebSocketServer({
    server,
    handleProtocols: (offered) => (offered.has('mqtt') ? 'mqtt' : false),
  })
  sockets.on('connection', (socket) => {
    const stream = createWebSocketStream(socket)
    // A client that is gone in the middle of something is none of its business.
    stream.on('error', () => undefined)
    broker.handle(stream)
  })
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      await Promise.all([
        new Promise((resolve) => server.close(resolve)),
        new Promise<void>((resolve) => broker.close(resolve)),
      ])
    },
  }
}

/** Of a package that is installed. */
export function versionOf(name: string): string {
  const text = readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
