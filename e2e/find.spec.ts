import type { Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { startLocked } from './servers/auth.ts'
import { startBasic } from './servers/basic.ts'
import { startHalfLoopback } from './servers/broken/half-loopback.ts'
import { startEvents } from './servers/events.ts'
import { startHass } from './servers/hass.ts'
import { startLeading, startSpeechless } from './servers/leading.ts'
import { startLogger } from './servers/logger.ts'
import { nobody } from './servers/nobody.ts'
import { startRelay } from './servers/relay.ts'
import { startProtocol } from './servers/protocol.ts'
import { startValue } from './servers/value.ts'

/** A look takes up to four seconds of a machine that does nothing else. */
const LOOKED_MS = 15_000

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
  const broker = await started(startProtocol('v12.stomp'))
  await type(app, `ws://${broker.host}/stomp`)
  await expect(finding(page)).toHaveAttribute('data-finding', 'stomp')
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

test.describe('a server that wants to know who asks', () => {
  const doors = { token: 's3same-0pen', user: 'mina', password: 'p4ss-w0rd' }
  const kept = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }) + location.href)

  test('is signed in to where it is found, and then told what it is', async ({ app, page, started }) => {
    const locked = await started(startLocked(doors))
    await type(app, `http://${locked.host}/events`)
    await expect(finding(page)).toHaveAttribute('data-finding', 'locked')
    await page.locator('[data-sign-in] input[name="token"]').fill('wrong-one')
    await button(page, 'let-in').click()
    await expect(page.locator('[data-sign-in] [role="alert"]')).toBeVisible()
    // A slip of one letter is mended, not typed anew.
    await expect(page.locator('[data-sign-in] input[name="token"]')).toHaveValue('wrong-one')
    await expect(page.locator('[data-sign-in] input[name="token"]')).toBeFocused()
    await expect(page.locator('[role="status"] input')).toHaveCount(0)
    await page.locator('[data-sign-in] input[name="token"]').fill(doors.token)
    await page.locator('[data-sign-in] input[name="token"]').press('Enter')
    await expect(page).toHaveURL(/#\/p\/./, { timeout: LOOKED_MS })
    await app.isReady()
    await expect(note(page)).toHaveAttribute('data-found', 'sse')
    await expect(app.rows('message', 'bearer GET').first()).toBeVisible()
    expect(await kept(page)).not.toContain(doors.token)
  })

  test('is not said to have said no where it was not asked', async ({ app, page, started }) => {
    const shut = await started(startSpeechless())
    await type(app, `http://${shut.host}/value`)
    await page.locator('[data-sign-in] input[name="token"]').fill('any')
    await button(page, 'let-in').click()
    await expect(page.locator('[data-sign-in] [role="alert"]')).toContainText('Access-Control-Allow-Headers')
    app.watch.forgive(/CORS|preflight|Authorization|authorization|Cross-Origin/)
  })

  test('gives the login of an address to no other host that its answer leads to', async ({
    app,
    page,
    started,
  }) => {
    const other = await started(startLocked(doors))
    const leading = await started(startLeading(`${other.url}/events?token=${doors.token}`, doors))
    app.watch.allow(other.url)
    await type(app, `http://${doors.user}:${doors.password}@${leading.host}/`)
    await expect(page).toHaveURL(/#\/p\/./, { timeout: LOOKED_MS })
    await app.isReady()
    await expect(app.rows('message', 'query GET').first()).toBeVisible()
    expect(other.ways()).not.toContain('basic')
    expect(other.ways()).toContain('query')
  })

  test('with a name and a password', async ({ app, page, started }) => {
    const locked = await started(startBasic(doors.user, doors.password))
    await type(app, `http://${locked.host}/value`)
    await page.locator('[data-sign-in]').getByRole('radio', { name: 'Name and password' }).check()
    await page.locator('[data-sign-in] input[name="user"]').fill(doors.user)
    await page.locator('[data-sign-in] input[name="password"]').fill(doors.password)
    await button(page, 'let-in').click()
    await expect(app.value).toContainText('temperature')
    expect(await kept(page)).not.toContain(doors.password)
  })

  test('by a first message, with a form that is filled in but for the token', async ({
    app,
    page,
    started,
  }) => {
    const hass = await started(startHass(doors.token))
    await type(app, `ws://${hass.host}/api/websocket`)
    await expect(finding(page)).toHaveAttribute('data-finding', 'home-assistant')
    await button(page, 'sign-in-found').click()
    await expect(page).toHaveURL(/#\/connect/)
    await page.locator('input[name="token"]').fill(doors.token)
    await app.action('connect').click()
    await expect(app.rows('message', 'Kitchen light')).toHaveCount(1)
  })
})

test.describe('an address of something else', () => {
  for (const [typed, code] of [
    ['mqtt://127.0.0.1', 'found.scheme-mqtt'],
    ['redis://:hunter2@127.0.0.1:6379', 'found.scheme-database'],
    ['xmpp:juliet@127.0.0.1', 'found.scheme-xmpp'],
    ['http://127.0.0.1:6667', 'found.blocked-port'],
  ] as const)
    test(`${typed} is said to be none for a browser, and what to open instead`, async ({ app, page }) => {
      app.watch.allow('http://127.0.0.1')
      for (const port of [9001, 8083, 8080, 8000, 15675, 5280]) app.watch.allow(`http://127.0.0.1:${port}`)
      await app.open()
      await address(app).fill(typed)
      await address(app).press('Enter')
      await expect(app.main.locator('[data-reason]')).toHaveAttribute('data-reason', code)
      await expect(app.main.locator('[data-reason]')).not.toContainText('hunter2')
      await expect(page).toHaveURL(/\/(#\/)?$/)
      await expect(button(page, 'connect-anyway')).toHaveCount(0)
    })

  test('a broker is found where it listens for browsers', async ({ app, page, started }) => {
    const broker = await started(startProtocol('mqtt'))
    for (const port of [9001, 8083, 8080, 8000, 15675, 5280]) app.watch.allow(`http://127.0.0.1:${port}`)
    await type(app, `mqtt://${broker.host}`)
    const mqtt = page.locator('[data-finding="mqtt"], [data-found="mqtt"]').first()
    await expect(mqtt).toBeVisible({ timeout: LOOKED_MS })
    await expect(app.main).toContainText(`ws://${broker.host}/mqtt`)
  })
})

test('a server of this machine is found at its other address', async ({ app, page, started }) => {
  const half = await startHalfLoopback()
  test.skip(!half, 'This machine has no ::1.')
  if (!half) return
  await started(Promise.resolve(half))
  app.watch.allow(half.right)
  await type(app, half.wrong)
  await expect(app.value).toContainText('temperature')
  await expect(note(page)).toContainText(half.right)
})
