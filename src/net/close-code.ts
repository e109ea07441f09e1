import type { NetErrorKind } from './errors.ts'
import { NetError } from './errors.ts'

/** Names of WebSocket close codes. https://www.iana.org/assignments/websocket/websocket.xhtml */
const NAMES: Record<number, string> = {
  1000: 'normal closure',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1005: 'no status received',
  1006: 'abnormal closure',
  1007: 'invalid payload',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'mandatory extension',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
  1015: 'TLS handshake',
  3000: 'unauthorized',
  3003: 'forbidden',
  3008: 'timeout',
  4400: 'bad request',
  4401: 'unauthorized',
  4403: 'forbidden',
  4406: 'not acceptable',
  4409: 'conflict',
  4429: 'too many requests',
}

const KINDS: Record<number, NetErrorKind> = {
  1002: 'refused',
  1003: 'refused',
  1007: 'refused',
  1008: 'refused',
  1010: 'refused',
  1013: 'busy',
  3000: 'unauthorized',
  3003: 'unauthorized',
  4400: 'refused',
  4401: 'unauthorized',
  4403: 'unauthorized',
  4406: 'refused',
  4409: 'refused',
  4429: 'busy',
}

/** The error that a close is. Every close is one, the clean ones too: load balancers send 1000. */
export function closeError(code: number, reason: string): NetError {
  return new NetError(
    KINDS[code] ?? 'dropped',
    {
      code: 'closed',
      params: { code, name: NAMES[code] ?? '' },
      ...(reason && { detail: reason }),
    },
    { code },
  )
}
