import { seeded } from '../../faults/random.ts'
import { pause } from '../../until.ts'
import type { Followed } from '../../follow-rows.ts'
import { followRows } from '../../follow-rows.ts'
import { defineCase } from '../figure.ts'
import { flow } from '../flow.ts'
import type { Frame } from '../in-rows.ts'
import { jump, scrollUp } from '../in-rows.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'
import { quantile } from '../quantile.ts'

const ROWS = 100_000
const load: Load = { wire: 'socket', body: 'lines', first: 1, count: ROWS, together: 100 }
const FRAMES = 600
const JUMPS = 40
/** What comes while somebody reads: the log is full, and drops as many. */
const MEANWHILE = 3_000
const A_SECOND = 1_000
const STILL_MS = 500
const places = Array.from({ length: JUMPS }, seeded(7))

export const rows = defineCase({
  name: 'rows',
  title: '100,000 rows of different heights',
  figures: {
    gap: { what: 'scroll up: frame gap p99', unit: 'ms', digits: 1, target: { atMost: 17 } },
    work: { what: 'until the frame is painted, p99', unit: 'ms', digits: 1, target: { atMost: 17 } },
    blank: { what: 'frame gap p99 of a page with nothing to scroll', unit: 'ms', digits: 1 },
    jump: { what: 'jump anywhere until rows fill the view, median', unit: 'ms', digits: 1 },
    jumpMost: { what: 'the slowest of 40', unit: 'ms', digits: 1 },
    unfilled: { what: 'jumps that never filled it', unit: '', target: { atMost: 0 } },
    moves: { what: 'moves under a reader while 3,000 come', unit: '', target: { atMost: 0 } },
    looks: { what: 'looks at rows in that time', unit: '' },
  },
  async run(ground) {
    const blank = await ground.with(async (page) => {
      await page.open(`http://${ground.flood.host}${PATHS.blank}`)
      return page.run(scrollUp, FRAMES)
    })
    return ground.with(async (page) => {
      await ground.connect(page, load)
      await flow(ground, page, load)
      const frames: Frame[] = await ground.profiled(page, 'scroll', () => page.run(scrollUp, FRAMES))
      const jumps = await page.run(jump, places)
      await page.run(jump, [0])
      if (!(await page.run(hasFirst, load.first))) throw new Error('The log does not hold all rows.')
      await page.run(jump, [0.5])
      await pause(STILL_MS)

      await page.evaluate(`void (benchRows = (${followRows})(document.querySelector('main [role="log"]')))`)
      await ground.flood.prepare({ wire: 'socket', body: 'lines', first: ROWS + 1, count: MEANWHILE })
      await ground.flood.send(A_SECOND)
      await pause(STILL_MS)
      const followed = await page.evaluate<Followed>(`Object.assign(benchRows, { ended: true })`)
      const filled = jumps.filter((ms) => ms >= 0)
      const gaps = (all: readonly Frame[]) =>
        quantile(
          all.map((frame) => frame.gap),
          0.99,
        )
      return {
        gap: gaps(frames),
        work: quantile(
          frames.map((frame) => frame.work),
          0.99,
        ),
        blank: gaps(blank),
        jump: quantile(filled, 0.5),
        jumpMost: quantile(filled, 1),
        unfilled: jumps.length - filled.length,
        moves: followed.moves.length,
        looks: followed.looks,
      }
    })
  },
})

function hasFirst(id: number): boolean {
  return document.querySelector(`main [role="log"] [data-id="${id}"]`) !== null
}
