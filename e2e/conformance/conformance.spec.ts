import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { build } from 'vite'
import { listen } from '../servers/listen.ts'
import type { Ask, Told } from './adapter.ts'
import { CASES } from './cases.ts'
import type { Case, Client } from './harness.ts'
import { ScriptedServer } from './server.ts'

const STEP_TIMEOUT_MS = 25_000
const AT_ONCE = 6

/** `page.ts` as one script. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL('./page.ts', import.meta.url)),
        formats: ['iife'],
        name: 'adapter',
      },
    },
  })
  const [{ output }] = built as unknown as [{ output: [{ code: string }] }]
  return output[0].code
}

test('openEvents in a page does what is asked of an SSE client', async ({ page }) => {
  test.setTimeout(60_000)
  const script = await bundle()
  const site = await listen(
    createServer(({ url }, res) => {
      res.setHeader('Content-Type', url === '/page.js' ? 'text/javascript' : 'text/html')
      res.end(url === '/page.js' ? script : '<!doctype html><script src="/page.js"></script>')
    }),
  )
  const clients: { told: Told[]; heard: () => unknown }[] = []
  await page.exposeFunction('told', (client: number, told: Told) => {
    clients[client]?.told.push(told)
    clients[client]?.heard()
  })
  await page.goto(`http://${site.host}/`)

  const call = (name: 'start' | 'restart' | 'close', client: number, ask?: Ask) =>
    page.evaluate(
      ([name, client, ask]) => {
        const { [name]: run } = window as unknown as Record<string, (client: number, ask?: Ask) => void>
        run?.(client, ask)
      },
      [name, client, ask] as const,
    )
  const start = (ask: Ask): Client => {
    const own = { told: [] as Told[], heard: (): unknown => undefined }
    const number = clients.push(own) - 1
    const started = call('start', number, ask)
    return {
      told: own.told,
      until: (is) =>
        new Promise((resolve) => {
          own.heard = () => is(own.told) && resolve()
          own.heard()
        }),
      restart: () => started.then(() => call('restart', number)),
      close: () => started.then(() => call('close', number)),
    }
  }
  const check = async ({ name, run }: Case) => {
    const server = await new ScriptedServer().start()
    const made: Client[] = []
    const ran = run({
      server,
      start(ask) {
        const client = start(ask)
        made.push(client)
        return client
      },
    })
    await test.step(name, () => ran, { timeout: STEP_TIMEOUT_MS })
    await Promise.all(made.map((client) => client.close()))
    await server.stop()
  }

  // Each has a server of its own: several at once.
  const left = [...CASES]
  const worker = async () => {
    for (let next = left.shift(); next; next = left.shift()) await check(next)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  expect(clients.length).toBeGreaterThan(CASES.length)
  await site.stop()
})
