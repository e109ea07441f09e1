import { formatBase64 } from '../../model/base64.ts'
import { joinAddress } from '../../model/secrets.ts'
import { withDefaults } from '../../model/profile.ts'
import { NetError } from '../../net/errors.ts'
import type { Net } from '../../net/net.ts'
import { withAuth } from '../auth.ts'
import type { Context } from '../backend.ts'
import type { CarrierContext } from '../carrier.ts'
import { carrierFields } from '../fields.ts'
import type { ntfyFields } from './fields.ts'

type NtfyContext = Context<typeof ntfyFields>

/** The wires with what lets this profile in: `Authorization`, or headers that a proxy in front of it wants, on every request to
 *  its own server; and on a WebSocket, which has no headers, the first of these in the query
 *  (https://docs.ntfy.sh/publish/#query-param). Throws NetError where a browser cannot send it so. */
export function signedIn({ options, secrets, ...context }: NtfyContext): Net {
  const { server, auth } = options
  if (auth === 'header' && options.wire === 'socket')
    throw new NetError('refused', { code: 'ntfy.socket-headers' })
  // Requests go beside the WebSocket too, and take headers.
  const asked = withDefaults(carrierFields, { server, auth, wire: 'events' }, 'notifications')
  const carrier: CarrierContext = { ...context, options: asked, secrets }
  const { net } = withAuth(carrier)
  const header = authorization(auth, secrets)
  if (!header) return net
  const param = formatBase64(new TextEncoder().encode(header))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
  return {
    ...net,
    socket: (url, protocols) => net.socket(joinAddress(url, { params: { auth: param } }), protocols),
  }
}

function authorization(auth: string, secrets: NtfyContext['secrets']): string | undefined {
  const { token = '', user = '', password = '' } = secrets
  if (auth === 'bearer') return `Bearer ${token}`
  if (auth === 'basic') return `Basic ${formatBase64(new TextEncoder().encode(`${user}:${password}`))}`
  return undefined
}
