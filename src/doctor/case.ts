import { parseAddress } from '../model/address.ts'
import type { Diagnosis } from '../model/diagnosis.ts'
import type { Reason } from '../model/reason.ts'
import type { Status } from '../model/status.ts'
import type { Traced } from '../model/traced.ts'
import type { Probes } from './probes.ts'
import { portOf } from '../model/ports.ts'

export type Wire = 'socket' | 'events' | 'poll'

/** Where this page came from: an https page may not reach everything, and servers allow pages by their origin. */
export type Page = { origin: string; protocol: string; hostname: string }

/** How the profile asks: what may make a browser put a preflight before it. */
export type Manner = {
  /** The address with its secrets; undefined where the profile's own is all. */
  url?: string | undefined
  method: string
  headers: Readonly<Record<string, string>>
  credentials: RequestCredentials
  protocols: readonly string[]
}

/** What is known of a connection before anything is asked. */
export type Facts = {
  /** The address as it was typed. */
  server: string
  wire: Wire
  manner: Manner
  /** The wire is the browser's own EventSource, which hears only the events of these names. */
  native?: { names: string }
  status: Status
  /** What went wrong last, where something did. */
  why?: Reason | undefined
  /** What crossed the wire of late, oldest first. */
  trace: readonly Traced[]
  page: Page
  online: boolean
  /** The browser takes whatever comes over TCP for an answer (Firefox: HTTP/0.9): that one came is no proof of HTTP. */
  lenient?: boolean
  /** How what is said goes by POST beside the wire, and how that failed last. */
  saying?: Pick<Manner, 'headers' | 'credentials'> & { url: URL; why: Reason }
  /** Epoch ms. */
  now: number
}

/** One connection to be looked into. `url` is its address in the wire's scheme, `http` the same for a request, where it
 *  is an address at all; `shown` is what may be repeated on the screen, without the query, which may have a secret in it. */
export type Case = Facts & {
  address: { url: URL } | { why: Reason }
  url: URL | undefined
  http: URL | undefined
  shown: string
  probes: Probes
}

/** One thing that may be wrong. Undefined: it is not that, or nothing speaks for it. */
export type Check = (patient: Case) => Promise<Diagnosis | undefined> | Diagnosis | undefined

/** The facts with the address read and the probes at hand. */
export function openCase(facts: Facts, probes: Probes): Case {
  const { server, wire, page, manner } = facts
  const wants = wire === 'socket' ? 'ws' : 'http'
  const address = parseAddress(server, { wants, page: page as Location })
  const url = 'url' in address ? new URL(manner.url ?? address.url) : undefined
  const http = url && inScheme(url, url.protocol.replace('ws', 'http'))
  return { ...facts, address, url, http, shown: url ? shownOf(url) : server.trim(), probes }
}

/** The address with another scheme, on the same port. */
export function inScheme(url: URL, protocol: string): URL {
  const other = new URL(url.href)
  other.protocol = protocol
  return other
}

/** The same port without encryption, and without what only its own server is to read. */
export function inPlain(url: URL, protocol: 'http:' | 'ws:'): URL {
  const other = inScheme(url, protocol)
  other.port = String(portOf(url))
  other.search = other.username = other.password = ''
  return other
}

/** An address without what may be a secret in it. */
export function shownOf({ protocol, host, pathname }: URL): string {
  return `${protocol}//${host}${pathname}`
}

/** The close code by which Firefox says that the TLS handshake failed. Chromium says 1006, as for everything. */
export const TLS_CLOSE = 1015

const UNREACHED: ReadonlySet<string> = new Set(['unreachable', 'timeout', 'silent', 'ended'])

/** Could nothing be reached, or not yet, as far as the page was told? */
export function isUnreached({ why, status }: Facts): boolean {
  if (!why) return status.name === 'connecting'
  return UNREACHED.has(why.code) || why.params?.['code'] === TLS_CLOSE
}
