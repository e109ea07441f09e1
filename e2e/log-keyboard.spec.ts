import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { startDatabase } from './servers/database.ts'
import { startRelay } from './servers/relay.ts'
import { watchStillness } from './stillness.ts'

const active = (app: App) => app.log.locator('[role="row"]:focus')
const menu = (app: App) => app.page.locator('[role="menu"]')

/** What Ctrl+C puts on the clipboard, as the page says it. */
async function copied(app: App): Promise<string> {
  await app.page.evaluate(() => {
    const hear = ({ clipboardData }: ClipboardEvent) => {
      document.documentElement.dataset['copied'] = clipboardData?.getData('text/plain') ?? ''
    }
    document.addEventListener('copy', hear, { once: true })
  })
  await app.page.keyboard.press('Control+c')
  return (await app.page.locator('html').getAttribute('data-copied')) ?? ''
}

async function chatOf(
  app: App,
  lines: number,
  server: Awaited<ReturnType<typeof startDatabase>>,
): Promise<void> {
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  const words = (n: number) => `line ${n}${' and more of it, so that it is longer'.repeat((n * 7) % 9)}`
  server.broadcast(Array.from({ length: lines }, (_, n) => ({ from: 'Ada', text: words(n + 1) })))
  await expect(app.rows('message', new RegExp(`line ${lines}\\b`))).toHaveCount(1)
}

test('a chat of 2,000 lines is read with the keyboard alone', async ({ app, page, started }) => {
  const server = await started(startDatabase())
  await chatOf(app, 2_000, server)
  await app.log.focus()
  await page.keyboard.press('ArrowUp')
  await expect(active(app)).toContainText('line 2000')
  for (let n = 0; n < 3; n++) await page.keyboard.press('ArrowUp')
  await expect(active(app)).toContainText('line 1997')
  await page.keyboard.press('PageUp')
  await expect(active(app)).toBeInViewport({ ratio: 0.9 })
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await expect(active(app)).toContainText(/line 1\b/)
  await expect(active(app)).toBeInViewport({ ratio: 0.9 })

  // What comes meanwhile moves nothing.
  const still = await watchStillness(app.log)
  for (let n = 0; n < 20; n++) server.broadcast({ from: 'Ada', text: `new ${n}` })
  await expect(app.main.locator('[data-action="to-newest"]')).toContainText('20')
  expect((await still()).moves).toEqual([])
  await expect(active(app)).toContainText(/line 1\b/)

  // At the end, the log goes on by itself.
  await page.keyboard.press('End')
  await expect(active(app)).toContainText('new 19')
  server.broadcast({ from: 'Ada', text: 'the very last' })
  await expect(app.rows('message', 'the very last')).toBeInViewport()
})

test('the log is one stop of the Tab key, wherever in it I was', async ({ app, page, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  for (let n = 1; n <= 3; n++) server.broadcast({ text: `see https://example.com/${n} and ${n}`, extra: n })
  await expect(app.rows('message')).toHaveCount(3)
  for (const isAtRow of [false, true]) {
    await app.log.focus()
    if (isAtRow) await page.keyboard.press('ArrowUp')
    if (isAtRow) await expect(active(app)).toContainText('and 3')
    await page.keyboard.press('Tab')
    await expect(app.composer).toBeFocused()
    await page.keyboard.press('Shift+Tab')
    const inLog = app.log.evaluate((log) => log.contains(document.activeElement))
    expect(await inLog).toBe(true)
    await page.keyboard.press('Shift+Tab')
    await expect(app.main.locator('[data-action="search"]')).toBeFocused()
  }
})

test('rows are picked with the keyboard and the pointer, and copied as text', async ({
  app,
  page,
  started,
}) => {
  const server = await started(startDatabase())
  await chatOf(app, 50, server)
  const picks = app.main.locator('[data-picked]')
  await app.log.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(picks).toHaveAttribute('data-picked', '3')
  const text = await copied(app)
  expect(text.split('\n')).toHaveLength(3)
  expect(text).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\] Ada: line 48\b.*\n.*line 49.*\n.*line 50/)
  await page.keyboard.press('Escape')
  await expect(picks).toHaveCount(0)

  await page.keyboard.press('Control+a')
  await expect(picks).toHaveAttribute('data-picked', '50')
  await app.rows('message', /line 49\b/).click({ modifiers: ['Control'] })
  await expect(picks).toHaveAttribute('data-picked', '49')
  await app.rows('message', /line 50\b/).click()
  await expect(picks).toHaveCount(0)
  await app.rows('message', /line 48\b/).click({ modifiers: ['Shift'] })
  await expect(picks).toHaveAttribute('data-picked', '3')
})

test('what a row offers to the pointer, its menu offers to the keyboard', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await app.say('to be changed')
  await app.log.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(menu(app).locator('[data-action="edit-draft"]')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(active(app)).toContainText('to be changed')
  await page.keyboard.press('Shift+F10')
  await page.keyboard.press('Enter')
  await expect(app.composer).toHaveValue('to be changed')
  await expect(app.composer).toBeFocused()
  // What is typed at the log is written there as well.
  await app.log.focus()
  await page.keyboard.type('!!')
  await expect(app.composer).toHaveValue('to be changed!!')
})

test('an inbox is read, marked and emptied with the keyboard', async ({ app, page, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, view: 'notifications', backend: 'json', wire: 'socket' })
  await app.isReady()
  for (let n = 1; n <= 5; n++) server.broadcast({ title: `Notice ${n}`, text: `body ${n}`, extra: n })
  await expect(app.rows('message')).toHaveCount(5)
  await app.log.focus()
  await page.keyboard.press('ArrowDown')
  await expect(active(app)).toContainText('Notice 5')
  await page.keyboard.press('j')
  await expect(active(app)).toContainText('Notice 4')
  await page.keyboard.press('Enter')
  await expect(active(app).locator('[data-action="open"]')).toHaveAttribute('aria-expanded', 'true')
  const unread = app.profile(app.current).locator('[data-unread]')
  await expect(unread).toHaveAttribute('data-unread', '4')
  await page.keyboard.press('u')
  await expect(unread).toHaveAttribute('data-unread', '5')
  await page.keyboard.press('Shift+F10')
  await menu(app).locator('[data-action="source"]').click()
  await expect(active(app)).toContainText('"extra":4')
  await page.keyboard.press('Delete')
  await expect(app.rows('message')).toHaveCount(4)
  await expect(active(app)).toContainText('Notice 3')
})
