import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { isKept } from './kept.ts'
import { nobody } from './servers/nobody.ts'
import { startParlour } from './servers/parlour.ts'
import { startRelay } from './servers/relay.ts'
import { watchStillness } from './stillness.ts'

/** What is said at the far end of the list. */
const far = (app: App) => app.log.locator('[data-older]')

/** Scrolls there as a person does: the list stops following first. */
async function scrollTo(app: App, top: number): Promise<void> {
  await app.log.hover()
  await app.page.mouse.wheel(0, -40)
  await app.log.evaluate((log, to) => (log.scrollTop = to), top)
}

/** Opens what can be done with the profile that is open, and does one of it. */
async function choose(app: App, action: string): Promise<void> {
  await app.main.locator('header [aria-haspopup="menu"]').click()
  await app.page.locator(`[role="menu"] [data-action="${action}"]`).click()
}

/** It tries again by itself, each time a little later. */
async function isBack(app: App): Promise<void> {
  await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 20_000 })
}

async function reload(app: App): Promise<void> {
  await app.page.reload()
  await expect(app.main.locator('[data-status]')).toBeVisible()
}

test('what is older comes when I scroll up, from the server too, and nothing that I read moves', async ({
  app,
  started,
}) => {
  test.slow()
  const parlour = await started(startParlour({ lines: 500 }))
  await app.connect({ server: parlour.url, backend: 'json', author: 'jun' })
  await expect(app.rows('message', /^.*line 500\b/)).toHaveCount(1)
  let seen = { looks: 0, moves: [] as string[] }
  for (let turn = 0; turn < 12; turn++) {
    const height = await app.log.evaluate((log) => log.scrollHeight)
    await scrollTo(app, 300)
    const still = await watchStillness(app.log)
    // Others go on talking meanwhile.
    for (let n = 0; n < 4; n++) parlour.say('Ada', `talk ${turn} ${n}`)
    await expect(far(app)).not.toHaveAttribute('data-older', 'loading')
    await expect.poll(() => app.log.evaluate((log) => log.scrollHeight)).toBeGreaterThan(height)
    const { looks, moves } = await still()
    seen = { looks: seen.looks + looks, moves: [...seen.moves, ...moves] }
    if ((await far(app).getAttribute('data-older')) === 'none') break
  }
  expect(seen.moves).toEqual([])
  expect(seen.looks).toBeGreaterThan(20)
  await expect(far(app)).toHaveAttribute('data-older', 'none')
  await scrollTo(app, 0)
  await expect(app.rows('message', /line 1\b(?! \d)/).first()).toBeVisible()
  await expect(far(app)).not.toHaveText('')
})

test('what was said is there after a reload, also while the server is away', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await app.say('to be kept')
  await expect(app.rows('message', 'to be kept')).toHaveCount(1)
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await app.say('to be sent')
  await expect(app.rows('draft', 'to be sent')).toHaveAttribute('data-state', 'queued')
  await isKept(app, 'echoOf')
  await reload(app)
  await expect(app.rows('message', 'to be kept')).toHaveCount(1)
  await expect(app.rows('draft', 'to be sent')).toHaveAttribute('data-state', 'queued')
  await wire.restore()
  await isBack(app)
  await expect(app.rows('message', 'to be sent')).toHaveCount(1)
  await expect(app.rows('gap')).toHaveCount(1)
})

test('a gap says from when to when', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await app.say('before')
  await expect(app.rows('message', 'before')).toHaveCount(1)
  const cutAt = Date.now()
  wire.reset()
  const gap = app.rows('gap')
  await expect(gap).toHaveCount(1)
  const [from, to] = [await gap.getAttribute('data-from'), await gap.getAttribute('data-to')].map(Number)
  expect(from).toBeLessThanOrEqual(cutAt + 1_000)
  expect(to).toBeGreaterThanOrEqual(cutAt)
  await expect(gap).toContainText(/\d\d:\d\d(:\d\d)?–\d\d:\d\d/)
})

test('a message that waits can be changed or thrown away', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const other = await relay.join()
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  for (const line of ['one', 'tow', 'three']) await app.say(line)
  await app.rows('draft', 'three').hover()
  await app.rows('draft', 'three').locator('[data-action="discard-draft"]').click()
  await expect(app.rows('draft', 'three')).toHaveCount(0)
  await app.rows('draft', 'tow').hover()
  await app.rows('draft', 'tow').locator('[data-action="edit-draft"]').click()
  await expect(app.composer).toHaveValue('tow')
  await expect(app.composer).toBeFocused()
  await app.say('two')
  await wire.restore()
  await isBack(app)
  await expect(app.rows('message', 'two')).toHaveCount(1)
  expect(other.heard).toEqual(['one', 'two'])
})

