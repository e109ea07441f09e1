import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { listen } from '../listen.ts'

/** Is there an `openssl` here, to make a certificate with? */
export const canSign = spawnSync('openssl', ['version']).status === 0

/** https with a certificate that it signed itself, a moment ago. Answers JSON, and takes WebSockets. */
export async function startSelfSigned() {
  const server = createServer(sign(), (_, res) => {
    res.writeHead(200, { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' })
    res.end('{"value":1}')
  })
  const wss = new WebSocketServer({ server })
  const stopSockets = () => wss.clients.forEach((client) => client.terminate())
  const running = await listen(server as unknown as Parameters<typeof listen>[0], stopSockets)
  const { host } = running
  return {
    ...running,
    secure: `https://${host}/live`,
    secureSocket: `wss://${host}/live`,
    plain: `http://${host}/live`,
    socket: `ws://${host}/live`,
  }
}

function sign(): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const names = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = spawnSync('openssl', [
    'req',
    '-x509',
    ...curve,
    ...names,
    '-days',
    '1',
    '-keyout',
    key,
    '-out',
    cert,
  ])
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr.toString()}`)
  const pair = { key: readFileSync(key), cert: readFileSync(cert) }
  rmSync(folder, { recursive: true })
  return pair
}
