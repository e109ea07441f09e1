import { defineCase, inTurn } from '../figure.ts'
import { appFlow, otherFlow } from '../flow.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'

const load: Load = { wire: 'mqtt', body: 'small', first: 1, count: 200_000 }

export const mqtt = defineCase({
  name: 'mqtt',
  title: 'MQTT 5, 200,000 small publications at QoS 0 as fast as they are taken',
  figures: {
    app: { what: 'the app', unit: '/s', target: { atLeast: 30_000 } },
    control: { what: 'a page that only counts what `mqtt` tells it', unit: '/s' },
    ratio: { what: 'the app to it', unit: '×', digits: 2, target: { atLeast: 0.9 } },
    work: { what: 'work of its main thread for each', unit: 'µs', digits: 1 },
    controlWork: { what: 'the same of the control', unit: 'µs', digits: 1 },
    gap: { what: 'frame gap p99', unit: 'ms', digits: 1, target: { atMost: 34 } },
    controlGap: { what: 'frame gap p99 of the control', unit: 'ms', digits: 1 },
    most: { what: 'longest frame gap', unit: 'ms', digits: 1 },
    tasks: { what: 'tasks over 50 ms', unit: '', target: { atMost: 0 } },
    longest: { what: 'longest of these', unit: 'ms' },
  },
  async run(ground, turn) {
    const [app, control] = await inTurn(
      turn,
      () => appFlow(ground, 'mqtt', load),
      () => otherFlow(ground, PATHS.mqttControl, load),
    )
    return {
      app: app.perSecond,
      control: control.perSecond,
      ratio: app.perSecond / control.perSecond,
      work: app.workUs,
      controlWork: control.workUs,
      gap: app.gapP99,
      controlGap: control.gapP99,
      most: app.gapMost,
      tasks: app.longTasks,
      longest: app.longestTask,
    }
  },
})
