import { defineCase, inTurn } from '../figure.ts'
import { appFlow, otherFlow } from '../flow.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'
import { delivered } from '../reader.ts'

const load: Load = { wire: 'socket', body: 'small', first: 1, count: 200_000 }
/** It gets slower with each. */
const fewer: Load = { ...load, count: 2_000 }

export const socket = defineCase({
  name: 'socket',
  title: 'WebSocket, 200,000 small JSON messages as fast as they are taken',
  figures: {
    app: { what: 'the app', unit: '/s' },
    control: { what: 'a page that only parses and counts', unit: '/s' },
    ratio: { what: 'the app to it', unit: '×', digits: 2, target: { atLeast: 0.9 } },
    tutorial: { what: 'the tutorial page (2,000 messages)', unit: '/s' },
    faster: { what: 'the app to it', unit: '×', digits: 1 },
    work: { what: 'work of its main thread for each', unit: 'µs', digits: 1 },
    controlWork: { what: 'the same of the control', unit: 'µs', digits: 1 },
    gap: { what: 'frame gap p99', unit: 'ms', digits: 1, target: { atMost: 34 } },
    controlGap: { what: 'frame gap p99 of the control', unit: 'ms', digits: 1 },
    most: { what: 'longest frame gap', unit: 'ms', digits: 1 },
    slow: { what: 'frame gaps over 50 ms', unit: '', target: { atMost: 0 } },
    tasks: { what: 'tasks over 50 ms', unit: '', target: { atMost: 0 } },
    longest: { what: 'longest of these', unit: 'ms' },
    server: { what: 'what the server could deliver', unit: '/s' },
  },
  async run(ground, turn) {
    const [app, control] = await inTurn(
      turn,
      () => appFlow(ground, 'socket', load),
      () => otherFlow(ground, PATHS.socketControl, load),
    )
    const tutorial = await otherFlow(ground, PATHS.tutorial, fewer)
    return {
      app: app.perSecond,
      control: control.perSecond,
      ratio: app.perSecond / control.perSecond,
      tutorial: tutorial.perSecond,
      faster: app.perSecond / tutorial.perSecond,
      work: app.workUs,
      controlWork: control.workUs,
      gap: app.gapP99,
      controlGap: control.gapP99,
      most: app.gapMost,
      slow: app.slowFrames,
      tasks: app.longTasks,
      longest: app.longestTask,
      server: await delivered(ground.flood, load),
    }
  },
})
