import { defineCase, inTurn } from '../figure.ts'
import { appFlow, otherFlow } from '../flow.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'
import { delivered } from '../reader.ts'

const load: Load = { wire: 'events', body: 'small', first: 1, count: 400_000 }

export const events = defineCase({
  name: 'events',
  title: 'Server-Sent Events, 400,000 small JSON messages as fast as they are taken',
  figures: {
    app: { what: 'the app', unit: '/s' },
    control: { what: 'a page that only parses and counts (EventSource)', unit: '/s' },
    ratio: { what: 'the app to it', unit: '×', digits: 2, target: { atLeast: 0.5 } },
    reader: { what: 'the same with fetch, split at blank lines', unit: '/s' },
    toReader: { what: 'the app to it', unit: '×', digits: 2 },
    named: { what: 'the app, where each event has an id', unit: '/s' },
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
      () => appFlow(ground, 'events', load),
      () => otherFlow(ground, PATHS.eventSourceControl, load),
    )
    const [named, reader] = await inTurn(
      turn,
      () => appFlow(ground, 'events-named', { ...load, named: true }),
      () => otherFlow(ground, PATHS.eventsControl, load),
    )
    return {
      app: app.perSecond,
      control: control.perSecond,
      ratio: app.perSecond / control.perSecond,
      reader: reader.perSecond,
      toReader: app.perSecond / reader.perSecond,
      named: named.perSecond,
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
