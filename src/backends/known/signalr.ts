import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'

/** SignalR (https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/TransportProtocols.md), by what its hub
 *  says to who has not negotiated. */
export const signalr: Known = {
  kind: 'signalr',
  read(look) {
    const isHub = look.http?.status === 400 && /^Connection ID required/i.test(look.http.text.trim())
    if (!isHub) return undefined
    return planOf(look, {
      kind: 'signalr',
      what: { code: 'found.signalr' },
      sure: 'sure',
      wire: 'socket',
      backend: 'json',
      cannot: { code: 'found.cannot-yet', params: { name: 'SignalR' } },
    })
  },
}
