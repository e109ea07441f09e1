import type { Page } from '@playwright/test'
import { App, expect, test, withinASecond } from './app.ts'

const DEMO = ['demo-chat', 'demo-notifications', 'demo-polling']

/** What a page could leave behind, and whether the browser's own wires are in place. */
async function traces(page: Page) {
  return page.evaluate(async () => {
    const native = (made: unknown) => /\[native code\]/.test(Function.prototype.toString.call(made))
    const workers = await navigator.serviceWorker?.getRegistrations()
    const databases = await indexedDB.databases()
    const caches = await globalThis.caches?.keys()
    return {
      workers: workers?.length ?? 0,
      databases: databases.map(({ name }) => name),
      caches: caches ?? [],
      stored: [...Object.keys(localStorage), ...Object.keys(sessionStorage)].filter(
        (key) => key !== 'signalbox:settings' && key !== 'signalbox:profiles',
      ),
      fetch: native(fetch),
      WebSocket: native(WebSocket),
      EventSource: native(EventSource),
    }
  })
}
const NONE = {
  workers: 0,
  databases: [],
  caches: [],
  stored: [],
  fetch: true,
  WebSocket: true,
  EventSource: true,
}

test('one click and all three views are alive, within the page', async ({ app, site }) => {
  await app.open()
  await app.startDemo()
  for (const id of DEMO) await expect(app.profile(id)).toHaveCount(1)
  await app.isReady()
  await expect(app.rows('message').first()).toBeVisible()
  await app.say('hello?')
  await expect(app.rows('message', 'hello?')).toHaveCount(1)
  await expect(app.rows('draft')).toHaveCount(0)
  await app.open('#/p/demo-notifications')
  await app.isReady()
  await expect(app.rows('message').first()).toBeVisible()
  await app.open('#/p/demo-polling')
  await app.isReady()
  await expect(app.value).toContainText('temperature')
  const before = await app.value.innerText()
  await expect(app.value).not.toHaveText(before)
  // All of that went nowhere.
  const away = app.watch.requests.filter((url) => new URL(url).origin !== site.origin)
  expect(away).toEqual([])
})

test('the demo is alive within a second', async ({ app, page }) => {
  await app.open()
  await withinASecond({
    async act(turn) {
      if (turn > 1) {
        await page.getByRole('button', { name: 'Leave the demo' }).first().click()
        await app.open('#/')
      }
      await app.action('demo').click()
    },
    seen: () => expect(app.rows('message').first()).toBeVisible(),
  })
})

test('a bot answers in the language that it was asked in', async ({ app }) => {
  await app.open('#/demo')
  await app.startDemo()
  await app.say('안녕하세요, 처음 왔어요')
  await expect(app.rows('message', /반갑습니다|환영해요/).last()).toBeVisible()
})

test('the demo leaves no trace when it is left, nor while it runs', async ({ app, page }) => {
  await app.open()
  const before = await traces(page)
  expect(before).toEqual(NONE)
  await page.evaluate(() => {
    Object.assign(window, { before: [fetch, WebSocket, EventSource, XMLHttpRequest] })
  })
  await app.startDemo()
  await app.open('#/p/demo-polling')
  await expect(app.value).toContainText('temperature')
  expect({ ...(await traces(page)), stored: [] }).toEqual(NONE)
  await page.getByRole('button', { name: 'Leave the demo' }).first().click()
  await expect(page.locator('[data-profile]')).toHaveCount(0)
  expect(await traces(page)).toEqual(NONE)
  const same = await page.evaluate(() => {
    const { before } = window as unknown as { before: unknown[] }
    return [fetch, WebSocket, EventSource, XMLHttpRequest].every((made, at) => made === before[at])
  })
  expect(same).toBe(true)
  await page.reload()
  await expect(app.action('demo')).toBeVisible()
  await expect(page.locator('[data-profile]')).toHaveCount(0)
})

test('nothing goes on behind a demo that was left', async ({ app, page }) => {
  await page.clock.install()
  await app.open()
  await app.startDemo()
  await app.isReady()
  const timers = () => page.evaluate(() => (window as unknown as { set: number }).set)
  await page.evaluate(() => {
    Object.assign(window, { set: 0 })
    const { setTimeout: native } = window
    const counted = (...given: Parameters<typeof native>) => {
      ;(window as unknown as { set: number }).set++
      return native(...given)
    }
    Object.assign(window, { setTimeout: counted })
  })
  await page.clock.runFor(5_000)
  expect(await timers()).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Leave the demo' }).first().click()
  await expect(page.locator('[data-profile]')).toHaveCount(0)
  await page.clock.runFor(20_000)
  const left = await timers()
  await page.clock.runFor(60_000)
  expect(await timers()).toBe(left)
})

test('a reload comes back to the demo', async ({ app, page }) => {
  await app.open()
  await app.startDemo()
  await page.reload()
  await app.isReady()
  await expect(app.rows('message').first()).toBeVisible()
})

test('a real connection goes its own way while the demo runs', async ({ app, site }) => {
  await app.open()
  await app.startDemo()
  const server = `${site.origin.replace('http', 'ws')}/demo/json/chat`
  await app.connect({ server, backend: 'json' })
  await app.isReady()
  await app.say('thanks, over a real wire')
  await expect(app.rows('message', 'thanks, over a real wire')).toHaveCount(1)
  await app.open('#/p/demo-chat')
  await app.isReady()
  await expect(app.rows('message', 'thanks, over a real wire')).toHaveCount(0)
})

test('two tabs share one world: a line said in one is heard in the other, and it outlives the first', async ({
  app,
  context,
  site,
  watch,
}) => {
  const open = async (tab: App) => {
    await tab.open('#/demo')
    await tab.startDemo()
    await tab.isReady()
    await expect(tab.rows('message').first()).toBeVisible()
  }
  await open(app)
  await app.say('thanks, from the first tab')
  await expect(app.rows('message', 'thanks, from the first tab')).toHaveCount(1)

  const second = new App(await context.newPage(), watch, site.origin)
  await open(second)
  await expect(second.rows('message', 'thanks, from the first tab')).toHaveCount(1)
  await second.say('thanks, from the second')
  await expect(app.rows('message', 'thanks, from the second')).toHaveCount(1)
  await expect(second.rows('message', 'thanks, from the second')).toHaveCount(1)

  await app.page.close()
  await second.say('is anyone left?')
  await expect(second.rows('message', 'is anyone left?')).toHaveCount(1)
  await expect(second.rows('message', 'thanks, from the first tab')).toHaveCount(1)
  // A bot still answers, and only one does.
  await expect(second.rows('message', /Good question|I think so/)).toHaveCount(1)
})
