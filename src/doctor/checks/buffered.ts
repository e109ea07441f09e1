import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { unbufferedSnippets } from '../snippets/stream.ts'

/** What comes within so long (ms) came at once; after so long without anything (ms), another lump begins. */
const TOGETHER_MS = 100
const PAUSE_MS = 1_000
/** What comes so soon (ms) after the stream opened is what was missed before it. */
const BACKLOG_MS = 500
const LUMPS = 2

type Lump = { from: number; to: number; count: number }

/** Events that come in lumps, with pauses between, were collected by something on their way. */
export const checkBuffered: Check = ({ wire, trace, http }) => {
  if (wire !== 'events' || !http) return undefined
  const lumps = lumpsOf(trace.slice(trace.findLastIndex(({ kind }) => kind === 'open') + 1))
  const openedAt = trace.findLast(({ kind }) => kind === 'open')?.at ?? 0
  const counted = lumps.filter(({ from }) => from - openedAt > BACKLOG_MS)
  const large = counted.filter(({ from, to, count }) => count > 1 && to - from <= TOGETHER_MS)
  if (large.length < LUMPS || large.length < counted.length * 0.75) return undefined
  const last = large.at(-1) as Lump
  const before = lumps[lumps.indexOf(last) - 1]
  const seconds = Math.max(1, Math.round((last.from - (before?.to ?? openedAt)) / 1000))
  return diagnosis('buffered', 'likely', { seconds, count: last.count }, unbufferedSnippets(http.pathname))
}

function lumpsOf(trace: readonly { at: number; kind: string }[]): Lump[] {
  const lumps: Lump[] = []
  for (const { at, kind } of trace) {
    if (kind !== 'in') continue
    const last = lumps.at(-1)
    if (last && at - last.to < PAUSE_MS) {
      last.to = at
      last.count++
    } else lumps.push({ from: at, to: at, count: 1 })
  }
  return lumps
}
