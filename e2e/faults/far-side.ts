import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** A line as the server has it, in its order. `at`: when it took it (epoch ms). */
export type Kept = { id: number; body: string; at: number }

/** The dev server as a process of its own over a file, which can be killed at any moment and started again. */
export class FarSide {
  readonly #folder: string
  readonly #file: string
  #child: ChildProcess | undefined
  #port = 0

  private constructor(folder: string) {
    this.#folder = folder
    this.#file = join(folder, 'world.sqlite')
  }

  static async start(): Promise<FarSide> {
    const side = new FarSide(await mkdtemp(join(tmpdir(), 'signalbox-faults-')))
    await side.restart()
    return side
  }

  get origin(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** SIGKILL: it can put nothing in order. Resolves when it is gone. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  /** Over the same file and at the same port as before. */
  async restart(): Promise<void> {
    const asked = ['src/demo/serve.ts', String(this.#port), '--data', this.#file, '--quiet']
    const child = spawn(process.execPath, asked, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    // A run that is broken off leaves no server behind.
    const end = () => void child.kill('SIGKILL')
    process.once('exit', end)
    child.once('exit', () => process.off('exit', end))
    const [line] = (await Promise.race([
      once(createInterface(child.stdout), 'line'),
      once(child, 'exit').then(([code]) =>
        Promise.reject(new Error(`The dev server ended (${String(code)}).`)),
      ),
    ])) as [string]
    this.#port = Number(/:(\d+)\//.exec(line)?.[1])
  }

  /** The numbered lines that it has, `up` or `down`, read past the server from its file. */
  lines(way: 'up' | 'down'): Kept[] {
    const asked = 'SELECT id, body, at FROM messages WHERE body LIKE ? ORDER BY id'
    return this.#read((database) =>
      database
        .prepare(asked)
        .all(`${way} _____`)
        .map(({ id, body, at }) => ({ id: Number(id), body: String(body), at: Number(at) })),
    )
  }

  /** The id of the last line that it has. */
  last(): number {
    return this.#read((database) =>
      Number(database.prepare('SELECT max(id) AS id FROM messages').get()?.['id']),
    )
  }

  #read<T>(ask: (database: DatabaseSync) => T): T {
    const database = new DatabaseSync(this.#file, { readOnly: true, timeout: 5_000 })
    try {
      return ask(database)
    } finally {
      database.close()
    }
  }

  async stop(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }
}
