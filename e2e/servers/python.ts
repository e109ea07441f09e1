import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** Is there a Python here? Nothing but its own library is used. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 7))']).status === 0
}

/** Servers in another language: /events (SSE), /status (JSON that counts), /chat (a hand-written WebSocket that
 *  answers in upper case). */
export async function startPython() {
  const child = spawn('python3', [fileURLToPath(new URL('./servers.py', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const host = `127.0.0.1:${line}`
  return {
    host,
    events: `http://${host}/events`,
    status: `http://${host}/status`,
    chat: `ws://${host}/chat`,
    async stop() {
      child.kill()
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
  }
}
