import type { Ground } from './ground.ts'
import { seen, watch } from './in-page.ts'
import type { Load } from './load.ts'
import type { Page } from './page.ts'
import { quantile } from './quantile.ts'

const SEEN_MS = 180_000
export const LONG_MS = 50

/** What a flood did to a page. Times are ms, `perSecond` is records, `workUs` the work of the main thread for each (µs of
 *  the processor). `gapP99`, `gapMost`: between two frames that the
 *  page was given to draw; `slowFrames`, `longTasks`: how many took more than 50 ms. `delays`: see `Seen`. */
export type Flow = {
  perSecond: number
  workUs: number
  gapP99: number
  gapMost: number
  slowFrames: number
  longTasks: number
  longestTask: number
  delays: readonly number[]
}

/** Floods a page that is connected, and looks until it shows the last message. `rate`: so many messages a second, not
 *  as fast as they are taken. */
export async function flow(ground: Ground, page: Page, load: Load, rate?: number): Promise<Flow> {
  await ground.flood.prepare(load)
  await page.run(watch, load.first + load.count - 1)
  const before = await page.worked()
  const sent = await ground.flood.send(rate)
  const { gaps, tasks, last, delays } = await page.run(seen, undefined, SEEN_MS)
  const after = await page.worked()
  // What never drew a frame in between has one gap: all of it.
  const all = gaps.length > 0 ? gaps : [last - sent.from]
  return {
    perSecond: load.count / ((last - sent.from) / 1000),
    workUs: ((after - before) / load.count) * 1000,
    gapP99: quantile(all, 0.99),
    gapMost: quantile(all, 1),
    slowFrames: all.filter((ms) => ms > LONG_MS).length,
    longTasks: tasks.length,
    longestTask: quantile(tasks, 1),
    delays,
  }
}

/** The app in a fresh browser, flooded. */
export function appFlow(ground: Ground, name: string, load: Load, rate?: number): Promise<Flow> {
  return ground.with(async (page) => {
    await ground.connect(page, load)
    return ground.profiled(page, name, () => flow(ground, page, load, rate))
  })
}

/** A page to compare with, the same. */
export function otherFlow(ground: Ground, path: string, load: Load, rate?: number): Promise<Flow> {
  return ground.with(async (page) => {
    await ground.compare(page, path)
    return flow(ground, page, load, rate)
  })
}
