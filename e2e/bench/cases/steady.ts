import { defineCase, inTurn } from '../figure.ts'
import { appFlow, flow, otherFlow } from '../flow.ts'
import type { Ground } from '../ground.ts'
import { noteArrivals } from '../in-page.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'
import { quantile } from '../quantile.ts'

const FAST = 10_000
const SLOWER = 5_000
const SECONDS = 5
const of = (rate: number): Load => ({ wire: 'socket', body: 'small', first: 1, count: rate * SECONDS })

export const steady = defineCase({
  name: 'steady',
  title: 'WebSocket, five seconds of 10,000 and of 5,000 small JSON messages a second',
  figures: {
    gap: { what: 'at 10,000/s: frame gap p99', unit: 'ms', digits: 1, target: { atMost: 20 } },
    controlGap: { what: 'frame gap p99 of the control', unit: 'ms', digits: 1 },
    most: { what: 'longest frame gap', unit: 'ms', digits: 1 },
    tasks: { what: 'tasks over 50 ms', unit: '', target: { atMost: 0 } },
    rate: { what: 'the app keeps', unit: '/s' },
    paint: { what: 'at 5,000/s: receive to paint p99', unit: 'ms', digits: 1, target: { atMost: 34 } },
    paintHalf: { what: 'the same, median', unit: 'ms', digits: 1 },
    controlPaint: { what: 'the same, p99 of the control', unit: 'ms', digits: 1 },
    slowerGap: { what: 'frame gap p99', unit: 'ms', digits: 1 },
  },
  async run(ground, turn) {
    const [app, control] = await inTurn(
      turn,
      () => appFlow(ground, 'steady', of(FAST), FAST),
      () => otherFlow(ground, PATHS.socketControl, of(FAST), FAST),
    )
    const [painted, controlPainted] = await inTurn(
      turn,
      () => paints(ground, (page) => ground.connect(page, of(SLOWER))),
      () => paints(ground, (page) => ground.compare(page, PATHS.socketControl)),
    )
    return {
      gap: app.gapP99,
      controlGap: control.gapP99,
      most: app.gapMost,
      tasks: app.longTasks,
      rate: app.perSecond,
      paint: quantile(painted.delays, 0.99),
      paintHalf: quantile(painted.delays, 0.5),
      controlPaint: quantile(controlPainted.delays, 0.99),
      slowerGap: painted.gapP99,
    }
  },
})

function paints(ground: Ground, open: (page: Parameters<Ground['connect']>[0]) => Promise<void>) {
  return ground.with(async (page) => {
    await page.first(noteArrivals)
    await open(page)
    return flow(ground, page, of(SLOWER), SLOWER)
  })
}
