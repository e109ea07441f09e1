import type { Check } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'
import { unbufferedSnippets } from '../snippets/stream.ts'

/** A stream that lives for less than this (ms), each time, was not meant to stay open. */
const SHORT_MS = 5_000

/** The stream ends soon after it opened, again and again. */
export const checkEnds: Check = ({ why, wire, trace, http }) => {
  if (wire !== 'events' || why?.code !== 'ended' || !http) return undefined
  const lives: number[] = []
  let opened: number | undefined
  for (const traced of trace) {
    if (traced.kind === 'open') opened = traced.at
    if (traced.kind !== 'close' || opened === undefined) continue
    lives.push(traced.at - opened)
    opened = undefined
  }
  const recent = lives.slice(-2)
  const isShort = recent.length > 1 && recent.every((ms) => ms < SHORT_MS)
  return isShort ? diagnosis('ends-at-once', 'likely', {}, unbufferedSnippets(http.pathname)) : undefined
}
