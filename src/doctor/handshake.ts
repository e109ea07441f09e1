import type { Case } from './case.ts'
import { inScheme, TLS_CLOSE } from './case.ts'

/** Is somebody there with whom no encrypted connection can be made? Firefox says so of a WebSocket, and of a port that is
 *  closed it does not; Chromium says nothing. */
export async function failsAtHandshake({ http, why, trace, probes }: Case): Promise<boolean> {
  if (!http) return false
  if (why?.params?.['code'] === TLS_CLOSE) return true
  // It makes a page wait before it tries the same host again: what it said before counts.
  if (trace.some((traced) => traced.kind === 'close' && traced.code === TLS_CLOSE)) return true
  const opened = await probes.open(inScheme(http, 'wss:'))
  return opened.kind === 'failed' && opened.code === TLS_CLOSE
}
