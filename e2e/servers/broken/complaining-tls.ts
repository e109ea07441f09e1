import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { startSelfSigned } from './self-signed.ts'

/** The first byte of a TLS handshake. [spec] https://www.rfc-editor.org/rfc/rfc8446#section-5.1 */
const HANDSHAKE = 0x16
const COMPLAINT = '<html><head><title>400 The plain HTTP request was sent to HTTPS port</title></head></html>'

/** https with a certificate that nobody trusts, that answers a plain question with 400, as nginx and Caddy do. */
export async function startComplainingTls() {
  const secure = await startSelfSigned()
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    socket.once('data', (first: Buffer) => {
      if (first[0] !== HANDSHAKE)
        return socket.end(
          `HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\nContent-Length: ${COMPLAINT.length}\r\n` +
            `Connection: close\r\n\r\n${COMPLAINT}`,
        )
      const [host, port] = secure.host.split(':')
      const inner = connect(Number(port), host, () => {
        inner.write(first)
        socket.pipe(inner).pipe(socket)
      })
      inner.on('error', () => socket.destroy())
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('It listens nowhere.')
  const host = `127.0.0.1:${address.port}`
  return {
    host,
    secure: `https://${host}/live`,
    plain: `http://${host}/live`,
    async stop() {
      sockets.forEach((socket) => socket.destroy())
      server.close()
      await secure.stop()
    },
  }
}
