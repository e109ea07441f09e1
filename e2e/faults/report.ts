import { isKept } from './judge.ts'
import type { Verdict } from './judge.ts'
import type { Outcome } from './story.ts'

const SHOWN = 12

/** One line of figures for a wire. */
export function lineOf(name: string, seed: number, outcome: Outcome): string {
  const { told, said, verdict, faults, recoveries } = outcome
  const kinds = [...faults].map(([kind, count]) => `${kind} ${count}`).join(', ')
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0)
  const longest = recoveries.reduce((most, each) => (each.ms > most.ms ? each : most), { kind: '-', ms: 0 })
  return [
    `${name}: down ${told} told, ${verdict.shown} shown`,
    `up ${said} said, ${verdict.arrived} arrived`,
    `lost ${verdict.lost.length}`,
    `doubled ${verdict.doubled.length}`,
    `out of order ${verdict.disordered.length}`,
    `unconfirmed ${verdict.unconfirmed}`,
    `waiting or refused ${verdict.stuck}`,
    `gaps ${verdict.gaps}${verdict.inGaps ? ` (${verdict.inGaps} lines inside)` : ''}`,
    `faults ${total} (${kinds})`,
    `longest recovery ${longest.ms} ms (${longest.kind})`,
    `seed ${seed}`,
  ].join(' · ')
}

/** What broke the promise, in sentences; empty where it was kept. */
export function brokenIn({ verdict, reloaded, troubles }: Outcome): string[] {
  return [
    ...troubles,
    ...sentences('', verdict),
    ...(reloaded ? sentences('after a last reload: ', reloaded) : []),
  ]
}

function sentences(when: string, verdict: Verdict): string[] {
  if (isKept(verdict)) return []
  const { lost, doubled, disordered, untrue } = verdict
  return Object.entries({ lost, doubled, 'out of order': disordered, 'shown as sent, but not there': untrue })
    .filter(([, labels]) => labels.length > 0)
    .map(([what, labels]) => {
      const more = labels.length > SHOWN ? ` and ${labels.length - SHOWN} more` : ''
      return `${when}${what}: ${labels.slice(0, SHOWN).join(', ')}${more}`
    })
}
