import type { App } from './app.ts'
import { expect, test, word } from './app.ts'
import { chooseOptions } from './interop/options.ts'

/** By a link that fills the form in, and a click: ntfy as the demo speaks it. */
async function connect(app: App, place: string, more: Record<string, string> = {}): Promise<void> {
  const server = `${app.origin}/demo/ntfy/${place}`
  await app.open(`#/connect?${new URLSearchParams({ backend: 'ntfy', server, ...more })}`)
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/p\/./)
  await isReady(app)
}

/** A machine that does much else at the same time takes longer. */
async function isReady(app: App): Promise<void> {
  await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 20_000 })
}

test('a topic’s address is all that it takes', async ({ app }) => {
  test.slow()
  await app.open()
  const field = app.main.locator('input[type="text"], input[type="url"]').first()
  await field.fill(`${app.origin}/demo/ntfy/chat`)
  await field.press('Enter')
  await expect(app.page).toHaveURL(/#\/p\//, { timeout: 20_000 })
  await isReady(app)
  const said = word('said')
  await fetch(`${app.origin}/demo/ntfy/chat`, { method: 'PUT', body: said })
  await expect(app.rows('message', said).first()).toBeVisible()
  await expect(app.rows('garbled')).toHaveCount(0)
})

for (const wire of ['events', 'socket', 'poll'])
  test(`what is published is heard over ${wire}, with its title and priority`, async ({ app }) => {
    await connect(app, '', { topics: 'notifications, chat', view: 'notifications', wire, every: '1' })
    const [body, title] = [word('body'), word('title')]
    const record = { topic: 'notifications', message: body, title, priority: 5 }
    await fetch(`${app.origin}/demo/ntfy/`, { method: 'POST', body: JSON.stringify(record) })
    const row = app.rows('message', body)
    await expect(row).toContainText(title)
    await expect(row).toContainText('notifications')
    await expect(row.locator('[data-priority="5"], [class*="priority"]').first()).toBeVisible()
  })

test('what I say has the title and priority that I chose', async ({ app }) => {
  await connect(app, 'notifications', { view: 'chat' })
  const [body, title] = [word('body'), word('title, 제목')]
  await chooseOptions(app, { title, priority: '5' })
  await app.say(body)
  await expect(app.rows('message', body)).toContainText(title)
  const cached = await fetch(`${app.origin}/demo/ntfy/notifications/json?poll=1&since=all`)
  const records = (await cached.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(records.at(-1)).toMatchObject({ message: body, title, priority: 5 })
})

test('the last message is a value, and the next one changes it', async ({ app }) => {
  await connect(app, 'readings', { view: 'polling' })
  await expect(app.value).toContainText('temperature')
  await fetch(`${app.origin}/demo/ntfy/readings`, { method: 'PUT', body: 'temperature: 99.125' })
  await expect(app.value).toContainText('99.125')
})

test('what was said before I came is there when I scroll up, and a reload loses nothing', async ({ app }) => {
  // Nobody answers there, and quotes it.
  const before = word('before')
  const say = (message: string) =>
    fetch(`${app.origin}/demo/ntfy/notifications`, { method: 'PUT', body: message }).then(({ ok }) =>
      expect(ok).toBe(true),
    )
  await say(before)
  await connect(app, 'notifications', { view: 'chat' })
  await expect(async () => {
    await app.log.hover()
    await app.page.mouse.wheel(0, -200)
    await expect(app.rows('message', before)).toHaveCount(1, { timeout: 1_000 })
  }).toPass()
  await app.log.hover()
  await app.page.mouse.wheel(0, 100_000)
  const first = word('first')
  await say(first)
  await expect(app.rows('message', first)).toHaveCount(1)
  const { page } = app
  const url = page.url()
  await page.goto('about:blank')
  const missed = word('missed')
  await say(missed)
  await page.goto(url)
  await expect(app.rows('message', missed)).toHaveCount(1)
  await expect(app.rows('message', first)).toHaveCount(1)
  await expect(app.rows('gap')).toHaveCount(0)
})

test('without a topic it says what is missing, and where to put it', async ({ app }) => {
  const server = `${app.origin}/`
  await app.open(`#/connect?${new URLSearchParams({ backend: 'ntfy', server })}`)
  await app.action('connect').click()
  await expect(app.status).toHaveAttribute('data-reason', 'ntfy.no-topic')
})

test('what is no topic here is said so', async ({ app }) => {
  const server = `${app.origin}/demo/ntfy/elsewhere`
  await app.open(`#/connect?${new URLSearchParams({ backend: 'ntfy', server })}`)
  await app.action('connect').click()
  await expect(app.status).toHaveAttribute('data-reason', 'ntfy.not-found')
})
