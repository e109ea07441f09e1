import type { Kept } from './far-side.ts'
import type { Row } from './in-page.ts'

/** In-flight time that a network may take beside a gap's edges: the page can say when it last heard, and not when the
 *  server last spoke (ms). At least the longest latency of a run. */
export const GAP_SLACK_MS = 500

/** All that is known when the wire is whole again. */
export type Evidence = {
  /** The last number that the server took from the sender, and that the page took from its person. */
  told: number
  said: number
  /** What the server has, in its order. */
  down: readonly Kept[]
  up: readonly Kept[]
  /** What the page shows, oldest first. */
  rows: readonly Row[]
  /** Does this wire promise that nothing is lost? Else losses may lie inside shown gaps. */
  resumes: boolean
}

export type Verdict = {
  shown: number
  arrived: number
  lost: string[]
  doubled: string[]
  disordered: string[]
  /** Shown as sent, and the server has it not. */
  untrue: string[]
  /** Of the lines that were told, those that are not shown but lie inside a gap. */
  inGaps: number
  gaps: number
  unconfirmed: number
  /** Drafts that wait, or were refused. */
  stuck: number
}

/** Every message that the server can give is to be shown once and in order; every message that the person wrote is to
 *  be delivered once and in order, plainly waiting, or plainly unconfirmed. */
export function judge({ told, said, down, up, rows, resumes }: Evidence): Verdict {
  const gaps = rows.filter(({ kind }) => kind === 'gap')
  const shown = countOf(rows.map(({ label }) => label))
  const toldAt = new Map(down.map(({ body, at }) => [body, at]))
  const inGap = (label: string) => {
    const at = toldAt.get(label)
    return (
      at !== undefined &&
      gaps.some(({ from = -Infinity, to = Infinity }) => at >= from - GAP_SLACK_MS && at <= to + GAP_SLACK_MS)
    )
  }
  const stands = standsInGap(rows)
  const missing = numbers('down', told).filter((label) => !shown.has(label))
  const excused = resumes ? [] : missing.filter((label) => inGap(label) || stands(label))

  const arrived = countOf(up.map(({ body }) => body))
  const isPlain = ({ kind, state }: Row) => kind === 'draft' && state !== 'sent'
  const plainly = new Set(rows.filter(isPlain).map(({ label }) => label))
  const sayings = numbers('up', said)
  const undelivered = sayings.filter((label) => !arrived.has(label) && (resumes || !plainly.has(label)))
  const unshown = sayings.filter((label) => !shown.has(label) && arrived.has(label))
  const claimed = rows.filter((row) => row.label?.startsWith('up') && !isPlain(row))

  return {
    shown: numbers('down', told).length - missing.length,
    arrived: arrived.size,
    lost: [...missing.filter((label) => !excused.includes(label)), ...undelivered, ...unshown],
    doubled: [
      ...twice(shown),
      ...twice(arrived).map((label) => `${label} at the server`),
      ...twice(countOf(down.map(({ body }) => body))).map((label) => `${label} at the server`),
    ],
    disordered: [
      ...backwards(
        rows.filter(({ kind }) => kind === 'message').map(({ label }) => label),
        'down',
      ),
      ...backwards(
        up.map(({ body }) => body),
        'up',
      ),
    ],
    untrue: claimed.map(({ label }) => label as string).filter((label) => !arrived.has(label)),
    inGaps: excused.length,
    gaps: gaps.length,
    unconfirmed: rows.filter(({ state }) => state === 'unconfirmed').length,
    stuck: rows.filter(({ state }) => state === 'queued' || state === 'sending' || state === 'failed').length,
  }
}

/** Where a reader would look for a line: between what was told before it and after it. Is there a gap? A page on a busy
 *  machine hears late, and cannot know how late; where it says that something is missing is right all the same. */
function standsInGap(rows: readonly Row[]): (label: string) => boolean {
  const downs = rows.flatMap(({ label }, index) => (label?.startsWith('down') ? [{ label, index }] : []))
  return (label) => {
    const before = downs.findLast((each) => each.label < label)?.index ?? -1
    const after = downs.find((each) => each.label > label)?.index ?? rows.length
    return rows.slice(before + 1, after).some(({ kind }) => kind === 'gap')
  }
}

/** Is the promise kept? */
export function isKept({ lost, doubled, disordered, untrue }: Verdict): boolean {
  return lost.length + doubled.length + disordered.length + untrue.length === 0
}

function numbers(way: 'up' | 'down', last: number): string[] {
  return Array.from({ length: last }, (_, index) => `${way} ${String(index + 1).padStart(5, '0')}`)
}

function countOf(labels: readonly (string | undefined)[]): Map<string, number> {
  const count = new Map<string, number>()
  for (const label of labels) if (label !== undefined) count.set(label, (count.get(label) ?? 0) + 1)
  return count
}

function twice(count: ReadonlyMap<string, number>): string[] {
  return [...count].filter(([, times]) => times > 1).map(([label, times]) => `${label} ×${times}`)
}

/** Those that stand after a greater one, each only where it stands first. */
function backwards(labels: readonly (string | undefined)[], way: 'up' | 'down'): string[] {
  const seen = new Set<string>()
  let greatest = ''
  const back: string[] = []
  for (const label of labels) {
    if (!label?.startsWith(way) || seen.has(label)) continue
    seen.add(label)
    if (label < greatest) back.push(label)
    else greatest = label
  }
  return back
}
