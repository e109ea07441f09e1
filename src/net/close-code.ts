import { closeName } from '../model/close-name.ts'
import type { NetErrorKind } from './errors.ts'
import { NetError } from './errors.ts'

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
      params: { code, name: closeName(code) },
      ...(reason && { detail: reason }),
    },
    { code },
  )
}
