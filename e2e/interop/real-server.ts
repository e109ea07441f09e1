import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A real server, on 127.0.0.1. */
export interface RealServer {
  /** Its name and version, as it says them itself ("Nchan 1.3.6"). */
  version(): string | Promise<string>
  /** http://127.0.0.1:port; the same for all of its life, also when it was killed and started again. */
  readonly url: string
  /** Ends it as its keeper would, and clears away what it wrote. */
  stop(): Promise<void>
  /** Ends it as a power cut would. What it wrote stays. */
  kill(): Promise<void>
  /** Starts it again after `kill`: same port, same data. Resolves when it listens. */
  startAgain(): Promise<void>
}

/** What was heard by the field's own client: its body (text, or bytes that are no text), and all else by the names that
 *  the protocol has for it. */
export type Heard = { body: string | Uint8Array; [more: string]: unknown }

/** Somebody else, in Node, by the field's own client (or by plain HTTP where that is what people use). */
export interface Outsider {
  /** Resolves when the server has it. */
  publish(body: string, options?: Readonly<Record<string, unknown>>): Promise<void>
  /** All that it heard so far, in order, its own too where the server tells it. */
  heard(): readonly Heard[]
  stop(): Promise<void>
}

/** What is written into a server's configuration. */
export type Place = { port: number; folder: string }

/** How a program becomes a server. */
export type Program = {
  command: string
  /** Its arguments; may write a configuration into the folder. Asked each time that it is started. */
  arguments: (place: Place) => string[]
  environment?: (place: Place) => Record<string, string>
  version: () => string | Promise<string>
  /** Is it ready? Asked again and again until it does not throw. That its port takes connections, where it is not said. */
  ready?: (place: Place) => Promise<unknown>
}

const START_MS = 20_000
const LOOK_AGAIN_MS = 30
/** What is shown of a server that did not start. */
const LAST_CHARS = 2_000

/** A program as a `RealServer`: in a folder of its own below /tmp, on a port that was free. */
export async function startProgram(program: Program): Promise<RealServer & Place> {
  const place: Place = { port: await freePort(), folder: mkdtempSync(join(tmpdir(), 'signalbox-interop-')) }
  let child: ChildProcess | undefined

  const startAgain = async () => {
    const running = spawn(program.command, program.arguments(place), {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...program.environment?.(place) },
      // A group of its own, since servers have workers.
      detached: true,
    })
    child = running
    let said = ''
    const note = (part: Buffer) => (said = (said + part.toString()).slice(-LAST_CHARS))
    running.stdout.on('data', note)
    running.stderr.on('data', note)
    let failed: Error | undefined
    running.on('error', (error) => (failed = error))
    const until = Date.now() + START_MS
    for (;;) {
      if (failed) throw failed
      if (hasEnded(running)) throw new Error(`${program.command} ended at once: ${said}`)
      try {
        await (program.ready ?? takesConnections)(place)
        return
      } catch (error) {
        if (Date.now() > until)
          throw new Error(`${program.command} does not answer: ${String(error)} ${said}`, { cause: error })
        await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS))
      }
    }
  }
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    const running = child
    child = undefined
    if (!running?.pid || hasEnded(running)) return
    const exited = once(running, 'exit')
    process.kill(-running.pid, signal)
    const patience = setTimeout(() => running.pid && process.kill(-running.pid, 'SIGKILL'), 5_000)
    await exited
    clearTimeout(patience)
  }
  const server = {
    ...place,
    url: `http://127.0.0.1:${place.port}`,
    version: program.version,
    startAgain,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      rmSync(place.folder, { recursive: true, force: true })
    },
  }
  try {
    await startAgain()
  } catch (error) {
    await server.stop()
    throw error
  }
  return server
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

/** What a command prints, trimmed (both streams: some print their version as an error); undefined where there is no such
 *  command. */
export function printed(command: string, ...args: string[]): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: START_MS })
  return error ? undefined : `${stdout}${stderr}`.trim()
}

/** A port of 127.0.0.1 that nobody has; below those that connections get by themselves, of which one may take it before a
 *  slow server does. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    const server = createServer().listen(port, '127.0.0.1')
    const taken = await once(server, 'listening').then(
      () => false,
      () => true,
    )
    if (taken) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

/** Rejects where nobody listens at that port. */
export async function takesConnections({ port }: Pick<Place, 'port'>): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
  } finally {
    socket.destroy()
  }
}
