import { expect, test as base } from './app.ts'
import { BareBrowser } from './faults/bare-browser.ts'
import type { BareTab } from './faults/bare-browser.ts'
import { connect } from './faults/connect.ts'
import { FarSide } from './faults/far-side.ts'
import { rowsAfter } from './faults/in-page.ts'
import { Person } from './faults/person.ts'
import { Faults } from './faults/proxy.ts'
import { readLog } from './faults/read-log.ts'
import { Sender } from './faults/sender.ts'
import { findBrowsers } from './browsers.ts'

// Under Playwright a freeze does nothing and no page is kept to go back to: these stories drive a browser themselves.

type Stage = {
  browser: BareBrowser
  tab: BareTab
  person: Person
  wire: Faults
  far: FarSide
  /** The address of the profile. */
  address: string
  /** The server takes so many more lines from someone else. */
  tell(count: number): Promise<void>
}

const test = base.extend<{ stage: Stage }>({
  stage: async ({ site, browserName }, use) => {
    test.skip(browserName !== 'chromium', 'Only Chromium can be driven without Playwright here.')
    const path = findBrowsers(['chromium']).find(({ engine }) => engine === 'chromium')?.path
    if (!path) return test.skip(true, 'There is no Chromium here.')
    const browser = await BareBrowser.launch(path)
    const far = await FarSide.start()
    const wire = await Faults.before(far.origin)
    const tab = await browser.newTab()
    const person = new Person(tab)
    const sender = new Sender(() => `${far.origin}/demo/json/chat`, `lifecycle-${Date.now()}`)
    const address = await connect(person, 'socket', site.origin, wire)
    await use({
      browser,
      tab,
      person,
      wire,
      far,
      address,
      async tell(count) {
        for (let n = 0; n < count; n++) await sender.tell(AbortSignal.timeout(10_000))
      },
    })
    await browser.stop()
    await wire.stop()
    await far.stop()
  },
})

/** From now on the tab writes down what becomes of it. */
async function watch(tab: BareTab): Promise<void> {
  await tab.run(() => {
    const signs: string[] = []
    Object.assign(globalThis, { signs })
    for (const name of ['freeze', 'resume']) document.addEventListener(name, () => signs.push(name))
    addEventListener('pageshow', ({ persisted }) => signs.push(persisted ? 'kept' : 'loaded'))
  }, undefined)
}

async function signs(tab: BareTab): Promise<string[]> {
  return tab.run(() => (globalThis as unknown as { signs?: string[] }).signs ?? [], undefined)
}

/** The numbered lines that a tab shows, once it shows all that the server has. */
async function lines(tab: BareTab, { far }: Stage): Promise<Record<'up' | 'down', string[]>> {
  const reader = new Person(tab)
  await tab.show()
  await expect(async () => {
    // Who has read further up is not taken along.
    await tab.run(rowsAfter, 'end')
    expect(await reader.look()).toMatchObject({ newest: far.last(), status: 'ready', underway: 0 })
  }).toPass({ timeout: 15_000 })
  const rows = await readLog(tab)
  expect(rows.filter(({ kind }) => kind === 'gap')).toEqual([])
  const labels = rows.map(({ label }) => label ?? '')
  return {
    up: labels.filter((label) => label.startsWith('up')),
    down: labels.filter((label) => label.startsWith('down')),
  }
}

const upTo = (way: 'up' | 'down', last: number) =>
  Array.from({ length: last }, (_, index) => `${way} ${String(index + 1).padStart(5, '0')}`)

test('a tab that was frozen tells what was said meanwhile, once and in order', async ({ stage }) => {
  const { tab, person, tell } = stage
  await watch(tab)
  await tell(3)
  await person.speak(2)
  await tab.bare.freeze()
  await tell(20)
  await tab.bare.thaw()
  await tab.show()
  expect(await signs(tab)).toEqual(['freeze', 'resume'])
  await person.speak(4)
  await expect.poll(() => stage.far.lines('up').map(({ body }) => body)).toEqual(upTo('up', 4))
  expect(await lines(tab, stage)).toEqual({ down: upTo('down', 23), up: upTo('up', 4) })
})

test('a frozen tab whose connection was torn down meanwhile resumes', async ({ stage }) => {
  const { tab, wire, tell } = stage
  await watch(tab)
  await tell(2)
  await tab.bare.freeze()
  wire.reset()
  await tell(10)
  await tab.bare.thaw()
  expect(await signs(tab)).toEqual(['freeze', 'resume'])
  expect(await lines(tab, stage)).toEqual({ down: upTo('down', 12), up: [] })
})

test('when the tab that has the connection is frozen another takes over, and gives nothing back twice', async ({
  stage,
}) => {
  const { browser, tab, person, wire, address, tell } = stage
  await watch(tab)
  await tell(2)
  const second = await browser.newTab()
  await second.open(address)
  await expect.poll(async () => (await new Person(second).look())?.status).toBe('ready')
  expect(wire.open).toBe(1)

  await tab.bare.freeze()
  person.tab = second
  await second.show()
  await expect.poll(async () => (await person.look())?.status, { timeout: 15_000 }).toBe('ready')
  await tell(5)
  await person.speak(3)
  await expect.poll(() => stage.far.lines('up')).toHaveLength(3)
  expect(await lines(second, stage)).toEqual({ down: upTo('down', 7), up: upTo('up', 3) })

  await tab.bare.thaw()
  expect(await signs(tab)).toEqual(['freeze', 'resume'])
  await tell(3)
  for (const each of [second, tab]) {
    expect(await lines(each, stage)).toEqual({ down: upTo('down', 10), up: upTo('up', 3) })
  }
  expect(wire.open).toBe(1)
  expect(stage.far.lines('up').map(({ body }) => body)).toEqual(upTo('up', 3))
})

test('a page that is gone back to goes on where it was, without a gap', async ({ stage }) => {
  const { tab, person, tell } = stage
  await watch(tab)
  await tell(3)
  await person.speak(1)
  await tab.bare.awayAndBack('about:blank', () => tell(10))
  // Really the same page, and not one that was loaded anew.
  expect(await signs(tab)).toContain('kept')
  expect(await lines(tab, stage)).toEqual({ down: upTo('down', 13), up: upTo('up', 1) })
  await person.speak(2)
  await expect.poll(() => stage.far.lines('up').map(({ body }) => body)).toEqual(upTo('up', 2))
})
