import { parseJson } from '../../model/exact.ts'
import { NetError } from '../../net/errors.ts'
import { fillSecrets } from '../fill-secrets.ts'
import { isRecord } from '../json-record.ts'
import type { SocketioOptions } from './fields.ts'

/** What a server is told of who asks, whenever a namespace is joined (`socket.handshake.auth`). Throws NetError `refused`
 *  where what was typed is no JSON object. */
export function payloadOf(
  { auth, payload }: Pick<SocketioOptions, 'auth' | 'payload'>,
  secrets: Readonly<Record<string, string>>,
): Record<string, unknown> {
  if (auth === 'none') return {}
  if (auth === 'token') return { token: secrets['token'] ?? '' }
  try {
    const value = parseJson(fillSecrets(payload, secrets))
    if (isRecord(value)) return value
  } catch {
    // Said below: what is wrong with it may have a secret in it.
  }
  throw new NetError('refused', { code: 'socketio.bad-payload' })
}
