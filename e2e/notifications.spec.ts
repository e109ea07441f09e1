import type { App } from './app.ts'
import { expect, test, word } from './app.ts'

type Far = { at(place: 'notifications', backend?: 'json', scheme?: 'ws' | 'http'): string }

/** Another connection of the same page, by which someone notifies. Comes back to where it was. */
async function notifier(app: App, far: Far) {
  const back = app.current
  const server = far.at('notifications', 'json', 'ws')
  const id = await app.connect({ server, view: 'chat', backend: 'json', wire: 'socket', name: 'Notifier' })
  await app.isReady()
  if (back) await app.open(`#/p/${back}`)
  return async (notice: { title: string; body: string; priority?: number }) => {
    const from = app.current
    await app.open(`#/p/${id}`)
    await app.say(JSON.stringify(notice))
    await expect(app.composer).toHaveValue('')
    await app.open(`#/p/${from}`)
  }
}

for (const [title, wire, scheme] of [
  ['server-sent events', 'events', 'http'],
  ['a WebSocket', 'socket', 'ws'],
  ['polling', 'poll', 'http'],
] as const)
  test(`what happens is in the inbox, over ${title}`, async ({ app, demo }) => {
    const server = demo.at('notifications', 'json', scheme)
    await app.connect({ server, view: 'notifications', backend: 'json', wire, every: 1 })
    await app.isReady()
    const notify = await notifier(app, demo)
    const title = word('Lamp out')
    await notify({ title, body: 'Signal 12 needs a lamp.', priority: 5 })
    await expect(app.rows('message', title)).toHaveCount(1)
    await expect(app.rows('message', title)).toContainText('Signal 12 needs a lamp.')
  })

test('the newest is first', async ({ app, demo }) => {
  const server = demo.at('notifications')
  await app.connect({ server, view: 'notifications', backend: 'json' })
  await app.isReady()
  const notify = await notifier(app, demo)
  const [first, second] = [word('First'), word('Second')]
  await notify({ title: first, body: 'one' })
  await notify({ title: second, body: 'two' })
  await expect(app.rows('message', second)).toHaveCount(1)
  const order = await app.rows('message').allInnerTexts()
  expect(order.findIndex((text) => text.includes(second))).toBeLessThan(
    order.findIndex((text) => text.includes(first)),
  )
})

test('a plain line is a notification, too', async ({ app, demo }) => {
  await app.connect({ server: demo.at('notifications', 'plain'), view: 'notifications' })
  await app.isReady()
  await expect(app.rows('message').first()).toBeVisible()
})

test('the notifier is heard within its five seconds', async ({ app, demo }) => {
  await app.connect({ server: demo.at('notifications'), view: 'notifications', backend: 'json' })
  await expect(app.rows('message').first()).toBeVisible()
  const newest = await app.rows('message').first().getAttribute('data-id')
  await expect(app.rows('message').first()).not.toHaveAttribute('data-id', newest ?? '')
})

test('the inbox is searched, read, and cleared with a way back', async ({ app, page, demo }) => {
  await app.connect({
    server: demo.at('notifications'),
    view: 'notifications',
    backend: 'json',
    name: 'Inbox',
  })
  await app.isReady()
  const notify = await notifier(app, demo)
  const [one, two] = [word('One'), word('Two')]
  await notify({ title: one, body: '신호등 하나' })
  await notify({ title: two, body: 'the other' })
  await expect(app.rows('message', two)).toHaveCount(1)

  await app.main.locator('[data-action="search"]').click()
  const search = app.main.locator('[data-field="search"]')
  await search.fill(one.toUpperCase())
  await expect(app.rows('message')).toHaveCount(1)
  await expect(app.rows('message')).toContainText('신호등 하나')
  await search.fill('no such words')
  await expect(app.rows('message')).toHaveCount(0)
  await search.press('Escape')

  const unread = app.profile(app.current).locator('[data-unread]')
  await expect(unread).toHaveCount(1)
  await expect(page).toHaveTitle(/^\(\d+\) Inbox/)
  await app.rows('message', two).locator('[data-action="delete"]').click()
  await expect(app.rows('message', two)).toHaveCount(0)
  await page.locator('[data-action="undo"]').click()
  await expect(app.rows('message', two)).toHaveCount(1)

  const mark = app.rows('message', two).locator('[data-action="mark"]')
  const before = await mark.getAttribute('aria-label')
  await mark.click()
  await expect(mark).not.toHaveAttribute('aria-label', before ?? '')
  await mark.click()
  await expect(mark).toHaveAttribute('aria-label', before ?? '')
  await app.main.locator('[data-action="read-all"]').click()
  await expect(mark).not.toHaveAttribute('aria-label', before ?? '')
})
