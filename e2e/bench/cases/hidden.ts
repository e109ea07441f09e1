import { until } from '../../until.ts'
import { defineCase } from '../figure.ts'
import { countRows } from '../in-rows.ts'
import type { Load } from '../load.ts'

const RATE = 2_000
const load: Load = { wire: 'socket', body: 'small', first: 1, count: 10_000 }
const HIDDEN_MS = 10_000
/** Many rows are counted faster in a high window (px). */
const HIGH = 3_000
/** What it does about being shown is done by then (ms). */
const DONE_MS = 1_000
const COUNT_MS = 120_000

export const hidden = defineCase({
  name: 'hidden',
  title: 'A hidden tab, five seconds of 2,000 small JSON messages a second, and then it is shown',
  figures: {
    lost: { what: 'messages lost', unit: '', target: { atMost: 0 } },
    work: { what: 'work of the main thread in the first second', unit: 'ms', target: { atMost: 200 } },
    idle: { what: 'the same in a second after that', unit: 'ms' },
    painted: { what: 'until the last message is painted', unit: 'ms' },
  },
  async run(ground) {
    return ground.with(async (page) => {
      await ground.connect(page, load)
      const show = await page.hide()
      await until('the tab is hidden', HIDDEN_MS, () => page.run(() => document.hidden, undefined))
      await ground.flood.prepare(load)
      await ground.flood.send(RATE)
      const last = load.first + load.count - 1
      const shown = page.run(whenShown, last)
      const before = await page.worked()
      await show()
      const painted = await shown
      await wait(DONE_MS - painted)
      const after = await page.worked()
      await wait(DONE_MS)
      const later = await page.worked()
      await page.stretch(HIGH)
      const count = await page.run(countRows, undefined, COUNT_MS)
      return { lost: load.count - count, work: after - before, idle: later - after, painted }
    })
  },
})

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))
}

/** Goes to the page as text. Resolves with the ms from when it is shown until it has painted that message. */
function whenShown(id: number): Promise<number> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    let began = 0
    const draw = () => port2.postMessage(undefined)
    port1.onmessage = () => {
      if (!document.querySelector(`main [role="log"] [data-id="${id}"]`)) requestAnimationFrame(draw)
      else resolve(performance.now() - began)
    }
    document.addEventListener('visibilitychange', () => {
      if (document.hidden || began > 0) return
      began = performance.now()
      requestAnimationFrame(draw)
    })
  })
}
