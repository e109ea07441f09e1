import { createHash, randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Place, RealServer } from '../interop/real-server.ts'
import { freePort, printed, startProgram } from '../interop/real-server.ts'

/** Another version than the installed one is tried by naming its program: `MOSQUITTO=/path/to/mosquitto`. */
const COMMAND = [
  process.env['MOSQUITTO'] ?? '',
  '/usr/sbin/mosquitto',
  '/usr/local/sbin/mosquitto',
  '/opt/homebrew/sbin/mosquitto',
].find((path) => existsSync(path))

export type MosquittoHow = {
  login?: { user: string; password: string } | undefined
  /** Lines of an access control list, with a login. */
  acl?: string
}

/** Why it cannot be started here. */
export function missingMosquitto(): string | undefined {
  return COMMAND ? undefined : 'no mosquitto'
}

/** MQTT 5 came with version 1.6. */
export function knowsFive(): boolean {
  const [major = 0, minor = 0] = versionOf().split('.').map(Number)
  return major > 1 || minor >= 6
}

function versionOf(): string {
  return /mosquitto version ([\d.]+)/.exec(printed(COMMAND ?? 'mosquitto', '-h') ?? '')?.[1] ?? ''
}

/** Mosquitto (https://mosquitto.org/man/mosquitto-conf-5.html) with a WebSocket listener, and with what it keeps written to
 *  disk after each change. Version 2.0 binds that listener to every interface, whatever the file says: it is up for as
 *  long as the story is. */
export async function startMosquitto({ login, acl }: MosquittoHow = {}): Promise<
  RealServer & { tcp: number }
> {
  const tcp = await freePort()
  const server = await startProgram({
    command: COMMAND ?? 'mosquitto',
    arguments: (place) => ['-c', configured(place, tcp, login, acl)],
    version: () => `Mosquitto ${versionOf()}`,
  })
  return Object.assign(server, { tcp })
}

function configured(
  { port, folder }: Place,
  tcp: number,
  login: MosquittoHow['login'],
  acl: string | undefined,
): string {
  const lines = [
    `allow_anonymous ${login ? 'false' : 'true'}`,
    'persistence true',
    `persistence_location ${folder}/`,
    'autosave_on_changes true',
    'autosave_interval 1',
    // Else it gives its rights away, and cannot write where we can.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    `listener ${tcp} 127.0.0.1`,
    'protocol mqtt',
    `listener ${port} 127.0.0.1`,
    'protocol websockets',
  ]
  if (login) {
    const passwords = join(folder, 'passwords')
    writeFileSync(passwords, `${passwordLine(login)}\n`)
    lines.push(`password_file ${passwords}`)
  }
  if (acl) {
    const path = join(folder, 'acl')
    writeFileSync(path, acl)
    lines.push(`acl_file ${path}`)
  }
  const file = join(folder, 'mosquitto.conf')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** Salted SHA-512, which every version reads; the tool of a later one writes what an earlier one cannot. */
function passwordLine({ user, password }: { user: string; password: string }): string {
  const salt = randomBytes(12)
  const hash = createHash('sha512').update(password).update(salt).digest('base64')
  return `${user}:$6$${salt.toString('base64')}$${hash}`
}