test('what is unread stays so after a reload, and what I deleted stays away', async ({ app, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  const id = await app.connect({ server: relay.url, view: 'notifications' })
  await app.isReady()
  for (const line of ['first', 'second', 'third']) other.say(line)
  await expect(app.rows('message')).toHaveCount(3)
  await isKept(app, 'third')
  await expect(app.profile(id).locator('[data-unread]')).toHaveAttribute('data-unread', '3')
  await app.rows('message', 'first').locator('[data-action="open"]').click()
  await app.rows('message', 'second').hover()
  await app.rows('message', 'second').locator('[data-action="delete"]').click()
  await expect(app.profile(id).locator('[data-unread]')).toHaveAttribute('data-unread', '1')
  await isKept(app, '"unread":[3]')
  await reload(app)
  await expect(app.rows('message', 'third')).toHaveCount(1)
  await expect(app.rows('message', 'first')).toHaveCount(1)
  await expect(app.rows('message', 'second')).toHaveCount(0)
  await expect(app.profile(id).locator('[data-unread]')).toHaveAttribute('data-unread', '1')
})

test('clearing the history asks first, and leaves what waits', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await app.say('to be cleared')
  await expect(app.rows('message', 'to be cleared')).toHaveCount(1)
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await app.say('to be sent')
  await choose(app, 'clear')
  const dialog = app.page.getByRole('dialog')
  await dialog.locator('[data-action="cancel"]').click()
  await expect(app.rows('message', 'to be cleared')).toHaveCount(1)
  await choose(app, 'clear')
  await dialog.locator('[data-action="clear-history"]').click()
  await expect(dialog).toHaveCount(0)
  await expect(app.rows('message')).toHaveCount(0)
  await expect(app.rows('draft', 'to be sent')).toHaveCount(1)
  await reload(app)
  await expect(app.rows('draft', 'to be sent')).toHaveCount(1)
  await expect(app.rows('message')).toHaveCount(0)
})

test('on a device that is to keep nothing, a reload is a new beginning', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  const id = await app.connect({ server: relay.url })
  await app.isReady()
  await app.say('not to be kept')
  await expect(app.rows('message', 'not to be kept')).toHaveCount(1)
  await page.locator('[data-action="device"]').click()
  await page.locator('[name="keep-nothing"]').click()
  await page.keyboard.press('Escape')
  await app.composer.fill('begun')
  await reload(app)
  await app.isReady()
  await expect(app.profile(id)).toBeVisible()
  await expect(app.composer).toHaveValue('')
  await expect(app.rows('message')).toHaveCount(0)
})

test('a profile that keeps none has none after a reload', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  await app.prefill({ server: relay.url })
  await app.main.locator('summary').click()
  await app.main.locator('[name="keep-count"]').fill('-1')
  await app.action('connect').click()
  await expect(app.main.locator('[data-reason="range"]')).toBeVisible()
  await app.main.locator('[name="keep-count"]').fill('0')
  await app.action('connect').click()
  await expect(page).toHaveURL(/#\/p\/./)
  await app.isReady()
  await app.say('not to be kept')
  await expect(app.rows('message', 'not to be kept')).toHaveCount(1)
  await reload(app)
  await app.isReady()
  await expect(app.rows('message')).toHaveCount(0)
})

test('the list says which connections are down, and for how long', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const never = await app.connect({ server: `ws://${await nobody()}`, name: 'Never' })
  const flaky = await app.connect({ server: wire.through(relay.url), name: 'Flaky' })
  await app.isReady()
  await expect(app.profile(never)).toContainText(/not connected yet, \d+ s/)
  await expect(app.profile(flaky)).not.toContainText(/down/)
  await wire.cut()
  await expect(app.profile(flaky)).toContainText(/down \d+ s/)
  await wire.restore()
  await isBack(app)
  await app.isReady()
  await expect(app.profile(flaky)).not.toContainText(/down/)
})

test('who is there and who is writing is told, and moves nothing', async ({ app, started }) => {
  const parlour = await started(startParlour({ lines: 30 }))
  await app.connect({ server: parlour.url, backend: 'json', author: 'jun' })
  await app.isReady()
  await expect(app.rows('message', 'line 30')).toHaveCount(1)
  const at = async () => (await app.composer.boundingBox())?.y
  const before = await at()
  parlour.isThere('Ada', '하나', 'jun')
  const who = app.main.locator('[data-members]')
  await expect(who).toHaveText('3 here')
  await who.click()
  await expect(app.main.getByRole('listitem')).toHaveText(['Ada', '하나', 'jun'])
  await app.page.keyboard.press('Escape')
  await expect(app.main.getByRole('listitem')).toHaveCount(0)
  parlour.types('하나')
  await expect(app.main.locator('[data-typing]')).toContainText('하나')
  parlour.types('하나', false)
  await expect(app.main.locator('[data-typing]')).toHaveCount(0)
  expect(await at()).toBe(before)
  await app.composer.pressSequentially('hm')
  await expect.poll(() => parlour.typed).toEqual(['jun'])
})
