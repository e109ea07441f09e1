import { defineCase, inTurn } from '../figure.ts'
import { appFlow, otherFlow } from '../flow.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'

const load: Load = { wire: 'socket', body: 'small', first: 1, count: 1_000_000, together: 100 }

export const arrays = defineCase({
  name: 'arrays',
  title: 'WebSocket, 10,000 lists of 100 records as fast as they are taken',
  figures: {
    app: { what: 'the app, records', unit: '/s', target: { atLeast: 500_000 } },
    control: { what: 'a page that only parses', unit: '/s' },
    ratio: { what: 'the app to it', unit: '×', digits: 2 },
    work: { what: 'work of its main thread for each', unit: 'µs', digits: 1 },
    controlWork: { what: 'the same of the control', unit: 'µs', digits: 1 },
    gap: { what: 'frame gap p99', unit: 'ms', digits: 1, target: { atMost: 34 } },
    slow: { what: 'frame gaps over 50 ms', unit: '', target: { atMost: 0 } },
    tasks: { what: 'tasks over 50 ms', unit: '', target: { atMost: 0 } },
    longest: { what: 'longest of these', unit: 'ms' },
  },
  async run(ground, turn) {
    const [app, control] = await inTurn(
      turn,
      () => appFlow(ground, 'arrays', load),
      () => otherFlow(ground, PATHS.socketControl, load),
    )
    return {
      app: app.perSecond,
      control: control.perSecond,
      ratio: app.perSecond / control.perSecond,
      work: app.workUs,
      controlWork: control.workUs,
      gap: app.gapP99,
      slow: app.slowFrames,
      tasks: app.longTasks,
      longest: app.longestTask,
    }
  },
})
