import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Told } from './adapter.ts'
import { startClient } from './adapter.ts'
import { CASES } from './cases.ts'
import type { Client } from './harness.ts'
import { ScriptedServer } from './server.ts'

let server: ScriptedServer
let clients: Client[]

beforeEach(async () => {
  clients = []
  server = await new ScriptedServer().start()
})
afterEach(async () => {
  for (const client of clients) client.close()
  await server.stop()
})

function start(ask: Parameters<typeof startClient>[0]): Client {
  const told: Told[] = []
  let heard = (): unknown => undefined
  const { restart, close } = startClient(ask, (each) => {
    told.push(each)
    heard()
  })
  const until = (is: (told: readonly Told[]) => boolean) =>
    new Promise<void>((resolve) => {
      heard = () => is(told) && resolve()
      heard()
    })
  const client = { told, until, restart, close }
  clients.push(client)
  return client
}

describe('openEvents in Node', () => {
  it.each(CASES)('$name', ({ run }) => run({ server, start }))

  it('is driven by an adapter of no more than 60 lines', async () => {
    const { readFile } = await import('node:fs/promises')
    const text = await readFile(new URL('./adapter.ts', import.meta.url), 'utf8')
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(60)
  })
})
