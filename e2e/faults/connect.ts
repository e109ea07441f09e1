import { keep, press } from './in-page.ts'
import type { Person } from './person.ts'
import type { Faults } from './proxy.ts'
import { until } from '../until.ts'

/** Our `json` over each wire, and text over a socket, which can neither resume nor acknowledge. */
export const WIRES = ['socket', 'events', 'poll', 'plain'] as const
export type Wire = (typeof WIRES)[number]

const READY_MS = 20_000
/** More than any run has: the bound of what is kept has tests of its own. */
const KEEP = { count: 50_000, days: 30 }

/** Connects a tab to the demo's chat through the proxy, by a link that fills the form in, and a click. `origin` is where
 *  the page is served. Resolves with the profile's address when it is ready. */
export async function connect(person: Person, wire: Wire, origin: string, through: Faults): Promise<string> {
  const place = `${wire === 'plain' ? 'plain' : 'json'}/chat`
  const scheme = wire === 'socket' || wire === 'plain' ? 'ws' : 'http'
  const params = new URLSearchParams({
    server: `${scheme}://${through.host}/demo/${place}`,
    view: 'chat',
    backend: wire === 'plain' ? 'plain' : 'json',
    wire: wire === 'plain' ? 'socket' : wire,
    ...(wire === 'poll' && { every: '0.2', resume: 'since' }),
  })
  const { tab } = person
  await tab.show()
  await tab.open(`${origin}/#/connect?${params}`)
  await until('the form is there', READY_MS, () => tab.run(press, 'connect'))
  await isReady(person)
  await tab.run(keep, KEEP)
  await tab.reload()
  await isReady(person)
  return tab.run(() => location.href, undefined)
}

async function isReady(person: Person): Promise<void> {
  await until('the page is ready', READY_MS, async () => (await person.look())?.status === 'ready')
}
