import { textOf } from '../model/text.ts'
import type { Traced } from '../model/traced.ts'

/** A text that came: when (epoch ms), and the name of its event. */
export type Sample = { at: number; text: string; event?: string }

/** So many are offered, and texts of so many characters. */
const MOST = 50
const MAX_CHARS = 200_000

/** What came of late, oldest first, each shape of text once. `polled`: what came are the answers to requests. */
export function samplesOf(recorded: readonly Traced[], polled: boolean): Sample[] {
  const samples: Sample[] = []
  const seen = new Set<string>()
  for (const traced of recorded.toReversed()) {
    if (traced.kind !== 'in' || samples.length >= MOST) continue
    const isAnswer = traced.ms !== undefined
    const text = textOf(traced.frame)
    if (isAnswer !== polled || !text?.trim() || text.length > MAX_CHARS || seen.has(text)) continue
    seen.add(text)
    const named = !isAnswer && traced.event !== undefined && traced.event !== 'message'
    samples.push({ at: traced.at, text, ...(named && { event: traced.event }) } as Sample)
  }
  return samples.reverse()
}
