import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** A running dev server. `origin` is http://127.0.0.1:port. */
export type Site = {
  origin: string
  child: ChildProcess
  /** Asks it to end (SIGTERM) and resolves with its exit code. */
  stop(): Promise<number | null>
}

/** Starts `node src/demo/serve.ts` as a person would, on a free port, and waits for the one line that it prints. */
export async function startSite(...more: string[]): Promise<Site> {
  const child = spawn(process.execPath, ['src/demo/serve.ts', '0', '--app', 'dist', ...more], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([first]) => String(first)),
    exited.then(([code]) => Promise.reject(new Error(`The dev server ended at once (${String(code)}).`))),
  ])
  const address = /http:\/\/\S+/.exec(line)?.[0]
  if (!address) throw new Error(`The dev server printed no address, but: ${line}`)
  return {
    origin: new URL(address).origin,
    child,
    async stop() {
      child.kill('SIGTERM')
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}
