import { isAccessible } from './accessible.ts'
import { expect, test } from './app.ts'
import { startDatabase } from './servers/database.ts'
import { nobody } from './servers/nobody.ts'
import { startParlour } from './servers/parlour.ts'
import { startRelay } from './servers/relay.ts'

type Look = { theme: 'light' | 'dark'; language: 'en' | 'ko'; width: number }

const LOOKS: Look[] = [
  { theme: 'light', language: 'en', width: 1280 },
  { theme: 'dark', language: 'ko', width: 1280 },
  { theme: 'dark', language: 'en', width: 390 },
  { theme: 'light', language: 'ko', width: 390 },
]

for (const { theme, language, width } of LOOKS)
  test(`axe finds nothing on any view: ${theme}, ${language}, ${width} px`, async ({
    app,
    page,
    started,
    browserName,
  }) => {
    // What axe looks at is the same in every engine; how wide things get is not.
    test.skip(browserName === 'firefox' && !(width === 390 && language === 'ko'), 'looked at in Chromium')
    // A look at each of some twenty screens, one after the other.
    test.setTimeout(240_000)
    await page.setViewportSize({ width, height: 800 })
    await app.settle({ theme, language })
    await app.open()
    await expect(app.action('demo')).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', language)
    await isAccessible(app, 'welcome')

    await app.startDemo()
    await expect(app.rows('message').first()).toBeVisible()
    await app.say(language === 'ko' ? '안녕하세요' : 'hello')
    await expect(app.rows('draft')).toHaveCount(0)
    await isAccessible(app, 'chat')
    await app.open('#/p/demo-notifications')
    await expect(app.rows('message').first()).toBeVisible()
    await isAccessible(app, 'notifications')
    await app.open('#/p/demo-polling')
    await expect(app.value).toContainText('temperature')
    await app.value.getByRole('button').first().click()
    await expect(app.main.locator('canvas')).toBeVisible()
    await isAccessible(app, 'live value, with a chart')

    await app.prefill({ server: 'ftp://no/', view: 'polling' })
    await app.action('connect').click()
    await expect(app.main.locator('[data-reason="bad-address"]')).toBeVisible()
    for (const more of await app.main.locator('details:not([open]) > summary').all()) await more.click()
    await isAccessible(app, 'the form, with a mistake in it')

    const relay = await started(startRelay())
    await app.connect({ server: relay.url })
    await app.isReady()
    await isAccessible(app, 'an empty chat')
    const parlour = await started(startParlour({ lines: 30 }))
    await app.connect({ server: parlour.url, backend: 'json' })
    await app.isReady()
    parlour.isThere('Ada', '하나')
    parlour.types('하나')
    await app.main.locator('[data-members]').click()
    await isAccessible(app, 'a chat with others in it, who are listed')
    await page.keyboard.press('Escape')
    await app.main.locator('header [aria-haspopup="menu"]').click()
    await page.locator('[role="menu"] [data-action="clear"]').click()
    await expect(page.getByRole('dialog')).toBeVisible()
    await isAccessible(app, 'the question before a history is cleared')
    await page.keyboard.press('Escape')
    if (width < 720) await app.main.locator('[data-action="list"]').click()
    await page.locator('[data-action="device"]').click()
    await expect(page.locator('[name="keep-nothing"]')).toBeVisible()
    await isAccessible(app, 'what is kept on this device')
    await page.keyboard.press('Escape')
    await expect(page.locator('[name="keep-nothing"]')).toHaveCount(0)
    if (width < 720) await page.keyboard.press('Escape')

    const database = await started(startDatabase())
    await app.connect({ server: database.url, backend: 'json' })
    await app.isReady()
    database.raw('no json')
    await expect(app.rows('garbled')).toHaveCount(1)
    await database.stop()
    await expect(app.status).toHaveAttribute('data-status', 'waiting')
    await app.say('waits')
    await expect(app.rows('draft')).toHaveAttribute('data-state', 'queued')
    await isAccessible(app, 'a chat that waits, with a garbled row and a draft')
    await app.connect({ server: `http://${await nobody()}/`, view: 'polling' })
    await expect(app.status).toHaveAttribute('data-status', 'waiting')
    if (width < 720) await app.main.locator('[data-action="list"]').click()
    await expect(app.profile(app.current)).toContainText(/\d/)
    await isAccessible(app, 'a live value that never came, and what the list says of it')
  })

for (const [language, width] of [
  ['en', 1280],
  ['ko', 390],
] as const)
  test(`nothing sticks out of the form of any protocol: ${language}, ${width} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 })
    await app.settle({ theme: 'light', language })
    for (const backend of ['ntfy', 'socketio', 'mqtt', 'nchan']) {
      await app.prefill({ server: 'http://localhost:1/x', view: 'chat' }, { backend })
      await expect(app.main.locator(`[type="radio"][value="${backend}"]`)).toBeChecked()
      const more = app.main.locator('details > summary')
      if (!(await more.evaluate((each) => (each.parentElement as HTMLDetailsElement).open)))
        await more.click()
      const outside = await app.main.locator('form').evaluate((form) => {
        const { left, right } = form.getBoundingClientRect()
        const isOut = (each: Element) => {
          const at = each.getBoundingClientRect()
          return at.width > 0 && (at.left < left - 1 || at.right > right + 1)
        }
        return [...form.querySelectorAll('label > span, input[type="text"], select, textarea, .help')]
          .filter(isOut)
          .map((each) => each.outerHTML)
      })
      expect(outside, backend).toEqual([])
      // Another protocol begins with a form of its own.
      await app.open()
    }
  })
