import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { RealServer } from '../interop/real-server.ts'
import { startProgram, takesConnections } from '../interop/real-server.ts'
import { TOKEN } from './socketio.ts'

const FILE = fileURLToPath(new URL('./python-socketio.py', import.meta.url))
/** The system's own has its packages, where another is found first. */
const COMMANDS = ['python3', '/usr/bin/python3']

/** How it is served, and what of Python that needs. */
const NEEDS = {
  aiohttp: ['socketio', 'aiohttp'],
  asgi: ['socketio', 'uvicorn', 'websockets'],
  threading: ['socketio', 'werkzeug', 'simple_websocket'],
  flask: ['flask_socketio'],
} as const
export type Served = keyof typeof NEEDS

function pythonFor(served: Served): string | undefined {
  const code = NEEDS[served].map((name) => `import ${name}`).join('\n')
  return COMMANDS.find((command) => spawnSync(command, ['-c', code]).status === 0)
}

/** Why it cannot be started here. */
export function missingPython(served: Served): string | undefined {
  return pythonFor(served) ? undefined : `no Python with ${NEEDS[served].join(', ')}`
}

/** Can it take a WebSocket where threads serve it? */
export function hasThreadedSockets(): boolean {
  return pythonFor('threading') !== undefined
}

/** python-socketio (https://python-socketio.readthedocs.io) or Flask-SocketIO on it. `login`: nobody gets in without the
 *  token. `open`: pages of any origin may use it, which by default none may. */
export function startPythonSocketio(
  served: Served,
  { login = false, open = true }: { login?: boolean; open?: boolean } = {},
): Promise<RealServer & { port: number }> {
  const command = pythonFor(served) ?? 'python3'
  return startProgram({
    command,
    arguments: ({ port }) => [FILE, String(port), served, open ? '*' : 'own', ...(login ? [TOKEN] : [])],
    ready: takesConnections,
    version: () => versions(command, served),
  })
}

function versions(command: string, served: Served): string {
  const names = ['python-socketio', ...(served === 'flask' ? ['Flask-SocketIO'] : [])]
  const code = `from importlib.metadata import version\nprint(*[f"{n} {version(n)}" for n in ${JSON.stringify(names)}])`
  return `${spawnSync(command, ['-c', code], { encoding: 'utf8' }).stdout.trim()} (${served})`
}
