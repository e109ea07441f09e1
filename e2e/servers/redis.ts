import type { Place, RealServer } from '../interop/real-server.ts'
import { printed, startProgram } from '../interop/real-server.ts'

/** A Redis that writes nothing down. `host` is 127.0.0.1:port. */
export async function startRedis(): Promise<RealServer & Place & { host: string }> {
  const server = await startProgram({
    command: 'redis-server',
    arguments: ({ port, folder }) => [
      ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder],
      ...['--save', '', '--appendonly', 'no'],
    ],
    version: () => `Redis ${/v=([\d.]+)/.exec(printed('redis-server', '--version') ?? '')?.[1] ?? ''}`,
  })
  return { ...server, host: `127.0.0.1:${server.port}` }
}
