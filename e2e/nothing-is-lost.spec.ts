import { expect, test } from './app.ts'
import { WIRES } from './faults/connect.ts'
import { DrivenBrowser } from './faults/driven-browser.ts'
import type { FaultKind } from './faults/plan.ts'
import { brokenIn, lineOf } from './faults/report.ts'
import { tellStory } from './faults/story.ts'

/** The short form of `npm run faults`: without what takes long, or needs a browser that Playwright does not drive. */
const KINDS: readonly FaultKind[] = [
  'reset',
  'stall',
  'server-fin',
  'client-fin',
  'refuse',
  'delay',
  'cut-down',
  'cut-up',
  'kill-server',
  'reload',
  'offline',
  'leader-killed',
]
const SHORT = { messages: 120, faults: 6, pace: 80, scale: 0.3, impatient: true, kinds: KINDS }

for (const [index, wire] of WIRES.entries())
  test(`of 120 lines each way through six faults ${wire === 'plain' ? 'none is lost without a gap' : 'none is lost'}: ${wire}`, async ({
    context,
    site,
    watch,
  }, { annotations }) => {
    test.setTimeout(120_000)
    const outcome = await tellStory({
      ...SHORT,
      wire,
      seed: 11 + index,
      origin: site.origin,
      named: (url) => watch.allow(url),
      browser: new DrivenBrowser(context),
    })
    annotations.push({ type: 'figures', description: lineOf(wire, 11 + index, outcome) })
    expect(brokenIn(outcome)).toEqual([])
  })
