import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { firefox } from '@playwright/test'
import { findBrowsers } from '../browsers.ts'
import { ENGINES } from '../choose-browser.ts'
import { startSite } from '../site.ts'
import { BareBrowser } from './bare-browser.ts'
import type { Wire } from './connect.ts'
import { WIRES } from './connect.ts'
import { DrivenBrowser } from './driven-browser.ts'
import { BARE_FAULTS, PAGE_FAULTS, WIRE_FAULTS } from './plan.ts'
import type { FaultKind } from './plan.ts'
import { brokenIn, lineOf } from './report.ts'
import { tellStory } from './story.ts'
import type { Browser } from './tab.ts'

const { values } = parseArgs({
  options: {
    wire: { type: 'string', default: 'all' },
    messages: { type: 'string', default: '10000' },
    faults: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 100_000) },
    browser: { type: 'string', default: 'chromium' },
    kinds: { type: 'string', default: 'all' },
    pace: { type: 'string', default: '60' },
    dist: { type: 'string', default: 'dist' },
    evidence: { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
})
const write = (line: string) => void process.stdout.write(`${line}\n`)
const engine = ENGINES.find((each) => each === values.browser)
const wires = values.wire === 'all' ? WIRES : WIRES.filter((each) => each === values.wire)
const all: readonly FaultKind[] = [
  ...WIRE_FAULTS,
  ...PAGE_FAULTS,
  ...(engine === 'chromium' ? BARE_FAULTS : []),
]
const kinds = values.kinds === 'all' ? all : all.filter((kind) => values.kinds.split(',').includes(kind))
if (!engine || wires.length === 0 || kinds.length === 0) {
  write(
    `usage: npm run faults -- [--wire ${WIRES.join('|')}|all] [--messages 10000] [--faults 60] [--seed N]\n` +
      `         [--browser ${ENGINES.join('|')}] [--kinds ${all.join(',')}]\n` +
      '         [--pace 60 (a second)] [--dist DIR] [--evidence DIR] [--verbose]',
  )
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const [found] = findBrowsers([engine])
const site = await startSite('--app', values.dist, '--quiet')
let broken = 0
try {
  for (const wire of wires) broken += await tell(wire)
} finally {
  await site.stop()
}
process.exit(broken > 0 ? 1 : 0)

/** Each wire has a browser of its own, so that none inherits another's troubles. Returns how much was broken. */
async function tell(wire: Wire): Promise<number> {
  const browser = await launch()
  try {
    const seed = Number(values.seed)
    const outcome = await tellStory({
      wire,
      browser,
      origin: site.origin,
      messages: Number(values.messages),
      faults: Number(values.faults),
      kinds,
      seed,
      pace: Number(values.pace),
      again: true,
      on: (line) => values.verbose && write(`  ${line}`),
    })
    const sentences = brokenIn(outcome)
    write(lineOf(wire, seed, outcome))
    if (values.evidence !== undefined) {
      await mkdir(values.evidence, { recursive: true })
      await writeFile(join(values.evidence, `${wire}-${seed}.json`), JSON.stringify(outcome.evidence))
    }
    for (const sentence of sentences) write(`  BROKEN ${sentence}`)
    return sentences.length
  } finally {
    await browser.stop()
  }
}

async function launch(): Promise<Browser> {
  const { path, own } = found as NonNullable<typeof found>
  if (engine === 'chromium') return BareBrowser.launch(path)
  const how = { executablePath: path, ...(own && { channel: 'moz-firefox' }) }
  return DrivenBrowser.of(await firefox.launch(how))
}
