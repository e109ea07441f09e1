import { equal } from 'node:assert/strict'
import type { Ask, Told } from './adapter.ts'
import type { Asked, ScriptedServer } from './server.ts'

/** A client under test, in Node or in a page. */
export type Client = {
  readonly told: readonly Told[]
  /** Resolves when what was told is so. */
  until(is: (told: readonly Told[]) => boolean): Promise<void>
  restart(): unknown
  close(): unknown
}
export type Harness = { server: ScriptedServer; start(ask: Ask): Client }
/** One thing that the specification, or common use, asks for. */
export type Case = { name: string; run(harness: Harness): Promise<void> }

/** Was that data told? */
export const has = (data: string) => (told: readonly Told[]) =>
  told.some((each) => each.kind === 'event' && each.data === data)
/** Was an error told? */
export const failed = (told: readonly Told[]) => told.some((each) => each.kind === 'error')
/** Comes again without a wait of its own. */
export const AT_ONCE = { initialDelayMs: 0 }

/** Starts a client and opens its stream. */
export async function opened({ server, start }: Harness, ask: Partial<Ask> = {}): Promise<[Client, Asked]> {
  const client = start({ url: server.url(), ...AT_ONCE, ...ask })
  const asked = await server.next()
  await asked.open()
  return [client, asked]
}

/** Nothing more comes from that client: the next request is another's. */
export async function isOver({ server, start }: Harness): Promise<void> {
  start({ url: server.url('/another') })
  equal((await server.next()).path, '/another')
}
