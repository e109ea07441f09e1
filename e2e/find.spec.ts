import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { startBasic } from './servers/basic.ts'
import { startEvents } from './servers/events.ts'
import { startLogger } from './servers/logger.ts'
import { nobody } from './servers/nobody.ts'
import { startRelay } from './servers/relay.ts'
import { startProtocol } from './servers/protocol.ts'
import { startValue } from './servers/value.ts'

const address = (app: App) => app.main.locator('input[name="server"]')
const finding = (page: Page) => page.locator('[data-finding]').first()
const note = (page: Page) => page.locator('[data-found]')
const button = (page: Page, action: string) => page.locator(`[data-action="${action}"]`)

/** On the first screen: types an address and presses Enter. */
async function type(app: App, typed: string): Promise<void> {
  app.watch.allow(`http://${typed.replace(/^\w+:\/\//, '')}`)
  await app.open()
  await address(app).fill(typed)
  await address(app).press('Enter')
}

test.describe('an address and Enter is all', () => {
  test('a relay of the tutorials is a chat, whatever the address begins with', async ({ app, started }) => {
    const relay = await started(startRelay())
    for (const typed of [relay.host, relay.url, `http://${relay.host}/`]) {
      await type(app, typed)
      await app.isReady()
      await app.say(`by ${typed}`)
      await expect(app.rows('message', `by ${typed}`)).toHaveCount(1)
    }
  })

  test('a stream of events is an inbox, and says what it is', async ({ app, page, started }) => {
    const events = await started(startEvents())
    const ticking = setInterval(
      () => events.write('event: deployed\nid: 7\ndata: {"title":"Deployed","body":"v1.2 is out"}\n\n'),
      100,
    )
    await type(app, events.url)
    await app.isReady()
    clearInterval(ticking)
    await expect(note(page)).toHaveAttribute('data-found', /sse/)
    await expect(app.rows('message', 'v1.2 is out').first()).toBeVisible()
    await button(page, 'change-found').click()
    await expect(page).toHaveURL(/#\/edit\//)
    await expect(page.getByRole('radio', { name: /Notifications/ })).toBeChecked()
  })

  test('a record is a value that is watched', async ({ app, started }) => {
    const value = await started(startValue({ load: 0.7, users: 3 }))
    await type(app, value.url)
    await expect(app.value).toContainText('users')
    await expect(app.status).toHaveAttribute('data-status', 'ready')
  })

  test('where nobody is, it is connected all the same, and says why it cannot', async ({ app }) => {
    await type(app, `ws://${await nobody()}`)
    await expect(app.page).toHaveURL(/#\/p\//)
    await expect(app.status).toHaveAttribute('data-status', /waiting|connecting/)
    await expect(app.status).toHaveAttribute('data-reason', 'unreachable')
  })
})

test('a name and password in the address sign in, and are not kept in it', async ({ app, page, started }) => {
  const locked = await started(startBasic('mina', 'p4ss-w0rd'))
  app.watch.allow(`http://${locked.host}`)
  await app.open()
  await address(app).fill(`http://mina:p4ss-w0rd@${locked.host}/value`)
  await address(app).press('Enter')
  await expect(app.value).toContainText('temperature')
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }) + location.href)).not.toContain(
    'p4ss-w0rd',
  )
})

test('what it is, but not spoken here, is said and not connected to', async ({ app, page, started }) => {
  const broker = await started(startProtocol('mqtt'))
  await type(app, `ws://${broker.host}/mqtt`)
  await expect(finding(page)).toHaveAttribute('data-finding', 'mqtt')
  await expect(button(page, 'connect-anyway')).toBeVisible()
  await expect(page).toHaveURL(/\/(#\/)?$/)
})

test('the form is filled in by a look, and nothing is connected yet', async ({ app, page, started }) => {
  const value = await started(startValue([{ id: 1, from: 'mina', text: 'hi', at: 1_700_000_000_000 }]))
  app.watch.allow(value.url)
  await app.prefill({ server: value.url }, {})
  await button(page, 'look').click()
  await expect(finding(page)).toBeVisible()
  await expect(page.getByRole('radio', { name: /^Polling/ })).toBeChecked()
  await expect(app.page.locator('[data-profile]')).toHaveCount(0)
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/p\//)
  await expect(app.rows('message', 'hi')).toHaveCount(1)
})

test('a look never writes: nothing is said, and only GETs are asked', async ({ app, page, started }) => {
  const logger = await started(startLogger())
  app.watch.allow(logger.url)
  const methods = new Set<string>()
  page.on('request', (request) => request.url().includes(logger.host) && methods.add(request.method()))
  await app.prefill({ server: logger.host.replace('127.0.0.1', 'http://127.0.0.1') })
  await button(page, 'look').click()
  await expect(finding(page)).toBeVisible()
  expect(logger.log).toEqual([])
  expect([...methods].filter((method) => method !== 'GET')).toEqual([])
})

test('a look that takes its time can be stopped', async ({ app, page, started }) => {
  const events = await started(startEvents())
  await type(app, events.late)
  await button(page, 'stop-looking').click()
  await expect(page.locator('[data-look]')).toHaveCount(0)
  await expect(page).toHaveURL(/\/(#\/)?$/)
})
