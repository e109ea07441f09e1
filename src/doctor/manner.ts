import { mainAsk, withAuth } from '../backends/auth.ts'
import type { CarrierContext } from '../backends/carrier.ts'
import { addressOf } from '../backends/fields.ts'
import { clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'
import type { Ask } from '../net/http.ts'
import type { Net } from '../net/net.ts'
import type { Manner } from './case.ts'

/** How nothing in particular is asked. */
export const PLAIN: Manner = { method: 'GET', headers: {}, credentials: 'same-origin', protocols: [] }

/** How a profile asks its server, with its secrets, found out by having it ask nobody. */
export function mannerFor(options: CarrierContext['options'], secrets: CarrierContext['secrets']): Manner {
  let manner = PLAIN
  const note = (url: string, ask: Ask, protocols: readonly string[] = []): Promise<never> => {
    const { method = 'GET', headers = {}, credentials = 'same-origin' } = ask
    manner = { url, method, headers, credentials, protocols }
    return new Promise(() => undefined)
  }
  const { signal } = new AbortController()
  const net: Net = {
    clock,
    signal,
    socket: (url, protocols) => note(url, {}, protocols),
    events: (url, ask = {}) => note(url, ask as Ask),
    request: (url, ask = {}) => note(url, ask),
    poll: () => ({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => undefined) }) }),
    pollNow: () => undefined,
    sleep: () => new Promise(() => undefined),
  }
  const context: CarrierContext = { options, secrets, cursor: undefined, signal, net, memory: new Map() }
  try {
    const asking = withAuth(context)
    if (options.wire === 'socket') void asking.net.socket(addressOf(asking.options.server, 'ws'))
    else void asking.net.request(addressOf(asking.options.server, 'http'), mainAsk(context))
  } catch (error) {
    // It cannot even be asked so: the connection says why, and the checks see a plain address.
    if (!(error instanceof NetError)) throw error
  }
  return manner
}
