import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { App } from './app.ts'
import { expect, test } from './app.ts'

const FOLDER = fileURLToPath(new URL('./pictures/', import.meta.url))
mkdirSync(FOLDER, { recursive: true })

type Look = { theme: 'light' | 'dark'; language?: 'en' | 'ko'; width?: number; height?: number }

/** The page with the demo running, in that look. */
async function inDemo(app: App, { theme, language = 'en', width = 1280, height = 800 }: Look): Promise<void> {
  const { page } = app
  await page.setViewportSize({ width, height })
  await app.settle({ theme, language })
  await app.open()
  await expect(app.action('demo')).toBeVisible()
}

async function take(app: App, name: string): Promise<void> {
  await app.page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  await app.page.mouse.move(0, 0)
  // Else a style is put into the page, which its policy forbids.
  await app.page.screenshot({ path: `${FOLDER}${name}.png`, caret: 'initial' })
}

async function openDemo(app: App, view: 'chat' | 'notifications' | 'polling'): Promise<void> {
  await app.startDemo()
  await app.open(`#/p/demo-${view}`)
  await app.isReady()
}

async function chat(app: App): Promise<void> {
  await openDemo(app, 'chat')
  for (const line of ['안녕하세요, 처음 왔어요', 'Does it reconnect when I pull the plug?']) {
    const rows = await app.rows('message').count()
    await app.say(line)
    await expect(app.rows('message', line)).toHaveCount(1)
    // The line, and a bot's answer to it.
    await expect.poll(() => app.rows('message').count()).toBeGreaterThan(rows + 1)
  }
}

async function live(app: App): Promise<void> {
  await openDemo(app, 'polling')
  await expect(app.value).toContainText('temperature')
  await app.value.getByRole('button').first().click()
  await expect(app.main.locator('canvas')).toBeVisible()
  // So that the chart has a line in it: as many as are listed at first.
  const changes = app.main.locator('[data-change]')
  await expect.poll(() => changes.count(), { timeout: 40_000 }).toBeGreaterThan(45)
}

test.describe('pictures', { tag: '@pictures' }, () => {
  test.slow()

  test('welcome', async ({ app }) => {
    await inDemo(app, { theme: 'light' })
    await take(app, 'welcome')
  })

  test('chat', async ({ app }) => {
    await inDemo(app, { theme: 'light' })
    await chat(app)
    await take(app, 'chat')
  })

  test('notifications', async ({ app }) => {
    await inDemo(app, { theme: 'light' })
    await openDemo(app, 'notifications')
    await expect.poll(() => app.rows('message').count(), { timeout: 30_000 }).toBeGreaterThan(6)
    await take(app, 'notifications')
  })

  test('live value', async ({ app }) => {
    await inDemo(app, { theme: 'light' })
    await live(app)
    await take(app, 'live-value')
  })

  test('chat on a phone, in Korean and in the dark', async ({ app }) => {
    await inDemo(app, { theme: 'dark', language: 'ko', width: 390, height: 800 })
    await chat(app)
    await take(app, 'chat-phone')
  })
})
