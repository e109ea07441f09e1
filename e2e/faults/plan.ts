import { between, seeded, shuffled } from './random.ts'

/** What can go wrong. The last row needs a browser that is driven without Playwright. */
export const WIRE_FAULTS = [
  'reset',
  'stall',
  'long-stall',
  'server-fin',
  'client-fin',
  'refuse',
  'delay',
  'cut-down',
  'cut-up',
  'kill-server',
] as const
export const PAGE_FAULTS = ['reload', 'offline', 'leader-killed'] as const
export const BARE_FAULTS = ['freeze', 'leader-frozen', 'bfcache'] as const
export type FaultKind = (typeof WIRE_FAULTS | typeof PAGE_FAULTS | typeof BARE_FAULTS)[number]

export type Fault = {
  kind: FaultKind
  /** It begins when the server has told this number. */
  at: number
  /** How long it lasts, where it lasts (ms). */
  ms: number
  /** A free choice from 0 to 1, for what else there is to draw: bytes, latency, which tab. */
  draw: number
  /** Does the next one wait until the page is well again? Else it may fall into the recovery. */
  waits: boolean
}

/** How long each may last (ms). A long stall outlasts every patience of the page but that of an idle ping. */
const SPAN: Record<FaultKind, readonly [number, number]> = {
  reset: [0, 0],
  stall: [500, 4_000],
  'long-stall': [11_000, 14_000],
  'server-fin': [0, 0],
  'client-fin': [0, 0],
  refuse: [300, 3_000],
  delay: [1_000, 4_000],
  'cut-down': [0, 0],
  'cut-up': [0, 0],
  'kill-server': [0, 1_500],
  reload: [0, 0],
  offline: [500, 3_000],
  'leader-killed': [300, 1_500],
  freeze: [1_500, 6_000],
  'leader-frozen': [1_500, 6_000],
  bfcache: [300, 3_000],
}

/** The faults of a run: every kind about as often as any other, at random moments but not in the first and last of the
 *  numbers. The same seed gives the same plan. */
export function planFaults(
  seed: number,
  { kinds, faults, messages }: { kinds: readonly FaultKind[]; faults: number; messages: number },
): Fault[] {
  const random = seeded(seed)
  const decks = Array.from({ length: Math.ceil(faults / kinds.length) }, () => shuffled(random, kinds))
  const moments = Array.from({ length: faults }, () =>
    Math.round(between(random, messages * 0.02, messages * 0.95)),
  ).sort((a, b) => a - b)
  return decks
    .flat()
    .slice(0, faults)
    .map((kind, index) => ({
      kind,
      at: moments[index] as number,
      ms: Math.round(between(random, ...SPAN[kind])),
      draw: random(),
      waits: random() < 0.75,
    }))
}
