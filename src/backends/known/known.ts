import type { Finding } from '../find.ts'
import type { Look } from '../look.ts'

/** A subprotocol that nobody speaks, offered first: many servers take the first, whatever it is. */
export const NOBODYS = 'signalbox.look'

/** An address to look at, and the subprotocols to offer there. One alone that is taken is tried against nobody's, unless
 *  `isTrusted`: the person said what is there. */
export type Probe = { url: URL; protocols?: readonly string[]; isTrusted?: boolean }

/** A kind of server that is known by how it answers. */
export interface Known {
  kind: string
  /** Subprotocols that only it takes. */
  protocols?: readonly string[]
  /** It takes its subprotocol only where no other is offered beside it: all of its servers, which let in who offers none,
   *  or some, which do not. */
  alone?: 'all' | 'some'
  /** Where to look to be sure, given what was seen so far at the address that was asked (http or https). */
  probes?(asked: URL, looks: readonly Look[]): readonly Probe[]
  /** What a look says, if it is that. `asked`: the address that the person gave (http or https). */
  read(look: Look, asked: URL): Finding | undefined
}

/** The same host, by another path; without a query, unless one is given. */
export function at(asked: URL, path: string, search = ''): URL {
  const url = new URL(asked)
  url.pathname = path
  url.search = search
  url.hash = ''
  return url
}

/** The same address for a WebSocket. */
export function asSocket(url: URL): URL {
  const other = new URL(url)
  other.protocol = url.protocol.replace(/^http/, 'ws')
  return other
}

/** The same address for a request. */
export function asRequest(url: URL): URL {
  const other = new URL(url)
  other.protocol = url.protocol.replace(/^ws/, 'http')
  return other
}

/** May it be a server whose pages say this of themselves? Also where none could be read. */
export function mayBe(looks: readonly Look[], name: RegExp): boolean {
  return looks.every(({ http }) => !http || http.status >= 400 || name.test(http.text))
}

/** A text as a JSON object; undefined where it is none. */
export function recordIn(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '')
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    // No JSON.
    return undefined
  }
}
