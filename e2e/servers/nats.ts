import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, RealServer } from '../interop/real-server.ts'
import { freePort, printed, startProgram } from '../interop/real-server.ts'

/** Another version than the installed one is tried by naming its program: `NATS=/path/to/nats-server`. */
const COMMAND = process.env['NATS'] ?? 'nats-server'
/** Where its WebSocket listener speaks MQTT; anywhere else it speaks NATS. */
export const PATH = '/mqtt'

export type NatsHow = { login?: { user: string; password: string } | undefined }
type Ports = { client: number; mqtt: number }

/** Why it cannot be started here. */
export function missingNats(): string | undefined {
  return printed(COMMAND, '-v') === undefined ? 'no nats-server' : undefined
}

/** NATS (https://docs.nats.io/running-a-nats-service/configuration/mqtt) with MQTT over its WebSocket listener, and with what
 *  it keeps in the story's folder. */
export async function startNats(how: NatsHow = {}): Promise<RealServer> {
  const ports = { client: await freePort(), mqtt: await freePort() }
  return startProgram({
    command: COMMAND,
    arguments: (place) => ['-c', configured(place, ports, how)],
    version: () => `NATS ${/v([\d.]+)/.exec(printed(COMMAND, '-v') ?? '')?.[1] ?? ''}`,
  })
}

function configured({ port, folder }: Place, { client, mqtt }: Ports, { login }: NatsHow): string {
  const lines = [
    'host: "127.0.0.1"',
    `port: ${client}`,
    // Sessions are its streams, which have a server's name.
    `server_name: "signalbox${port}"`,
    `jetstream { store_dir: "${join(folder, 'data')}", sync_interval: always }`,
    `websocket { host: "127.0.0.1", port: ${port}, no_tls: true }`,
    `mqtt { host: "127.0.0.1", port: ${mqtt} }`,
  ]
  if (login) lines.push(`authorization { user: "${login.user}", password: "${login.password}" }`)
  const file = join(folder, 'nats.conf')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}
