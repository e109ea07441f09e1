import { until } from '../../until.ts'
import { defineCase } from '../figure.ts'
import { flow, LONG_MS } from '../flow.ts'
import { press } from '../in-page.ts'
import type { Found } from '../in-search.ts'
import { find, goOn } from '../in-search.ts'
import type { Load } from '../load.ts'
import { quantile } from '../quantile.ts'

const COUNT = 100_000
const load: Load = { wire: 'socket', body: 'small', first: 1, count: COUNT, together: 100 }
const OPEN_MS = 10_000
const STEPS = 20

/** Numbers of so many that begin with that digit. */
const beginningWith = (digit: number) =>
  Array.from({ length: COUNT }, (_, n) => n + 1).filter((n) => String(n).startsWith(String(digit))).length

export const search = defineCase({
  name: 'search',
  title: 'Search in 100,000 messages, the newest first',
  figures: {
    first: { what: 'text in many: first hits painted', unit: 'ms', digits: 1, target: { atMost: 50 } },
    shown: { what: 'the newest in sight', unit: 'ms', digits: 1 },
    all: { what: 'all counted', unit: 'ms', digits: 1 },
    rare: { what: 'text in the very oldest alone: in sight', unit: 'ms', digits: 1 },
    cold: {
      what: 'regular expression, the first: first hits',
      unit: 'ms',
      digits: 1,
      target: { atMost: 50 },
    },
    warm: { what: 'the second: first hits', unit: 'ms', digits: 1, target: { atMost: 50 } },
    warmAll: { what: 'all counted', unit: 'ms', digits: 1 },
    next: { what: 'to the next hit, p99', unit: 'ms', digits: 1 },
    tasks: { what: 'tasks over 50 ms', unit: '', target: { atMost: 0 } },
    longest: { what: 'longest of these', unit: 'ms' },
  },
  async run(ground) {
    return ground.with(async (page) => {
      await ground.connect(page, load)
      await flow(ground, page, load)
      await until('the search is open', OPEN_MS, async () => {
        if (await page.run(isOpen, undefined)) return true
        await page.run(press, 'search')
        return false
      })
      const all: Found[] = []
      const look = async (text: string, regex: boolean, total: number) => {
        const found = await page.run(find, { text, regex, total })
        all.push(found)
        return found
      }
      return ground.profiled(page, 'search', async () => {
        const many = await look('message 9', false, beginningWith(9))
        const steps = await page.run(goOn, STEPS)
        const rare = await look('message 1 of', false, 1)
        const cold = await look('message 8\\d* of', true, beginningWith(8))
        const warm = await look('message 7\\d* of', true, beginningWith(7))
        const tasks = all.flatMap((found) => found.tasks).filter((ms) => ms > LONG_MS)
        return {
          first: many.first,
          shown: many.shown,
          all: many.all,
          rare: rare.shown,
          cold: cold.first,
          warm: warm.first,
          warmAll: warm.all,
          next: quantile(steps, 0.99),
          tasks: tasks.length,
          longest: quantile(tasks, 1),
        }
      })
    })
  },
})

/** Goes to the page as text. */
function isOpen(): boolean {
  return document.querySelector('main [data-field="search"]') !== null
}
