import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, RealServer } from '../interop/real-server.ts'
import { printed, startProgram } from '../interop/real-server.ts'

const LIBRARIES = '/usr/lib/x86_64-linux-gnu'
/** Another version than the installed one is tried by naming the Erlang that has it among its libraries:
 *  `EJABBERD_ERL=/path/to/erl`. */
const OTHER = process.env['EJABBERD_ERL']
const COMMAND = OTHER ?? 'erl'
/** Where its HTTP listener has MQTT, as it is configured here and in its own example. */
export const PATH = '/mqtt'

const SAY_VERSION = [
  ...['-env', 'ERL_LIBS', LIBRARIES, '-noshell', '-eval'],
  'application:load(ejabberd), {ok, V} = application:get_key(ejabberd, vsn), io:format("~s", [V]), halt().',
]

export type EjabberdHow = {
  login?: { user: string; password: string } | undefined
  /** Filters that anybody may listen to; all, where nobody says. */
  may?: readonly string[]
}

/** Why it cannot be started here. */
export function missingEjabberd(): string | undefined {
  if (OTHER) return undefined
  const isThere = existsSync(LIBRARIES) && readdirSync(LIBRARIES).some((name) => /^ejabberd-\d/.test(name))
  return isThere && printed('erl', '-version') !== undefined ? undefined : 'no ejabberd'
}

/** ejabberd with mod_mqtt over WebSocket (https://docs.ejabberd.im/admin/guide/mqtt/), without a node's name, so that it
 *  listens on that one port only. */
export async function startEjabberd(how: EjabberdHow = {}): Promise<RealServer> {
  return startProgram({
    command: COMMAND,
    arguments: ({ folder }) => [
      ...['-noinput', '-mnesia', 'dir', `"${join(folder, 'data')}"`, '-s', 'ejabberd'],
      ...(how.login ? ['-eval', registered(how.login)] : []),
    ],
    environment: (place) => {
      configure(place, how)
      return {
        HOME: place.folder,
        EJABBERD_CONFIG_PATH: join(place.folder, 'ejabberd.yml'),
        EJABBERD_LOG_PATH: join(place.folder, 'ejabberd.log'),
        ERL_LIBS: LIBRARIES,
      }
    },
    version: () => `ejabberd ${/\d[\d.]*\d/.exec(printed(COMMAND, ...SAY_VERSION) ?? '')?.[0] ?? ''}`,
  })
}

function configure({ port, folder }: Place, { login, may = ['#'] }: EjabberdHow): void {
  mkdirSync(join(folder, 'data'), { recursive: true })
  const lines = [
    'hosts: [localhost]',
    'loglevel: 4',
    `auth_method: ${login ? 'internal' : 'anonymous'}`,
    'anonymous_protocol: login_anon',
    'allow_multiple_connections: true',
    'listen:',
    `  - { port: ${port}, ip: "127.0.0.1", module: ejabberd_http, request_handlers: { ${PATH}: mod_mqtt } }`,
    'modules:',
    '  mod_mqtt:',
    '    session_expiry: 3600',
    '    access_publish: { "#": [{ allow: all }] }',
    '    access_subscribe:',
    ...may.map((filter) => `      "${filter}": [{ allow: all }]`),
  ]
  writeFileSync(join(folder, 'ejabberd.yml'), `${lines.join('\n')}\n`)
}

function registered({ user, password }: { user: string; password: string }): string {
  return `ejabberd_auth:try_register(<<"${user}">>, <<"localhost">>, <<"${password}">>).`
}
