import type { Case, Facts } from './case.ts'
import { openCase } from './case.ts'
import { PLAIN } from './manner.ts'
import type { Opened, Probes, Read, ReadAsk, Seen } from './probes.ts'

/** What a made-up server does at addresses, by their beginning; what is not named fails at once. */
export type World = {
  see?: Record<string, Seen['kind'] | Seen>
  read?: Record<
    string,
    {
      status?: number
      type?: string
      head?: string
      needs?: 'no headers' | 'no cookies'
      /** It is sent on to where it fails. */
      sentOn?: true
    }
  >
  /** How a WebSocket opens there: with which of the offered subprotocols (none: ''), or by which code it fails. */
  open?: Record<string, number | { only: string } | ''>
  permissions?: Record<string, PermissionState>
}

/** Probes for tests, that ask nobody and note what they were asked. */
export class FakeProbes implements Probes {
  readonly asked: string[] = []
  readonly #world: World

  constructor(world: World = {}) {
    this.#world = world
  }

  async see(url: URL): Promise<Seen> {
    this.asked.push(`see ${url.href}`)
    const seen = at(this.#world.see, url) ?? 'failed'
    return typeof seen === 'string' ? { kind: seen, ms: 2 } : seen
  }

  async read(url: URL, { headers = {}, credentials, redirect }: ReadAsk = {}): Promise<Read> {
    this.asked.push(`read ${url.href}`)
    const found = at(this.#world.read, url)
    const forbidden =
      (found?.needs === 'no headers' && Object.keys(headers).length > 0) ||
      (found?.needs === 'no cookies' && credentials === 'include')
    if (found?.sentOn && redirect === 'manual') return { kind: 'redirected', ms: 2 }
    if (!found || found.sentOn || forbidden) return { kind: 'failed', ms: 2 }
    return { kind: 'answered', ms: 5, name: '', status: 200, type: '', head: '', ...found }
  }

  async open(url: URL, protocols: readonly string[] = []): Promise<Opened> {
    this.asked.push(`open ${url.href}`)
    const found = at(this.#world.open, url) ?? 1006
    if (found === '') return { kind: 'opened', ms: 3, protocol: '' }
    if (typeof found === 'number') return { kind: 'failed', ms: 3, code: found }
    return protocols.includes(found.only)
      ? { kind: 'opened', ms: 3, protocol: found.only }
      : { kind: 'failed', ms: 3, code: 1006 }
  }

  async permission(name: string): Promise<PermissionState | undefined> {
    return this.#world.permissions?.[name]
  }
}

/** A case for tests: a page on a far https-less host, a WebSocket that could not be reached, nobody there. */
export function fakeCase(facts: Partial<Facts> = {}, world: World = {}): Case & { probes: FakeProbes } {
  const why = { code: 'unreachable' } as const
  const probes = new FakeProbes(world)
  const opened = openCase(
    {
      server: 'ws://10.0.0.7:8080/live',
      wire: 'socket',
      manner: PLAIN,
      status: { name: 'waiting', attempt: 1, why },
      why,
      trace: [],
      page: { origin: 'http://page.test', protocol: 'http:', hostname: 'page.test' },
      online: true,
      now: 1_000_000,
      ...facts,
    },
    probes,
  )
  return { ...opened, probes }
}

function at<Value>(places: Record<string, Value> | undefined, { href }: URL): Value | undefined {
  const key = Object.keys(places ?? {}).find((each) => href === each)
  return key === undefined ? undefined : places?.[key]
}
