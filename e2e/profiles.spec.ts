import type { Locator } from '@playwright/test'
import { expect, test } from './app.ts'
import { startDatabase } from './servers/database.ts'
import { startRelay } from './servers/relay.ts'
import { startValue } from './servers/value.ts'

const unread = (row: Locator) => row.locator('[data-unread]')

test('several connections live at once: what comes to one that is not open is counted', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay())
  const database = await started(startDatabase())
  const value = await started(startValue({ temperature: 21.5 }))
  const chat = await app.connect({ server: relay.url, name: 'Room' })
  await app.isReady()
  const inbox = await app.connect({
    server: database.url,
    view: 'notifications',
    backend: 'json',
    wire: 'socket',
    name: 'Orders',
  })
  await app.isReady()
  const live = await app.connect({
    server: value.url,
    view: 'polling',
    backend: 'json',
    every: 1,
    name: 'Cellar',
  })
  await app.isReady()
  expect(new Set([chat, inbox, live]).size).toBe(3)

  const other = await relay.join()
  other.say('are you there?')
  other.say('hello?')
  database.insert('mina', 'Two lamps', 1)
  await expect(app.profile(chat)).toContainText('Room')
  await expect(unread(app.profile(chat))).toHaveAttribute('data-unread', '2')
  await expect(unread(app.profile(inbox))).toHaveAttribute('data-unread', '1')
  await expect(app.value).toContainText('21.5')

  await app.profile(chat).click()
  await expect(app.page).toHaveURL(new RegExp(`#/p/${chat}$`))
  await expect(app.rows('message', 'are you there?')).toHaveCount(1)
  await expect(unread(app.profile(chat))).toHaveCount(0)
  await app.page.goBack()
  await expect(app.value).toContainText('21.5')
})

test('connections, the open one and what was being written survive a reload', async ({ app, started }) => {
  const relay = await started(startRelay())
  const value = await started(startValue({ temperature: 21.5 }))
  const first = await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  const second = await app.connect({ server: relay.url, name: 'Room' })
  await app.isReady()
  await app.composer.fill('half a sent')
  await expect(app.composer).toHaveValue('half a sent')
  await app.page.reload()
  await expect(app.profile(first)).toHaveCount(1)
  await expect(app.profile(second)).toContainText('Room')
  await app.isReady()
  await expect(app.composer).toHaveValue('half a sent')
  await expect.poll(() => relay.people()).toBe(1)
  await app.composer.press('Enter')
  await expect(app.rows('message', 'half a sent')).toHaveCount(1)
})

test('theme and language survive a reload', async ({ app, page }) => {
  await app.open()
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true })
  await page.getByRole('radio', { name: '한국어' }).check({ force: true })
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(app.action('demo')).toContainText(/[가-힣]/)
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark')
})

test('a link fills the form in and never connects by itself', async ({ app, started }) => {
  const relay = await started(startRelay())
  const connection = { server: relay.url, name: 'From a link', first: 'hello', view: 'chat' } as const
  await app.prefill(connection)
  await expect(app.action('connect')).toBeVisible()
  await expect(app.main.locator('input[name="server"]')).toHaveValue(relay.url)
  await app.page.reload()
  await expect(app.action('connect')).toBeVisible()
  expect(relay.people()).toBe(0)
  expect(app.watch.requests.filter((url) => url.includes(relay.host))).toEqual([])
  await expect(app.page.locator('[data-profile]')).toHaveCount(0)
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/p\//)
  await expect(app.profile(app.current)).toContainText('From a link')
  // The first message went out, and this server sends it back.
  await expect(app.rows('message', 'hello')).toHaveCount(1)
})

test('a link may ask for Korean', async ({ app }) => {
  await app.prefill({ server: 'ws://127.0.0.1:9/' }, { lang: 'ko' })
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'ko')
  await expect(app.action('connect')).toContainText('연결')
})

test('a connection is changed, closed, removed, and brought back', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  const id = await app.connect({ server: relay.url, name: 'Room' })
  await app.isReady()
  const menu = async (item: string) => {
    await page.getByRole('button', { name: 'Actions for Room' }).first().click()
    await page.getByRole('menuitem', { name: item, exact: true }).click()
  }
  await menu('Disconnect')
  await expect.poll(() => relay.people()).toBe(0)
  await expect(app.status).toHaveAttribute('data-status', 'closed')
  await app.action('connect').click()
  await app.isReady()
  await menu('Remove')
  await expect(app.profile(id)).toHaveCount(0)
  await expect.poll(() => relay.people()).toBe(0)
  await page.locator('[data-action="undo"]').click()
  await expect(app.profile(id)).toContainText('Room')
  await expect.poll(() => relay.people()).toBe(1)
})
