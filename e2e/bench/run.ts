import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { findBrowsers } from '../browsers.ts'
import { startSite } from '../site.ts'
import { CASES } from './cases.ts'
import { Flood } from './flood.ts'
import { Ground } from './ground.ts'
import type { Measured } from './table.ts'
import { dataOf, tableOf } from './table.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: '' },
    dist: { type: 'string', default: 'dist' },
    json: { type: 'boolean', default: false },
    profiles: { type: 'string' },
  },
})
const rounds = Number(values.rounds)
const names = values.only.split(',').filter(Boolean)
const cases = names.length === 0 ? CASES : CASES.filter(({ name }) => names.includes(name))
// Beside the table, so that `--json` is nothing but JSON.
const say = (line: string) => void process.stderr.write(`${line}\n`)
if (!Number.isInteger(rounds) || rounds < 1 || cases.length < names.length || !existsSync(values.dist)) {
  say(
    'usage: npm run bench -- [--rounds 5] [--only NAME,…] [--json] [--dist dist (a built app)]\n' +
      '         [--profiles DIR (a .cpuprofile of each flood; what is measured is slower then)]\n' +
      `names: ${CASES.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const [found] = findBrowsers(['chromium'])
const browser = (found as NonNullable<typeof found>).path
if (values.profiles !== undefined) await mkdir(values.profiles, { recursive: true })
const site = await startSite('--app', values.dist, '--quiet')
// Also where it is broken off.
process.once('exit', () => void site.child.kill())
const flood = await Flood.start()
const ground = new Ground({
  flood,
  origin: site.origin,
  dist: values.dist,
  browser,
  profiles: values.profiles,
})
const measured = cases.map((made) => ({ made, values: new Map<string, number[]>() }))
let troubles = 0
try {
  for (let turn = 0; turn < rounds; turn++) for (const one of measured) await measure(one, turn)
} finally {
  flood.stop()
  await site.stop()
}
tell(measured)
process.exit(troubles > 0 ? 1 : 0)

/** One round of one case. What cannot be measured is said, and the others are all the same. */
async function measure(
  { made, values }: { made: Measured['made']; values: Map<string, number[]> },
  turn: number,
) {
  const from = performance.now()
  try {
    const told = await made.run(ground, turn)
    for (const [name, value] of Object.entries(told))
      if (value !== undefined) values.set(name, [...(values.get(name) ?? []), value])
    say(`round ${turn + 1} of ${rounds}, ${made.name}: ${((performance.now() - from) / 1000).toFixed(1)} s`)
  } catch (error) {
    troubles++
    say(`round ${turn + 1} of ${rounds}, ${made.name}: ${String(error)}`)
  }
}

function tell(all: readonly Measured[]): void {
  const machine = `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), load ${loadavg()[0]?.toFixed(1)}`
  if (values.json) {
    const data = { at: new Date().toISOString(), machine, rounds, cases: dataOf(all) }
    process.stdout.write(`${JSON.stringify(data, undefined, 2)}\n`)
  } else process.stdout.write(`${tableOf(all)}\n\n${rounds} rounds; ${machine}\n`)
}
