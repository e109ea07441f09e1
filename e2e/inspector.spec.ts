import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import { App, expect, test } from './app.ts'
import { startCloser } from './servers/closer.ts'
import { startDatabase } from './servers/database.ts'
import { startEvents } from './servers/events.ts'
import { startRelay } from './servers/relay.ts'

/** The inspector of the profile that is open. */
class Inspector {
  readonly app: App
  readonly part: Locator

  constructor(app: App) {
    this.app = app
    this.part = app.main.locator('[data-inspector]')
  }

  get button(): Locator {
    return this.app.main.locator('[data-action="inspect"]')
  }

  async open(): Promise<this> {
    await this.button.click()
    await expect(this.part).toBeVisible()
    return this
  }

  get list(): Locator {
    return this.part.getByRole('listbox')
  }

  /** Its lines, of that kind and with that text. */
  frames(kind?: 'in' | 'out' | 'open' | 'close' | 'status' | 'note', hasText?: string | RegExp): Locator {
    const lines = this.part.locator(kind ? `[data-frame="${kind}"]` : '[data-frame]')
    return hasText === undefined ? lines : lines.filter({ hasText })
  }

  get detail(): Locator {
    return this.part.locator('[data-detail]')
  }

  get filter(): Locator {
    return this.part.locator('[data-field="inspect-filter"]')
  }

  action(name: string): Locator {
    return this.part.locator(`[data-action="${name}"]`)
  }

  /** One of two or more that stand side by side, by its value. */
  async choose(value: string): Promise<void> {
    await this.part.locator(`label:has(input[value="${value}"])`).click()
  }
}

async function isAccessible({ page }: App, screen: string): Promise<void> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
  const { violations } = await new AxeBuilder({ page: page as never }).analyze()
  const found = violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(({ html }) => html)])
  expect(found, screen).toEqual([])
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  )
  expect(wide, `${screen} scrolls sideways`).toBeLessThanOrEqual(0)
}

test('opened after the failure, it shows what was sent, and the close code by its name', async ({
  app,
  started,
}) => {
  const closer = await started(startCloser())
  await app.connect({ server: closer.at('later/1011', 'the database is gone') })
  await app.isReady()
  await app.say('are you there')
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  const inspector = await new Inspector(app).open()
  await expect(inspector.frames('out', 'are you there')).toHaveCount(1)
  const closed = /1011 internal error.*the database is gone/
  await expect(inspector.frames('close', closed).first()).toBeVisible()
  await expect(inspector.frames('open').first()).toContainText(closer.host)
  await expect(inspector.frames('status').first()).toBeVisible()

  await inspector.choose('connection')
  const turn = inspector.part.locator('[data-turn="close"]').filter({ hasText: closed })
  await turn.last().getByRole('button').click()
  await expect(inspector.detail).toContainText('1011 internal error')
  await expect(inspector.detail).toContainText('the database is gone')
})

test('frames both ways, as a tree whose numbers are exact; a path is copied', async ({
  app,
  page,
  started,
}) => {
  const relay = await started(startRelay({ to: 'others' }))
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  const inspector = await new Inspector(app).open()
  await app.say('from here')
  other.say('{"order":{"id":12345678901234567890,"price":1.10,"lines":[{"the sku":"a-1"}]}}')
  await expect(inspector.frames('out', 'from here')).toHaveCount(1)
  await inspector.frames('in', 'the sku').click()
  const node = (path: string) => inspector.detail.locator(`[data-path='${path}']`)
  await expect(node('$.order.id')).toContainText('12345678901234567890')
  await expect(node('$.order.price')).toContainText('1.10')
  await node('$.order.lines[0]').click()
  await node('$.order.lines[0]["the sku"]').click()
  await inspector.action('copy-path').click()
  await expect(inspector.action('copy-path')).toContainText('Copied')
  await app.composer.focus()
  await page.keyboard.press('ControlOrMeta+v')
  await expect(app.composer).toHaveValue('$.order.lines[0]["the sku"]')
  await inspector.choose('hex')
  await expect(inspector.detail).toContainText('000000  7b 22 6f 72')
})

