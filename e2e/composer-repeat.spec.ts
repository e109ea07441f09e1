import { expect, test } from './app.ts'
import { Tools } from './composer.ts'
import { Faults } from './faults/proxy.ts'
import { startCollector } from './servers/collector.ts'
import { startEcho } from './servers/echo.ts'

test('a repeat sends so often, counting, and is over then', async ({ app, started }) => {
  const server = await started(startEcho())
  const tools = await Tools.at(app, { server: server.url })
  await tools.repeat('ping', '0,05')
  await expect(tools.panel.locator('[data-reason="repeat.every"]')).toBeVisible()
  await tools.field('repeat-every').fill('0,1')
  await tools.field('repeat-times').fill('4')
  await tools.field('repeat-times').press('Enter')
  await expect(tools.panel).toHaveCount(0)
  await expect(app.rows('message', 'You said: ping')).toHaveCount(4)
  await expect(tools.chip).toHaveCount(0)
  await expect(app.main.getByRole('status').filter({ hasText: 'Repeating is over: 4 sent.' })).toHaveCount(1)
  await expect(app.composer).toBeFocused()
})

test('a repeat fills in anew each time, shows how far it is, goes on in another view, and stops by a button', async ({
  app,
  started,
}) => {
  const server = await started(startCollector())
  const tools = new Tools(app)
  const id = await app.connect({ server: server.url })
  await app.isReady()
  await tools.choose('toggle-fill')
  await tools.repeat('n {{n}}', '0.2', '1000')
  await expect(tools.chip).toContainText('of 1000')
  await expect(app.composer).toHaveValue('')
  await app.open('#/')
  const before = server.texts().length
  await expect.poll(() => server.texts().length).toBeGreaterThan(before + 2)
  await app.profile(id).click()
  await expect(tools.chip).toContainText('n {{n}}')
  await tools.chip.locator('[data-action="stop-repeat"]').click()
  await expect(tools.chip).toHaveCount(0)
  await expect(app.composer).toBeFocused()
  const over = await app.main.getByRole('status').filter({ hasText: 'Repeating is over' }).textContent()
  const sent = Number(/\d+/.exec(over ?? '')?.[0])
  // Something that is said after it is the next thing that is heard.
  await app.say('done')
  await expect.poll(() => server.texts().at(-1)).toBe('done')
  expect(server.texts()).toEqual([...Array.from({ length: sent }, (_, n) => `n ${n + 1}`), 'done'])
})

test('a repeat pauses while the wire is down, piles nothing up, and ends with the connection', async ({
  app,
  page,
  started,
}) => {
  const server = await started(startCollector())
  const wire = await started(Faults.before(server.url))
  const tools = new Tools(app)
  const id = await app.connect({ server: wire.through(server.url), name: 'Room' })
  await app.isReady()
  await tools.repeat('tick', '0.1')
  await expect.poll(() => server.texts().length).toBeGreaterThan(3)
  await wire.cut()
  await expect(tools.chip).toHaveAttribute('data-holds', 'down')
  const sent = server.texts().length
  const queued = app.rows('draft').and(app.page.locator('[data-state="queued"]'))
  // Longer than many a turn.
  await app.open('#/')
  await expect(app.main.locator('[data-action="demo"]')).toBeVisible()
  await app.profile(id).click()
  await expect(tools.chip).toHaveAttribute('data-holds', 'down')
  // No more than the one that was on its way as the wire was cut.
  expect(await queued.count()).toBeLessThanOrEqual(1)
  await wire.restore()
  await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 20_000 })
  await expect(tools.chip).not.toHaveAttribute('data-holds')
  await expect.poll(() => server.texts().length).toBeGreaterThan(sent + 2)

  await app.main.getByRole('button', { name: 'Actions for Room' }).click()
  await page.getByRole('menu').locator('[data-action="disconnect"]').click()
  await expect(app.status).toHaveAttribute('data-status', 'closed')
  await expect(tools.chip).toHaveCount(0)
  await app.action('connect').click()
  await app.isReady()
  const last = server.texts().length
  await app.say('quiet')
  await expect.poll(() => server.texts().at(-1)).toBe('quiet')
  expect(server.texts()).toHaveLength(last + 1)
})
