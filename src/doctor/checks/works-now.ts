import { answerOf } from '../answer.ts'
import type { Check } from '../case.ts'
import { isUnreached } from '../case.ts'
import { diagnosis } from '../diagnosis.ts'

/** What takes longer (ms) is slow, and said to be so. */
export const SLOW_MS = 3_000

/** The server was not there and now is, or it took its time. */
export const checkWorksNow: Check = async (patient) => {
  const { http, url, wire, probes } = patient
  if (!http || !url || !isUnreached(patient)) return undefined
  const seen = await probes.see(http)
  if (seen.kind !== 'answered') return undefined
  if (seen.ms >= SLOW_MS) return diagnosis('slow', 'sure', { seconds: Math.round(seen.ms / 1000) })
  if (wire === 'socket') {
    const opened = await probes.open(url, patient.manner.protocols)
    return opened.kind === 'opened' ? diagnosis('works-now', 'sure') : undefined
  }
  const answer = await answerOf(patient)
  const fits = wire === 'poll' || /^text\/event-stream\b/i.test(answer?.type ?? '')
  return answer && answer.status < 400 && fits ? diagnosis('works-now', 'sure') : undefined
}
