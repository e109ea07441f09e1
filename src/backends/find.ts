import type { View } from '../model/profile.ts'
import type { Reason } from '../model/reason.ts'
import type { Platform } from '../net/platform.ts'
import type { Login } from './find-address.ts'
import { readAddress } from './find-address.ts'
import type { ForeignAddress } from './find-foreign.ts'
import { readForeign } from './find-foreign.ts'
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
  const foreign = readForeign(typed, options.page)
  if (foreign) return findDoor(foreign, options)
  const asked = readAddress(typed, options.page)
  if ('why' in asked) return { findings: [], looks: [], ...asked }
  const search = new Search(asked, options)
  try {
    await search.run()
    options.signal.throwIfAborted()
    return search.found
  } finally {
    search.end()
  }
}

/** What speaks over TCP at an address may listen for browsers elsewhere on the same host. */
async function findDoor({ why, doors, protocols }: ForeignAddress, options: FindOptions): Promise<Found> {
  const [url] = doors
  if (!url) return { findings: [], looks: [], why }
  const search = new Search({ url: new URL('/', asRequest(url)), schemeless: false, facts: [] }, options)
  try {
    await search.tryDoors(doors, protocols)
    options.signal.throwIfAborted()
    const { findings, looks } = search.found
    return findings.length > 0 ? { findings, looks } : { findings, looks, why }
  } finally {
    search.end()
  }
}
