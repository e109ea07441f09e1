import { defineCase } from '../figure.ts'
import { flow } from '../flow.ts'
import type { Ground } from '../ground.ts'
import type { Page } from '../page.ts'
import { PATHS } from '../load.ts'
import { rssOf, watchRss } from '../rss.ts'

const STEP = 200_000
const STEPS = 5
const MB = 1024 * 1024

export const memory = defineCase({
  name: 'memory',
  title: 'WebSocket, 1,000,000 small JSON messages through the bounded log',
  figures: {
    heap200: { what: 'script heap over the start, after 200,000', unit: 'MB', digits: 1 },
    heap400: { what: 'after 400,000', unit: 'MB', digits: 1 },
    heap600: { what: 'after 600,000', unit: 'MB', digits: 1 },
    heap800: { what: 'after 800,000', unit: 'MB', digits: 1 },
    heap1000: { what: 'after 1,000,000', unit: 'MB', digits: 1, target: { atMost: 25 } },
    // A tenth is what the odd cache is.
    grows: { what: 'from 200,000 on it grows by', unit: '%', digits: 1, target: { atMost: 10 } },
    rss: { what: 'memory of the process (RSS), most', unit: 'MB', target: { atMost: 220 } },
    rssAfter: { what: 'the same once garbage is gone', unit: 'MB' },
    rssBefore: { what: 'the same at the start', unit: 'MB' },
    controlRss: { what: 'most of a page that only parses (200,000)', unit: 'MB' },
  },
  async run(ground) {
    const app = await ground.with(async (page) => {
      await ground.connect(page, { wire: 'socket' })
      return grow(ground, page, STEPS)
    })
    const control = await ground.with(async (page) => {
      await ground.compare(page, PATHS.socketControl)
      return grow(ground, page, 1)
    })
    const [heap200 = 0, heap400 = 0, heap600 = 0, heap800 = 0, heap1000 = 0] = app.heaps
    return {
      ...{ heap200, heap400, heap600, heap800, heap1000 },
      grows: (Math.max(...app.heaps) / heap200 - 1) * 100,
      rss: app.most,
      rssAfter: app.after,
      rssBefore: app.before,
      controlRss: control.most,
    }
  },
})

/** Sizes in MB; `heaps` over the start, without garbage, after each step. */
async function grow(ground: Ground, page: Page, steps: number) {
  const pid = await page.process()
  const start = await page.heap()
  const before = inMb(await rssOf(pid))
  const most = watchRss(pid)
  const heaps: number[] = []
  for (let step = 0; step < steps; step++) {
    await flow(ground, page, { wire: 'socket', body: 'small', first: 1 + step * STEP, count: STEP })
    heaps.push(((await page.heap()) - start) / MB)
  }
  return { heaps, before, after: inMb(await rssOf(pid)), most: inMb(await most()) }
}

function inMb(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / MB
}
