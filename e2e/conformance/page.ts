import type { Ask, Told } from './adapter.ts'
import { startClient } from './adapter.ts'

/** The adapter, driven from outside a page: by number, and by one callback. */
const page = window as unknown as {
  told: (client: number, told: Told) => void
  start: (client: number, ask: Ask) => void
  restart: (client: number) => void
  close: (client: number) => void
}
const clients = new Map<number, ReturnType<typeof startClient>>()

page.start = (client, ask) =>
  void clients.set(
    client,
    startClient(ask, (told) => page.told(client, told)),
  )
page.restart = (client) => clients.get(client)?.restart()
page.close = (client) => clients.get(client)?.close()
