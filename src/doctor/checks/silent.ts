import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { unbufferedSnippets } from '../snippets/stream.ts'

/** So long without a word (ms) is worth one. */
const QUIET_MS = 5_000
/** Who has spoken before may be silent for longer. */
const LONG_QUIET_MS = 60_000

/** Connected, and nothing comes. */
export const checkSilent: Check = ({ status, trace, now, native, wire, http }) => {
  if (status.name !== 'ready') return undefined
  const last = trace.findLast(({ kind }) => kind === 'in')
  const heard = last && last.at >= status.since
  const quietMs = now - (heard ? last.at : status.since)
  if (quietMs < (heard ? LONG_QUIET_MS : QUIET_MS)) return undefined
  if (native && !native.names && !heard) return diagnosis('names-unheard', 'likely')
  const snippets = wire === 'events' && http ? unbufferedSnippets(http.pathname) : []
  return diagnosis('silent', 'sure', { seconds: Math.round(quietMs / 1000) }, snippets)
}
