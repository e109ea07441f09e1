import { existsSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { join } from 'node:path'
import sirv from 'sirv'
import type { Arguments } from './arguments.ts'
import { readArguments, USAGE } from './arguments.ts'
import { mountDemo } from './node.ts'
import { startWorld } from './start-world.ts'

const PORT = 4000
const PORT_WITH_APP = 4173
/** So many ports are tried where none was asked for. */
const PORTS_TRIED = 20
/** After this nothing is waited for any more. */
const LAST_MS = 1_500

/** A sentence for the person at the terminal, and how the process ends. */
class Stop extends Error {
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

try {
  await serve(read())
} catch (error) {
  const { message, status = 1 } = error instanceof Stop ? error : { message: String(error) }
  process.stderr.write(`${message}\n`)
  process.exit(status)
}

async function serve({ port, host, app, data, origins, quiet }: Arguments): Promise<void> {
  if (app !== undefined && !existsSync(join(app, 'index.html')))
    throw new Stop(`There is no built app in ${app}: "npm run build" makes one in dist.`, 1)
  const files = app === undefined ? undefined : sirv(app, { single: true, dev: false, etag: true })
  const { world, stop } = await startWorld({ data, quiet }).catch((error: unknown) => {
    throw new Stop(couldNotOpen(data, error), 1)
  })
  const server = createServer((request, response) => {
    const none = () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found\n')
    if (demo.handle(request, response)) return
    if (files) files(request, response, none)
    else none()
  })
  const demo = mountDemo(server, { world, origins })
  // Upgrades to anywhere else have no one to hear them.
  server.on('upgrade', (request, socket) => {
    if (/^\/demo(?:[/?]|$)/.test(request.url ?? '')) return
    // Who hangs up at once must not take the server along.
    socket.on('error', () => socket.destroy())
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n')
  })

  const close = async () => {
    const late = setTimeout(() => process.exit(0), LAST_MS)
    late.unref()
    server.close()
    await demo.close()
    server.closeAllConnections()
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void close())

  const wanted = port ?? (app === undefined ? PORT : PORT_WITH_APP)
  const got = await listen(server, host, wanted, port === undefined ? PORTS_TRIED : 1).catch(
    async (error: unknown) => {
      await stop()
      throw error
    },
  )
  const address = `http://${isWildcard(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host}:${got}/`
  process.stdout.write(
    app === undefined ? `Signalbox demo server: ${address}demo/\n` : `Signalbox: ${address}\n`,
  )
}

function read(): Arguments {
  try {
    return readArguments(process.argv.slice(2))
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`.trimEnd(), 2)
  }
}

async function listen(server: Server, host: string, port: number, tries: number): Promise<number> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, host, () => {
        server.off('error', reject)
        resolve()
      })
    })
  } catch (error) {
    const { code } = Object(error) as { code?: string }
    if (code !== 'EADDRINUSE') throw new Stop(`Cannot listen on ${host}, port ${port}: ${String(error)}`, 1)
    if (tries <= 1) throw new Stop(`Port ${port} is taken: name another one, or end what listens there.`, 1)
    return listen(server, host, port + 1, tries - 1)
  }
  const address = server.address()
  return typeof address === 'object' && address ? address.port : port
}

function couldNotOpen(data: string | undefined, error: unknown): string {
  const missing = (Object(error) as { code?: string }).code === 'ERR_UNKNOWN_BUILTIN_MODULE'
  if (missing) return '--data needs a Node that has SQLite (node:sqlite): take Node 24, or leave --data out.'
  return `Cannot keep the world in ${data ?? 'memory'}: ${error instanceof Error ? error.message : String(error)}`
}

function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::'
}
