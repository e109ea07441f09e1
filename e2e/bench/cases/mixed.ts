import { defineCase, inTurn } from '../figure.ts'
import { flow, otherFlow } from '../flow.ts'
import type { Ground } from '../ground.ts'
import type { Load } from '../load.ts'
import { PATHS } from '../load.ts'

const load: Load = { wire: 'socket', body: 'mixed', first: 1, count: 100_000 }
/** What each of the others hears a second. */
const TALK = 5

export const mixed = defineCase({
  name: 'mixed',
  title:
    'WebSocket, 100,000 bodies of 1 to 400 characters in many scripts, two other profiles connected and talking',
  figures: {
    app: { what: 'the app', unit: '/s' },
    control: { what: 'a page that only parses and counts', unit: '/s' },
    ratio: { what: 'the app to it', unit: '×', digits: 2, target: { atLeast: 0.9 } },
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
      () => amongOthers(ground),
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

function amongOthers(ground: Ground) {
  return ground.with(async (page) => {
    await ground.connect(page, { wire: 'socket', path: PATHS.talk, name: 'talk' })
    await ground.connect(page, { wire: 'events', path: PATHS.talk, name: 'news', view: 'notifications' })
    await ground.connect(page, load)
    await ground.flood.talk(TALK)
    try {
      return await ground.profiled(page, 'mixed', () => flow(ground, page, load))
    } finally {
      await ground.flood.talk(0)
    }
  })
}
