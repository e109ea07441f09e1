import { until } from '../../until.ts'
import { defineCase, inTurn } from '../figure.ts'
import type { Flow } from '../flow.ts'
import { flow } from '../flow.ts'
import type { Ground } from '../ground.ts'
import { press } from '../in-page.ts'
import type { Load } from '../load.ts'
import type { Page } from '../page.ts'

const load: Load = { wire: 'socket', body: 'small', first: 1, count: 100_000 }
const OPEN_MS = 10_000

export const inspector = defineCase({
  name: 'inspector',
  title: 'WebSocket, 100,000 small JSON messages, with the inspector closed and open',
  figures: {
    never: { what: 'never opened', unit: '/s' },
    loaded: { what: 'files of it that were loaded then', unit: '', target: { atMost: 0 } },
    closed: { what: 'opened and closed again', unit: '/s' },
    ratio: { what: 'to never opened', unit: '×', digits: 2 },
    open: { what: 'open', unit: '/s' },
    openRatio: { what: 'to never opened', unit: '×', digits: 2 },
    neverWork: { what: 'work of the main thread for each: never opened', unit: 'µs', digits: 1 },
    closedWork: { what: 'opened and closed again', unit: 'µs', digits: 1 },
    workRatio: { what: 'to never opened', unit: '×', digits: 2, target: { atMost: 1.1 } },
    openWork: { what: 'open', unit: 'µs', digits: 1 },
    gap: { what: 'frame gap p99 while it is open', unit: 'ms', digits: 1 },
    neverGap: { what: 'the same where it was never opened', unit: 'ms', digits: 1 },
    tasks: { what: 'tasks over 50 ms while it is open', unit: '' },
  },
  async run(ground, turn) {
    const [never, closed] = await inTurn(
      turn,
      () => flooded(ground, 'never'),
      () => flooded(ground, 'closed'),
    )
    const open = await flooded(ground, 'open')
    return {
      never: never.perSecond,
      loaded: never.loaded,
      closed: closed.perSecond,
      ratio: closed.perSecond / never.perSecond,
      open: open.perSecond,
      openRatio: open.perSecond / never.perSecond,
      neverWork: never.workUs,
      closedWork: closed.workUs,
      workRatio: closed.workUs / never.workUs,
      openWork: open.workUs,
      gap: open.gapP99,
      neverGap: never.gapP99,
      tasks: open.longTasks,
    }
  },
})

function flooded(ground: Ground, how: 'never' | 'closed' | 'open'): Promise<Flow & { loaded: number }> {
  return ground.with(async (page) => {
    await ground.connect(page, load)
    if (how !== 'never') await toggle(page, true)
    if (how === 'closed') await toggle(page, false)
    const flowed = await ground.profiled(page, `inspector-${how}`, () => flow(ground, page, load))
    return { ...flowed, loaded: await page.run(countLoaded, undefined) }
  })
}

async function toggle(page: Page, open: boolean): Promise<void> {
  if (!(await page.run(press, 'inspect'))) throw new Error('There is no inspector to be opened.')
  await until(`the inspector is ${open ? 'open' : 'closed'}`, OPEN_MS, () =>
    page.run(isOpen, undefined).then((is) => is === open),
  )
}

/** Goes to the page as text, as what follows. */
function isOpen(): boolean {
  return document.querySelector('[data-inspector]') !== null
}

function countLoaded(): number {
  const names = performance.getEntriesByType('resource').map(({ name }) => name)
  return names.filter((name) => /\/Inspector[^/]*$/.test(name)).length
}
