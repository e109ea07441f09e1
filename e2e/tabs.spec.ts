import { App, expect, test } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { startEvents } from './servers/events.ts'
import { startRelay } from './servers/relay.ts'
import { startValue } from './servers/value.ts'

/** The same page once more, in another tab. */
async function another({ page, watch, origin }: App): Promise<App> {
  const tab = new App(await page.context().newPage(), watch, origin)
  await tab.page.goto(page.url())
  return tab
}

test('two tabs have one connection between them, and show the same', async ({ app, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  other.say('before the second tab')
  await expect(app.rows('message', 'before the second tab')).toHaveCount(1)

  const second = await another(app)
  await second.isReady()
  await expect(second.rows('message', 'before the second tab')).toHaveCount(1)
  other.say('after it')
  await second.say('said in the second')
  for (const tab of [app, second]) {
    await expect(tab.rows('message', 'after it')).toHaveCount(1)
    await expect(tab.rows('message', 'said in the second')).toHaveCount(1)
  }
  expect(relay.people()).toBe(2)
  expect(other.heard.filter((line) => line === 'said in the second')).toHaveLength(1)
  await expect(app.rows('gap')).toHaveCount(0)
})

test('when the tab that has the connection is closed, the other goes on; nothing that waited is lost or doubled', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const other = await relay.join()
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  const second = await another(app)
  await second.isReady()
  await wire.cut()
  await expect(second.status).toHaveAttribute('data-status', 'waiting')
  for (const line of ['one', 'two', 'three']) await second.say(line)
  await expect(app.rows('draft')).toHaveCount(3)
  await app.page.close()
  await wire.restore()
  await expect.poll(() => other.heard, { timeout: 15_000 }).toEqual(['one', 'two', 'three'])
  await expect(second.rows('message')).toHaveCount(3)
  await expect(second.rows('draft')).toHaveCount(0)
})

test('a stream goes on in the next tab where it stopped in the first', async ({ app, started }) => {
  const events = await started(startEvents())
  await app.connect({ server: events.url, view: 'notifications' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('id: 1\ndata: one\n\n')
  await expect(app.rows('message', 'one')).toHaveCount(1)
  const second = await another(app)
  await expect(second.rows('message', 'one')).toHaveCount(1)
  expect(events.asked).toHaveLength(1)
  await app.page.close()
  await expect.poll(() => events.asked.length).toBe(2)
  expect(events.asked[1]?.['last-event-id']).toBe('1')
  events.write('id: 2\ndata: two\n\n')
  await expect(second.rows('message', 'two')).toHaveCount(1)
  await expect(second.rows('gap')).toHaveCount(0)
})

test('a value that is asked for is asked for once, and shown in both', async ({ app, started }) => {
  const value = await started(startValue({ celsius: 21 }))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toBeVisible()
  const second = await another(app)
  await expect(second.value).toContainText('21')
  value.set({ celsius: 22 })
  for (const tab of [app, second]) await expect(tab.value).toContainText('22')
  // Two that ask would ask twice a second.
  const [from, asked] = [Date.now(), value.answered.length]
  await expect.poll(() => value.answered.length - asked, { timeout: 10_000 }).toBeGreaterThanOrEqual(4)
  expect(Date.now() - from).toBeGreaterThan(2_500)
})

test('a disconnect in one tab is one in both', async ({ app, started }) => {
  const relay = await started(startRelay())
  await app.connect({ server: relay.url })
  await app.isReady()
  const second = await another(app)
  await second.isReady()
  await second.page
    .getByRole('main')
    .getByRole('button', { name: /^Actions for/ })
    .click()
  await second.page.getByRole('menuitem', { name: 'Disconnect' }).click()
  await expect(app.status).toHaveAttribute('data-status', 'closed')
  await expect(second.status).toHaveAttribute('data-status', 'closed')
  await expect.poll(() => relay.people()).toBe(0)
})

test('what waits is there after a reload, and goes out in order; what was begun is there too', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const other = await relay.join()
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  for (const line of ['one', 'two']) await app.say(line)
  await expect(app.rows('draft')).toHaveCount(2)
  await app.composer.fill('begun, not sent')
  await app.page.reload()
  await expect(app.rows('draft')).toHaveCount(2)
  await expect(app.composer).toHaveValue('begun, not sent')
  await wire.restore()
  await expect.poll(() => other.heard, { timeout: 15_000 }).toEqual(['one', 'two'])
})

test('a line that nobody confirmed before the page was closed is called unconfirmed, and not sent again', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay({ to: 'others' }))
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  await app.say('did it arrive')
  await expect(app.rows('draft', 'did it arrive')).toHaveAttribute('data-state', 'sent')
  await app.page.reload()
  await expect(app.rows('draft', 'did it arrive')).toHaveAttribute('data-state', 'unconfirmed')
  await app.isReady()
  expect(other.heard).toEqual(['did it arrive'])
  await app.rows('draft', 'did it arrive').locator('[data-action="retry-draft"]').click()
  await expect.poll(() => other.heard).toEqual(['did it arrive', 'did it arrive'])
})
