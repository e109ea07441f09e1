import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Heard, Outsider, Place, RealServer } from './real-server.ts'
import { printed, startProgram } from './real-server.ts'

export const TOPIC = 'signalbox-room'
export const LOGIN = { user: 'mina', password: 'pässwort, 비밀' }

/** A real ntfy; `token`: another way in for the same person, where there is a login. */
export type Ntfy = RealServer & Place & { token: string; headers: Record<string, string> }

/** Why there is none here. */
export function missingNtfy(): string | undefined {
  return printed('ntfy', '--help') === undefined ? 'no ntfy program' : undefined
}

/** Is it of this version, or a later one? `since`: `2.16`. The first `ntfy` of the PATH is asked. */
export function speaksNtfy(since: string): boolean {
  const [, major, minor] = /ntfy (\d+)\.(\d+)/.exec(printed('ntfy', '--help') ?? '') ?? []
  const [wantedMajor, wantedMinor] = since.split('.').map(Number)
  return (
    Number(major) > Number(wantedMajor) ||
    (Number(major) === wantedMajor && Number(minor) >= Number(wantedMinor))
  )
}

/** Starts one. `login`: nobody gets in but `LOGIN`, who may use `TOPIC` and what begins with it. */
export async function startNtfy({
  login = false,
  settings = {},
}: { login?: boolean; settings?: Record<string, string | number> } = {}): Promise<Ntfy> {
  const server = await startProgram({
    command: 'ntfy',
    arguments: ({ port, folder }) => {
      const lines = {
        'listen-http': `127.0.0.1:${port}`,
        'base-url': `http://127.0.0.1:${port}`,
        'cache-file': join(folder, 'cache.db'),
        'auth-file': join(folder, 'auth.db'),
        'auth-default-access': login ? 'deny-all' : 'read-write',
        'attachment-cache-dir': join(folder, 'attachments'),
        'visitor-request-limit-exempt-hosts': '127.0.0.1',
        'log-level': 'warn',
        ...settings,
      }
      const text = Object.entries(lines).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      writeFileSync(join(folder, 'server.yml'), text.join('\n'))
      return ['serve', '-c', join(folder, 'server.yml')]
    },
    version: () => /ntfy (\d[\d.]*)/.exec(printed('ntfy', '--help') ?? '')?.[0] ?? 'ntfy',
    ready: async ({ port }) => {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/health`)
      if (!answer.ok) throw new Error(`it answers ${answer.status}`)
    },
  })
  let token = ''
  const headers: Record<string, string> = {}
  if (login) {
    command(server, 'user', 'add', LOGIN.user)
    command(server, 'access', LOGIN.user, `${TOPIC}*`, 'rw')
    token = /tk_\w+/.exec(command(server, 'token', 'add', LOGIN.user))?.[0] ?? ''
    headers['authorization'] = `Bearer ${token}`
  }
  return Object.assign(server, { token, headers })
}

/** A command of the server's own, over its files. Returns what it prints. */
function command({ folder }: Place, group: string, ...given: string[]): string {
  const args = [group, '-c', join(folder, 'server.yml'), ...given]
  const { status, stdout, stderr } = spawnSync('ntfy', args, {
    encoding: 'utf8',
    env: { ...process.env, NTFY_PASSWORD: LOGIN.password },
  })
  if (status !== 0) throw new Error(`ntfy ${given.join(' ')}: ${stdout}${stderr}`)
  return stdout + stderr
}

/** Somebody with curl: publishes by PUT with headers, and listens to the JSON stream. */
export async function connectOutsider(server: Ntfy, topic = TOPIC): Promise<Outsider> {
  const records: Record<string, unknown>[] = []
  const round = new AbortController()
  const { headers } = server
  const stream = await fetch(`${server.url}/${topic}/json`, { signal: round.signal, headers })
  if (!stream.ok || !stream.body) throw new Error(`the stream answers ${stream.status}`)
  const listen = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    let text = ''
    for await (const part of body) {
      const lines = (text + decoder.decode(part, { stream: true })).split('\n')
      text = lines.pop() ?? ''
      for (const line of lines) records.push(JSON.parse(line) as Record<string, unknown>)
    }
  }
  // Ends with the server, or with us.
  listen(stream.body).catch(() => undefined)
  return {
    async publish(body, options = {}) {
      const said = Object.entries(options).map(([name, value]) => [name, String(value)])
      const answer = await fetch(`${server.url}/${topic}`, {
        method: 'PUT',
        body,
        headers: { ...headers, ...Object.fromEntries(said) },
      })
      if (!answer.ok) throw new Error(`it answers ${answer.status}: ${await answer.text()}`)
    },
    heard: () =>
      records
        .filter(({ event }) => event === 'message')
        .map((record): Heard => ({ ...record, body: String(record['message'] ?? '') })),
    stop: async () => round.abort(),
  }
}
