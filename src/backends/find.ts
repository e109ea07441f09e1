import type { View } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { Platform } from '../net/platform.ts'
import type { Login } from './find-address.ts'
import { readAddress } from './find-address.ts'
import type { ForeignAddress } from './find-foreign.ts'
import { foreignAt, readForeign } from './find-foreign.ts'
import type { Credentials } from './find-login.ts'
import { Search } from './find-search.ts'
import type { BackendName } from './index.ts'
import { asRequest } from './known/known.ts'
import type { Look } from './look.ts'

export type Sureness = 'sure' | 'likely' | 'perhaps'

/** What an address turned out to be, and how to connect to it. */
export type Finding = {
  /** 'sse', 'websocket-json', 'ntfy' … */
  kind: string
  /** "This is an event stream." */
  what: Reason
  /** Short: "named events", "can resume", "41 ms". */
  facts: readonly Reason[]
  sure: Sureness
  /** The address to connect to, in the scheme that fits. */
  server: string
  view: View
  backend: BackendName
  /** Of the backend's fields: wire, resume … */
  options: Record<string, unknown>
  /** It lets in only who signs in: how. The options say by what, and have no secret. */
  locked?: Reason
  /** It is that, but no backend of ours speaks it yet, or a page cannot. */
  cannot?: Reason
}

export type Found = {
  /** Best first; more than one where there is a choice. */
  findings: readonly Finding[]
  looks: readonly Look[]
  /** The login that stood in the address: it is in no finding. */
  login?: Login
  /** There is nothing to connect to: why. */
  why?: Reason
}

export type FindOptions = {
  platform: Platform
  page: URL | Location | undefined
  signal: AbortSignal
  onStep?: (step: Reason) => void
  /** What the person typed to be let in. Without it a login that stands in the address is used where a server asks for one. */
  login?: Credentials | undefined
}

/** Finds out what is at an address that a person typed, by GETs and WebSocket opens only: nothing is ever sent, and all of
 *  it is closed afterwards. Rejects only with the signal's reason. */
export async function find(typed: string, options: FindOptions): Promise<Found> {
  options.signal.throwIfAborted()
  // So does ntfy's app write the address of a topic.
  const address = typed.replace(/^\s*ntfy:\/\//i, '')
  const foreign = readForeign(address, options.page)
  if (foreign) return findDoor(foreign, options)
  const asked = readAddress(address, options.page)
  if ('why' in asked) return { findings: [], looks: [], ...asked }
  const search = new Search(asked, options)
  try {
    await search.run()
    options.signal.throwIfAborted()
    const { found } = search
    // What listens at a port of TCP alone may listen for browsers at another one.
    const tcp = found.findings.length === 0 ? foreignAt(asked.url, options.page) : undefined
    const behind = tcp && (await findDoor(tcp, options))
    return behind && behind.findings.length > 0
      ? { ...behind, ...(found.login && { login: found.login }) }
      : found
  } finally {
    search.end()
  }
}

/** What speaks over TCP at an address may listen for browsers elsewhere on the same host. */
async function findDoor({ why, doors, login }: ForeignAddress, options: FindOptions): Promise<Found> {
  const [door] = doors
  if (!door) return { findings: [], looks: [], why }
  const asked = { url: new URL('/', asRequest(door.url)), schemeless: false, facts: [] }
  const search = new Search({ ...asked, ...(login && { login }) }, options)
  try {
    await search.tryDoors(doors)
    options.signal.throwIfAborted()
    const { findings, looks } = search.found
    const told = { findings, looks, ...(login && { login }) }
    return findings.length > 0 ? told : { ...told, why }
  } finally {
    search.end()
  }
}