test('a large frame is folded until it is asked for', async ({ app, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  const inspector = await new Inspector(app).open()
  other.say(JSON.stringify({ first: 'value', long: 'x'.repeat(200_000) }))
  await inspector.frames('in').click()
  await expect(inspector.detail.locator('[data-folded]')).toContainText('200 kB')
  await expect(inspector.detail.getByRole('tree')).toHaveCount(0)
  await inspector.action('unfold').click()
  await expect(inspector.detail.getByRole('tree')).toContainText('value')
})

test('it is filtered by direction, kind, text and expression, and the address says so', async ({
  app,
  page,
  started,
}) => {
  const database = await started(startDatabase())
  await app.connect({ server: database.url, backend: 'json' })
  await app.isReady()
  const inspector = await new Inspector(app).open()
  for (let n = 1; n <= 30; n++)
    database.raw(JSON.stringify({ type: 'message', id: `n-${n}`, text: `order ${n}` }))
  database.raw('no json')
  await app.say('mine')
  await expect(inspector.frames('in', 'no json')).toHaveCount(1)

  await inspector.part.locator('[data-kind="text"]').click()
  await expect(inspector.frames()).toHaveText([/no json/])
  await inspector.part.locator('[data-kind="text"]').click()
  await inspector.choose('out')
  await expect(inspector.frames()).toHaveText([/mine/])
  await inspector.choose('both')

  await inspector.filter.fill('ORDER 1')
  const hits = inspector.part.locator('[data-hits]')
  await expect(hits).toHaveAttribute('data-hits', '11')
  await expect(inspector.frames('in', 'order 2')).toHaveCount(0)
  await inspector.action('regex').click()
  await inspector.filter.fill('order 2[0-2]"')
  await expect(hits).toHaveAttribute('data-hits', '3')
  await inspector.action('only').click()
  await expect(inspector.frames('in', 'no json')).toHaveCount(1)
  await expect(inspector.list.locator('.hit')).toHaveCount(3)
  await inspector.filter.press('Enter')
  await expect(hits).toContainText('1 of 3')
  await inspector.filter.press('Enter')
  await expect(hits).toContainText('2 of 3')
  await expect(inspector.list.locator('[aria-selected="true"]')).toContainText('order 21')
  await expect(page).toHaveURL(/inspect=1/)
  await expect(page).toHaveURL(/f=order/)
  await page.reload()
  await expect(inspector.filter).toHaveValue('order 2[0-2]"')
  await expect(inspector.frames('open')).toHaveCount(1)
})

test('an expression that is none, or takes too long, is said to be; nothing found is said too', async ({
  app,
  started,
}) => {
  const database = await started(startDatabase())
  await app.connect({ server: database.url, backend: 'json' })
  await app.isReady()
  const inspector = await new Inspector(app).open()
  database.raw(`${'a'.repeat(60)}!`)
  await expect(inspector.frames('in', 'aaa')).toHaveCount(1)
  await inspector.action('regex').click()
  const trouble = inspector.part.locator('[data-trouble]')
  await inspector.filter.fill('(')
  await expect(trouble).toContainText('not a regular expression')
  await inspector.filter.fill('^(\\w+\\s?)*$')
  await expect(trouble).toContainText('too long', { timeout: 10_000 })
  await expect(inspector.frames('in', 'aaa')).toHaveCount(1)
  await inspector.filter.fill('nothing like it')
  await expect(inspector.part.locator('[data-blank="filtered"]')).toBeVisible()
  await inspector.action('reset-filter').click()
  await expect(inspector.frames('in', 'aaa')).toHaveCount(1)
})

test('it is frozen while the connection goes on, and cleared with a way back', async ({ app, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  const inspector = await new Inspector(app).open()
  other.say('before')
  await expect(inspector.frames('in', 'before')).toHaveCount(1)
  await inspector.action('freeze').click()
  other.say('meanwhile')
  await expect(app.rows('message', 'meanwhile')).toHaveCount(1)
  await expect(inspector.part.locator('[data-frozen="1"]')).toBeVisible()
  await expect(inspector.frames('in', 'meanwhile')).toHaveCount(0)
  await inspector.action('thaw').click()
  await expect(inspector.frames('in', 'meanwhile')).toHaveCount(1)

  await inspector.action('clear-frames').click()
  await expect(inspector.part.locator('[data-blank="cleared"]')).toBeVisible()
  other.say('after')
  await expect(inspector.frames()).toHaveText([/after/])
  await inspector.action('bring-back').click()
  await expect(inspector.frames('in')).toHaveText([/before/, /meanwhile/, /after/])
})

test('another tab shows the same, and goes on when the one with the connection is closed', async ({
  app,
  started,
}) => {
  const events = await started(startEvents())
  await app.connect({ server: events.url, view: 'notifications' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write(': a comment\nevent: build\nid: 1\ndata: green\n\n')
  await expect(app.rows('message', 'green')).toHaveCount(1)
  const tab = new App(await app.page.context().newPage(), app.watch, app.origin)
  await tab.page.goto(app.page.url())
  await expect(tab.rows('message', 'green')).toHaveCount(1)
  const inspector = await new Inspector(tab).open()
  await expect(inspector.frames('in', /build.*#1.*green/)).toHaveCount(1)
  await expect(inspector.frames('note', ': a comment')).toHaveCount(1)
  await expect(inspector.frames('open')).toContainText(events.host)
  events.write('id: 2\ndata: blue\n\n')
  await expect(inspector.frames('in', 'blue')).toHaveCount(1)

  await app.page.close()
  await expect.poll(() => events.asked.length).toBe(2)
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('id: 3\ndata: yellow\n\n')
  await expect(inspector.frames('in', 'yellow')).toHaveCount(1)
  await expect(inspector.frames('in', 'green')).toHaveCount(1)
})

test('keyboard alone: opened, walked, selected, looked into and left', async ({ app, page, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  await app.connect({ server: relay.url })
  await app.isReady()
  for (let n = 1; n <= 60; n++) other.say(`{"n":${n}}`)
  await expect(app.rows('message', '{"n":60}')).toHaveCount(1)
  await app.composer.focus()
  await page.keyboard.press('Alt+i')
  const inspector = new Inspector(app)
  await expect(inspector.list).toBeFocused()
  await page.keyboard.press('End')
  const chosen = inspector.list.locator('[aria-selected="true"]')
  await expect(chosen).toContainText('{"n":60}')
  await page.keyboard.press('Shift+ArrowUp')
  await expect(chosen).toHaveCount(2)
  await page.keyboard.press('ControlOrMeta+a')
  await expect(inspector.part).toContainText(/6\d selected/)
  await page.keyboard.press('ControlOrMeta+c')
  await page.keyboard.press('Home')
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await expect(inspector.detail).toContainText('59')
  await page.keyboard.press('ArrowUp')
  await expect(inspector.detail).toContainText('58')
  await page.keyboard.press('Enter')
  await expect(inspector.detail).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(inspector.detail).toHaveCount(0)
  await expect(inspector.list).toBeFocused()
  const edge = inspector.part.getByRole('separator')
  await edge.focus()
  const width = Number(await edge.getAttribute('aria-valuenow'))
  await page.keyboard.press('ArrowRight')
  await expect(edge).toHaveAttribute('aria-valuenow', String(width - 24))
  await page.keyboard.press('Alt+i')
  await expect(inspector.part).toHaveCount(0)
  await expect(inspector.button).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(edge).toHaveAttribute('aria-valuenow', String(width - 24))
})

for (const [theme, language, width] of [
  ['light', 'en', 1280],
  ['dark', 'ko', 390],
] as const)
  test(`axe finds nothing in it: ${theme}, ${language}, ${width} px`, async ({
    app,
    page,
    started,
    browserName,
  }) => {
    // What axe looks at is the same in every engine; how wide things get is not.
    test.skip(browserName === 'firefox' && width !== 390, 'looked at in Chromium')
    test.slow()
    await page.setViewportSize({ width, height: 800 })
    await app.settle({ theme, language })
    const closer = await started(startCloser())
    await app.connect({ server: closer.at('later/1011', 'gone') })
    await app.isReady()
    await app.say('{"id":1,"name":"Ada","active":true,"note":null,"price":1.10}')
    await expect(app.status).toHaveAttribute('data-status', 'waiting')
    const inspector = await new Inspector(app).open()
    await expect(inspector.frames('close').first()).toBeVisible()
    await isAccessible(app, 'the list')
    await inspector.frames('out', 'Ada').click()
    await expect(inspector.detail.getByRole('tree')).toBeVisible()
    await isAccessible(app, 'a detail')
    await inspector.action('detail-close').click()
    await inspector.action('freeze').click()
    await inspector.action('regex').click()
    await inspector.filter.fill('(')
    await expect(inspector.part.locator('[data-trouble]')).toBeVisible()
    await isAccessible(app, 'frozen, with an expression that is none')
    await inspector.filter.fill('nothing like it')
    await expect(inspector.part.locator('[data-blank="filtered"]')).toBeVisible()
    await isAccessible(app, 'nothing found')
    await inspector.choose('connection')
    await expect(inspector.part.locator('[data-turn="close"]').first()).toBeVisible()
    await isAccessible(app, 'the connection')
  })

test('closed, it is not even loaded', async ({ app, started }) => {
  const relay = await started(startRelay())
  await app.connect({ server: relay.url })
  await app.isReady()
  const loaded = () => app.watch.requests.filter((url) => /Inspector|Sparkline|uPlot/i.test(url))
  expect(loaded()).toEqual([])
  await new Inspector(app).open()
  expect(loaded().length).toBeGreaterThan(0)
})
