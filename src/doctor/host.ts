import { isLoopback } from '../model/address.ts'
import type { Page } from './case.ts'

/** Names that are never in the public name system, or only on the network where they were given.
 *  https://www.rfc-editor.org/rfc/rfc6761 */
const RESERVED = /\.(?:invalid|test|example|local|lan|home|internal|intranet|home\.arpa)$/i
const PRIVATE_V4 =
  /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/
const PRIVATE_V6 = /^\[(?:f[cd]|fe[89ab])/i

export type Nearness = 'loopback' | 'private' | 'public'

/** Where a host is, as far as its name tells: a name of one part, or under `.local`, is of this network. */
export function nearness(hostname: string): Nearness {
  if (isLoopback(hostname)) return 'loopback'
  if (PRIVATE_V4.test(hostname) || PRIVATE_V6.test(hostname)) return 'private'
  if (isIpAddress(hostname)) return 'public'
  return !hostname.includes('.') || /\.(?:local|lan|home\.arpa)$/i.test(hostname) ? 'private' : 'public'
}

/** Is this an IP address, and no name that has to be looked up? */
export function isIpAddress(hostname: string): boolean {
  return /^(?:\d+(?:\.\d+){3}|\[.*\])$/.test(hostname)
}

/** Is this a name that no public name server knows? */
export function isReserved(hostname: string): boolean {
  return (
    !isIpAddress(hostname) && !isLoopback(hostname) && (RESERVED.test(hostname) || !hostname.includes('.'))
  )
}

/** May a page speak to that host without encryption? */
export function mayBePlain(page: Page, { hostname }: URL): boolean {
  return page.protocol !== 'https:' || isLoopback(hostname)
}
