import { mainAsk, withAuth } from '../backends/auth.ts'
import type { Backend, Context } from '../backends/backend.ts'
import type { CarrierContext } from '../backends/carrier.ts'
import { addressOf, postAddress } from '../backends/fields.ts'
import type { Clock } from '../net/clock.ts'
import { clock } from '../net/clock.ts'
import { NetError } from '../net/errors.ts'
import type { Ask } from '../net/http.ts'
import type { Net } from '../net/net.ts'
import type { Manner, Wire } from './case.ts'

/** How nothing in particular is asked. */
export const PLAIN: Manner = { method: 'GET', headers: {}, credentials: 'same-origin', protocols: [] }

/** A backend that asks nothing for so long (ms) does not say how it would. */
const FIRST_MS = 500

type Secrets = CarrierContext['secrets']
/** Is told what would be asked. */
type Note = (wire: Wire, manner: Manner) => void

/** How a profile asks its server, with its secrets, found out by having it ask nobody. */
export function mannerFor(options: CarrierContext['options'], secrets: Secrets): Manner {
  return noted(options, secrets, ({ net, options: filled }, context) => {
    if (options.wire === 'socket') void net.socket(addressOf(filled.server, 'ws'))
    else void net.request(addressOf(filled.server, 'http'), mainAsk(context))
  })
}

/** How what is said goes out by POST beside the wire, by its type. */
export function sayingFor(options: CarrierContext['options'], secrets: Secrets, type: string): Manner {
  return noted(options, secrets, ({ net, options: filled }) => {
    const headers = { 'Content-Type': type }
    void net.request(postAddress(filled), { method: 'POST', headers })
  })
}

/** How a protocol of its own asks first, and on which wire. Undefined where it does not come to that. */
export async function mannerOf(
  backend: Backend,
  options: Context['options'],
  secrets: Secrets,
  by: Clock,
): Promise<{ wire: Wire; manner: Manner } | undefined> {
  const round = new AbortController()
  try {
    return await new Promise((resolve, reject) => {
      const cancel = by.after(FIRST_MS, () => resolve(undefined))
      round.signal.addEventListener('abort', cancel, { once: true })
      const net = nobody((wire, manner) => resolve({ wire, manner }), round.signal)
      const memory = new Map<string, unknown>()
      const context = { options, secrets, cursor: undefined, signal: round.signal, net, memory }
      const first = backend.connect(context)[Symbol.asyncIterator]().next()
      first.then(() => undefined, reject)
    })
  } catch (error) {
    // It cannot even be asked so: the connection says why.
    if (!(error instanceof NetError)) throw error
    return undefined
  } finally {
    round.abort(new NetError('dropped', { code: 'ended' }))
  }
}

type Asking = (asking: CarrierContext, context: CarrierContext) => void

function noted(options: CarrierContext['options'], secrets: Secrets, ask: Asking): Manner {
  let manner = PLAIN
  const { signal } = new AbortController()
  const net = nobody((_, asked) => (manner = asked), signal)
  const context: CarrierContext = { options, secrets, cursor: undefined, signal, net, memory: new Map() }
  try {
    ask(withAuth(context), context)
  } catch (error) {
    // It cannot even be asked so: the connection says why, and the checks see a plain address.
    if (!(error instanceof NetError)) throw error
  }
  return manner
}

/** A net that leads to nobody: it tells what it was asked for, and never answers. */
function nobody(note: Note, signal: AbortSignal): Net {
  const told = (wire: Wire, url: string, ask: Ask, protocols: readonly string[] = []): Promise<never> => {
    const { method = 'GET', headers = {}, credentials = 'same-origin' } = ask
    note(wire, { url, method, headers, credentials, protocols })
    return new Promise(() => undefined)
  }
  return {
    clock,
    signal,
    socket: (url, protocols) => told('socket', url, {}, protocols),
    events: (url, ask = {}) => told('events', url, ask as Ask),
    request: (url, ask = {}) => told('poll', url, ask),
    poll: (ask) => ({
      [Symbol.asyncIterator]: () => ({
        next: () => {
          void ask(signal)
          return new Promise(() => undefined)
        },
      }),
    }),
    pollNow: () => undefined,
    sleep: () => new Promise(() => undefined),
  }
}
