import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, RealServer } from '../interop/real-server.ts'
import { freePort, startProgram } from '../interop/real-server.ts'

const HOME = '/usr/lib/rabbitmq'
/** Another version than the installed one is tried by naming its program: `RABBITMQ=/path/to/rabbitmq-server`. */
const OTHER = process.env['RABBITMQ']
const COMMAND = OTHER ?? `${HOME}/bin/rabbitmq-server`
/** Where its plugin listens for WebSockets. */
export const PATH = '/ws'
/** The account that every RabbitMQ begins with; it is let in from the machine itself only. */
export const GUEST = { user: 'guest', password: 'guest' }

const COOKIE = 'signalbox-interop'
const SLOW_MS = 120_000
const WRITES_MS = 2_000

type Ports = { amqp: number; distribution: number; epmd: number; mqtt: number }
/** One of several nodes that know each other by name. */
type Member = { name: string; all: readonly string[]; epmd: number }

/** Why it cannot be started here. */
export function missingRabbit(): string | undefined {
  if (!existsSync(COMMAND)) return 'no rabbitmq-server'
  return OTHER || plugin() ? undefined : 'no rabbitmq_web_mqtt plugin'
}

/** RabbitMQ with its Web MQTT plugin (https://www.rabbitmq.com/docs/web-mqtt), all of it in the story's folder and on
 *  127.0.0.1. `login`: nobody gets in without a name. */
export async function startRabbit({
  login,
  member,
}: {
  login: boolean
  member?: Member
}): Promise<RealServer> {
  const ports: Ports = {
    amqp: await freePort(),
    distribution: await freePort(),
    epmd: member?.epmd ?? (await freePort()),
    mqtt: await freePort(),
  }
  const server = await startProgram({
    command: COMMAND,
    arguments: (place) => {
      configure(place, ports, login, member)
      return []
    },
    environment: (place) => environment(place, ports, member),
    ready: listens,
    version: () => `RabbitMQ ${versionIn(server.folder)}`,
  })
  return {
    ...server,
    async kill() {
      // What was confirmed to it is written down a moment later: killed before that, it tells a message of QoS 1 once more,
      // as it may.
      await new Promise((resolve) => setTimeout(resolve, WRITES_MS))
      await server.kill()
    },
    async stop() {
      await server.stop()
      // The daemon that knows the nodes' ports, started by the first node, is one of this story's own.
      spawnSync('epmd', ['-port', String(ports.epmd), '-kill'])
    },
  }
}

/** Two nodes of one cluster (https://www.rabbitmq.com/docs/cluster-formation). */
export async function startRabbits(): Promise<[RealServer, RealServer]> {
  const epmd = await freePort()
  const [one, two] = [`signalbox-one-${epmd}@localhost`, `signalbox-two-${epmd}@localhost`]
  const all = [one, two]
  // The first waits for the second.
  const starting = all.map((name) => startRabbit({ login: false, member: { name, all, epmd } }))
  try {
    return (await Promise.all(starting)) as [RealServer, RealServer]
  } catch (error) {
    for (const each of await Promise.allSettled(starting))
      if (each.status === 'fulfilled') await each.value.stop()
    throw error
  }
}

/** It takes its time: six times as long as a program here may otherwise. One that was killed still takes connections
 *  for a moment, but answers none. */
async function listens({ port }: Place): Promise<void> {
  const until = Date.now() + SLOW_MS
  for (;;)
    try {
      return void (await fetch(`http://127.0.0.1:${port}/`))
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
}

function configure(
  { port, folder }: Place,
  { amqp, mqtt }: Ports,
  login: boolean,
  { all }: { all: readonly string[] } = { all: [] },
): void {
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_web_mqtt].\n')
  const lines = [
    `listeners.tcp.local = 127.0.0.1:${amqp}`,
    `mqtt.listeners.tcp.local = 127.0.0.1:${mqtt}`,
    `mqtt.allow_anonymous = ${login ? 'false' : 'true'}`,
    'web_mqtt.tcp.ip = 127.0.0.1',
    `web_mqtt.tcp.port = ${port}`,
    `web_mqtt.ws_path = ${PATH}`,
    ...(all.length > 0 ? ['cluster_formation.peer_discovery_backend = classic_config'] : []),
    ...all.map((name, at) => `cluster_formation.classic_config.nodes.${at + 1} = ${name}`),
  ]
  writeFileSync(join(folder, 'rabbitmq.conf'), `${lines.join('\n')}\n`)
}

function environment(
  { folder, port }: Place,
  { distribution, epmd }: Ports,
  member: Member | undefined,
): Record<string, string> {
  return {
    HOME: folder,
    RABBITMQ_NODENAME: member?.name ?? `signalbox${port}@localhost`,
    // Who knows it is let in by the other nodes.
    RABBITMQ_ERLANG_COOKIE: COOKIE,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none.conf'),
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  }
}

function plugin(): string | undefined {
  const [release = ''] = existsSync(`${HOME}/lib`) ? readdirSync(`${HOME}/lib`) : []
  const folder = join(HOME, 'lib', release, 'plugins')
  if (!existsSync(folder)) return undefined
  return readdirSync(folder).find((name) => /^rabbitmq_web_mqtt-\d/.test(name))
}

/** As it writes into its log when it starts. */
function versionIn(folder: string): string {
  const log = join(folder, 'log')
  const texts = readdirSync(log).map((name) => readFileSync(join(log, name), 'utf8'))
  return /RabbitMQ (\d+\.\d+\.\d+)/.exec(texts.join('\n'))?.[1] ?? ''
}
