import type { Status } from './status.ts'
import type { Traced } from './traced.ts'

/** So long (epoch ms) was a connection in that state. */
export type Span = { name: Status['name']; from: number; to: number }

/** The states that a connection was in one after the other, up to `now` (epoch ms). */
export function spansOf(traced: readonly Traced[], now: number): Span[] {
  const spans: Span[] = []
  for (const each of traced) {
    if (each.kind !== 'status') continue
    const last = spans.at(-1)
    if (last) last.to = each.at
    if (last?.name === each.status.name) continue
    // What was over in the same millisecond is no time at all.
    if (last && last.to <= last.from) spans.pop()
    if (spans.at(-1)?.name !== each.status.name)
      spans.push({ name: each.status.name, from: each.at, to: each.at })
  }
  const last = spans.at(-1)
  if (last) last.to = Math.max(last.from, now)
  return spans
}
