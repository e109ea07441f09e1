import { browserPlatform } from '../net/platform.ts'
import type { Places } from './fake-server.ts'
import { startServer } from './fake-server.ts'
import type { Finding, FindOptions } from './find.ts'
import { find } from './find.ts'

type Server = Awaited<ReturnType<typeof startServer>>

const PAGE = new URL('http://page.test/')

/** Servers for tests that run at the same time: all of them are stopped at their end. */
export class Servers {
  readonly #started: Server[] = []

  readonly start = async (places: Places): Promise<Server> => {
    const server = await startServer(places)
    this.#started.push(server)
    return server
  }

  readonly stop = async (): Promise<void> => {
    await Promise.all(this.#started.splice(0).map((server) => server.stop()))
  }
}

/** What is found, by Node's own fetch and WebSocket; `best` is the first of it. */
export async function look(
  typed: string,
  { page = PAGE, signal = new AbortController().signal, login }: Partial<FindOptions> = {},
) {
  const found = await find(typed, { platform: browserPlatform(), page, signal, login })
  return { ...found, best: found.findings[0] }
}

/** What matters of a finding, in short: its kind, how sure, view, backend, wire, and why it cannot be connected to. */
export function brief(finding: Finding | undefined): string | undefined {
  if (!finding) return undefined
  const { kind, sure, view, backend, options, cannot } = finding
  return [kind, sure, view, backend, options['wire'], ...(cannot ? [cannot.code] : [])].join(' ')
}

/** What it says beside what it is. */
export function factsOf(finding: Finding | undefined): string[] {
  return finding?.facts.map(({ code }) => code) ?? []
}

export const json = (value: unknown) => JSON.stringify(value)
/** A message with an author, and one without. */
export const line = json({ id: 1, user: 'mina', text: 'hello' })
export const notice = json({ title: 'Backup', body: 'done', priority: 4 })
