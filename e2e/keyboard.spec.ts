import type { Locator, Page } from '@playwright/test'
import { expect, test } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { startRelay } from './servers/relay.ts'

const TABS = 60

/** Presses Tab until that has the focus, and fails where it never gets it. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < TABS; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not lead to ${String(target)}.`)
}

test('keyboard alone: connect, write, switch, retry', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  for (const url of [relay.url, wire.through(relay.url)]) app.watch.allow(url)

  await app.open()
  await tabTo(page, app.main.locator('input[name="server"]'))
  await page.keyboard.type(wire.through(relay.url))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/p\//)
  const first = app.current
  await app.isReady()

  await tabTo(page, app.composer)
  await page.keyboard.type('by keyboard')
  await page.keyboard.press('Enter')
  await expect(app.rows('message', 'by keyboard')).toHaveCount(1)
  await expect(app.composer).toBeFocused()

  await app.prefill({ server: relay.url })
  await tabTo(page, app.action('connect'))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/#\/p\//)
  const second = app.current
  expect(second).not.toBe(first)
  await app.isReady()

  // By the list, and by its keys.
  await tabTo(page, app.profile(first))
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`#/p/${first}$`))
  await page.keyboard.press('Alt+ArrowDown')
  await expect(page).toHaveURL(new RegExp(`#/p/${second}$`))
  await page.keyboard.press('Alt+ArrowUp')
  await expect(page).toHaveURL(new RegExp(`#/p/${first}$`))

  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await tabTo(page, app.action('retry'))
  await wire.restore()
  await page.keyboard.press('Enter')
  await app.isReady()
})

test('the demo is opened and left by keyboard', async ({ app, page }) => {
  await app.open()
  await tabTo(page, app.action('demo'))
  await page.keyboard.press('Enter')
  await expect(app.profile('demo-chat')).toHaveCount(1)
  await tabTo(page, page.getByRole('button', { name: 'Leave the demo' }).first())
  await page.keyboard.press('Enter')
  await expect(app.profile('demo-chat')).toHaveCount(0)
})

test('what has the focus is seen to have it', async ({ app, page }) => {
  await app.open()
  await tabTo(page, app.action('demo'))
  const outline = await app.action('demo').evaluate((element) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element)
    return { drawn: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0, boxShadow }
  })
  expect(outline.drawn || outline.boxShadow !== 'none').toBe(true)
})

test('the Enter that ends a Korean composition sends nothing', async ({
  app,
  page,
  started,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium lets a test compose')
  const relay = await started(startRelay())
  await app.connect({ server: relay.url })
  await app.isReady()
  await app.composer.focus()
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: '안녕', selectionStart: 2, selectionEnd: 2 })
  // What a browser fires for the Enter that an input method takes for itself.
  await cdp.send('Input.dispatchKeyEvent', {
    type: 'rawKeyDown',
    key: 'Enter',
    code: 'Enter',
    windowsVirtualKeyCode: 229,
  })
  await expect(app.composer).toHaveValue('안녕')
  await expect(app.rows()).toHaveCount(0)
  await cdp.send('Input.insertText', { text: '안녕' })
  await expect(app.composer).toHaveValue('안녕')
  await page.keyboard.press('Enter')
  await expect(app.rows('message', '안녕')).toHaveCount(1)
})

test('an Enter that is part of a composition sends nothing in any browser', async ({ app, started }) => {
  const relay = await started(startRelay())
  await app.connect({ server: relay.url })
  await app.isReady()
  await app.composer.fill('한국')
  await app.composer.evaluate((element) =>
    element.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
    ),
  )
  await expect(app.composer).toHaveValue('한국')
  await app.composer.press('Enter')
  await expect(app.rows('message', '한국')).toHaveCount(1)
  await expect(app.rows('message')).toHaveCount(1)
})

test('a menu stays open while what comes in moves the log under it', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  for (let n = 0; n < 40; n++) other.say(`line ${n}`)
  await expect(app.rows('message', 'line 39')).toBeVisible()
  await app.main.locator('header [aria-haspopup="menu"]').click()
  const choice = page.locator('[role="menu"] [data-action="edit"]')
  await expect(choice).toBeFocused()
  const before = await app.log.evaluate((log) => log.scrollTop)
  for (let n = 40; n < 60; n++) other.say(`line ${n}`)
  await expect(app.rows('message', 'line 59')).toBeVisible()
  expect(await app.log.evaluate((log) => log.scrollTop)).toBeGreaterThan(before)
  await expect(choice).toBeFocused()
  await choice.click()
  await expect(app.main.locator('input[name="server"]')).toBeVisible()
})
