import { expect, test } from './app.ts'
import { Tools } from './composer.ts'
import { startCollector } from './servers/collector.ts'
import { startRelay } from './servers/relay.ts'

test.describe('saved messages', () => {
  test('are put in by Enter and sent by Ctrl+Enter, found by typing, and still there after a reload', async ({
    app,
    started,
  }) => {
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    await tools.save('{"type":"login"}', 'Log in')
    await expect(app.composer).toHaveValue('{"type":"login"}')
    await expect(app.composer).toBeFocused()
    await tools.save('bye', 'Good night')
    await app.composer.fill('')
    await app.page.reload()
    await app.isReady()

    await tools.choose('phrases')
    await expect(tools.phrases).toHaveText([/^Log in/, /^Good night/])
    await expect(tools.field('phrase-filter')).toBeFocused()
    await app.page.keyboard.type('night')
    await expect(tools.phrases).toHaveText([/^Good night/])
    await app.page.keyboard.press('Enter')
    await expect(tools.panel).toHaveCount(0)
    await expect(app.composer).toHaveValue('bye')
    await expect(app.composer).toBeFocused()
    expect(server.texts()).toEqual([])

    await tools.choose('phrases')
    await app.page.keyboard.press('ArrowDown')
    await app.page.keyboard.press('Control+Enter')
    await expect.poll(() => server.texts()).toEqual(['{"type":"login"}'])
    await expect(app.composer).toHaveValue('bye')
    await app.composer.press('Enter')
    await expect.poll(() => server.texts()).toEqual(['{"type":"login"}', 'bye'])
  })

  test('are renamed, replaced, deleted, and brought back', async ({ app, page, started }) => {
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    await tools.save('one', 'A')
    await tools.save('two', 'B')

    await tools.choose('phrases')
    await tools.menuOf('A', 'rename-phrase')
    await tools.field('phrase-rename').fill('B')
    await tools.field('phrase-rename').press('Enter')
    await expect(tools.panel.locator('[data-reason="phrases.name-taken"]')).toBeVisible()
    await tools.field('phrase-rename').fill('First')
    await tools.field('phrase-rename').press('Enter')
    await expect(tools.phrases).toHaveText([/^First/, /^B/])
    await tools.menuOf('First', 'replace-phrase')
    await expect(tools.phrases).toHaveText([/^First\s*two/, /^B/])
    await tools.menuOf('B', 'delete-phrase')
    await expect(tools.phrases).toHaveText([/^First/])
    await page.locator('[data-action="undo"]').click()
    await tools.choose('phrases')
    await expect(tools.phrases).toHaveText([/^First\s*two/, /^B/])
    await page.keyboard.press('Escape')
    await expect(tools.panel).toHaveCount(0)

    // The name of one that is there takes its place.
    await tools.save('three', 'B')
    await tools.choose('phrases')
    await expect(tools.phrases).toHaveText([/^First/, /^B\s*three/])
  })

  test('give back what they took the place of', async ({ app, started }) => {
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    await tools.save('saved', 'A')
    await app.composer.fill('half a sentence')
    await tools.choose('phrases')
    await app.page.keyboard.press('Enter')
    await expect(app.composer).toHaveValue('saved')
    await tools.line('replaced').getByRole('button').click()
    await expect(app.composer).toHaveValue('half a sentence')
    await expect(tools.line('replaced')).toHaveCount(0)
  })

  test('go with their profile: a copy has them, and one that comes back has them still', async ({
    app,
    page,
    started,
  }) => {
    const server = await started(startCollector())
    const tools = new Tools(app)
    const id = await app.connect({ server: server.url, name: 'Lamp' })
    await app.isReady()
    await tools.save('on', 'Switch on')
    const menu = async (action: string) => {
      await app.main.getByRole('button', { name: 'Actions for Lamp' }).click()
      await page.getByRole('menu').locator(`[data-action="${action}"]`).click()
    }
    await menu('remove')
    await expect(app.profile(id)).toHaveCount(0)
    await page.locator('[data-action="undo"]').click()
    await app.isReady()
    await tools.choose('phrases')
    await expect(tools.phrases).toHaveText([/^Switch on/])
    await page.keyboard.press('Escape')
    await menu('duplicate')
    await expect.poll(() => app.current).not.toBe(id)
    await tools.choose('phrases')
    await expect(tools.phrases).toHaveText([/^Switch on/])
    await page.keyboard.press('Escape')
    await tools.save('off', 'Switch off')
    await app.profile(id).click()
    await expect.poll(() => app.current).toBe(id)
    await tools.choose('phrases')
    await expect(tools.phrases).toHaveText([/^Switch on/])
  })
})

test.describe('placeholders', () => {
  test('are sent as they are, until somebody has them filled in', async ({ app, started }) => {
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    await app.composer.fill('use {{now}} there')
    await expect(tools.line('unfilled')).toContainText('{{now}}')
    await app.composer.press('Enter')
    await expect.poll(() => server.texts()).toEqual(['use {{now}} there'])

    await app.composer.fill('{{n}} {{now:ms}} {{{{n}} {{me}} {{random:7-7}}')
    await tools.line('unfilled').getByRole('button').click()
    await expect(tools.line('sent-as')).toHaveText(/1 \d{13} {{n}} {{me}} 7$/)
    await expect(tools.line('stays')).toContainText('{{me}}')
    await app.composer.press('Enter')
    await expect.poll(() => server.texts()[1]).toMatch(/^1 \d{13} {{n}} {{me}} 7$/)

    // It stays switched on, also after a reload, until it is switched off.
    await expect(tools.line('placeholders')).toBeVisible()
    await app.composer.fill('{{uuid}}')
    await expect(tools.line('sent-as')).toContainText(/[\da-f]{8}-[\da-f]{4}-4/)
    await app.page.reload()
    await app.isReady()
    await expect(tools.line('sent-as')).toContainText(/[\da-f]{8}-[\da-f]{4}-4/)
    await tools.more.click()
    const toggle = app.page.getByRole('menuitemcheckbox')
    await expect(toggle).toHaveAttribute('aria-checked', 'true')
    await toggle.click()
    await expect(tools.line('sent-as')).toHaveCount(0)
    await app.composer.press('Enter')
    await expect.poll(() => server.texts()[2]).toBe('{{uuid}}')
  })

  test('of a saved message are filled in by themselves, and each counts for itself', async ({
    app,
    started,
  }) => {
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    await tools.save('{"a":{{n}}}', 'A')
    await tools.save('{"b":{{n}}}', 'B')
    await app.composer.fill('')
    for (const name of ['A', 'A', 'B', 'A']) {
      await tools.choose('phrases')
      await app.page.keyboard.type(name)
      await expect(tools.phrases).toHaveCount(1)
      await app.page.keyboard.press('Enter')
      await expect(tools.line('sent-as')).toBeVisible()
      await app.composer.press('Enter')
      await expect(app.composer).toHaveValue('')
    }
    await expect.poll(() => server.texts()).toEqual(['{"a":1}', '{"a":2}', '{"b":1}', '{"a":3}'])

    // What is written by hand after that is what it is; what is recalled goes out as it did.
    await app.say('plain {{n}}')
    await expect.poll(() => server.texts().at(-1)).toBe('plain {{n}}')
    await app.composer.press('ArrowUp')
    await expect(tools.line('unfilled')).toBeVisible()
    await app.composer.press('ArrowUp')
    await expect(app.composer).toHaveValue('{"a":{{n}}}')
    await expect(tools.line('sent-as')).toBeVisible()
  })
})

test.describe('what was said', () => {
  test('is recalled by the arrows, after a reload too, with no line twice in a row', async ({
    app,
    started,
  }) => {
    const relay = await started(startRelay())
    await app.connect({ server: relay.url })
    await app.isReady()
    for (const line of ['one', 'two', 'two', 'three']) {
      await app.say(line)
      await expect(app.composer).toHaveValue('')
    }
    await app.page.reload()
    await app.isReady()
    for (const line of ['three', 'two', 'one', 'one']) {
      await app.composer.press('ArrowUp')
      await expect(app.composer).toHaveValue(line)
    }
    for (const line of ['two', 'three', '']) {
      await app.composer.press('ArrowDown')
      await expect(app.composer).toHaveValue(line)
    }
  })

  test('is not kept where nothing is, and goes with the history', async ({ app, page, started }) => {
    const relay = await started(startRelay())
    await app.connect({ server: relay.url, name: 'Room' })
    await app.isReady()
    const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':said:')))
    await app.say('one')
    await expect.poll(kept).toHaveLength(1)

    await app.main.getByRole('button', { name: 'Actions for Room' }).click()
    await page.getByRole('menu').locator('[data-action="clear"]').click()
    await page.locator('[data-action="clear-history"]').click()
    await expect.poll(kept).toEqual([])
    await app.composer.press('ArrowUp')
    await expect(app.composer).toHaveValue('')

    await app.say('two')
    await expect.poll(kept).toHaveLength(1)
    const settings = JSON.stringify({ version: 1, keepNothing: true })
    await page.evaluate((text) => localStorage.setItem('signalbox:settings', text), settings)
    await page.reload()
    await app.isReady()
    await app.composer.press('ArrowUp')
    await expect(app.composer).toHaveValue('')
    await app.say('three')
    await expect(app.composer).toHaveValue('')
    await app.composer.press('ArrowUp')
    await expect(app.composer).toHaveValue('three')
    expect(await kept()).toEqual([])
  })
})

test('JSON is checked while it is written, laid out on request, and sent whatever it is', async ({
  app,
  started,
}) => {
  const server = await started(startCollector())
  const tools = await Tools.at(app, { server: server.url, backend: 'json' })
  await app.composer.fill('hello')
  await expect(tools.line('json')).toHaveCount(0)
  await app.composer.fill('{\n  "a": 1,\n  "b" 2\n}')
  await expect(tools.line('json')).toHaveAttribute('data-reason', 'json.colon')
  await expect(tools.line('json')).toContainText('Line 3, column 7')
  await expect(tools.line('json').getByRole('button')).toHaveCount(0)

  await app.composer.fill('{"id":12345678901234567890,"price":1.10}')
  await expect(tools.line('json')).not.toHaveAttribute('data-reason')
  await app.main.locator('[data-action="format-json"]').click()
  await expect(app.composer).toHaveValue('{\n  "id": 12345678901234567890,\n  "price": 1.10\n}')
  await app.main.locator('[data-action="minify-json"]').click()
  await expect(app.composer).toHaveValue('{"id":12345678901234567890,"price":1.10}')
  await app.composer.press('Enter')
  await expect.poll(() => server.texts()).toEqual(['{"id":12345678901234567890,"price":1.10}'])

  await app.composer.fill('[1,2')
  await expect(tools.line('json')).toHaveAttribute('data-reason', 'json.end')
  await app.composer.press('Enter')
  await expect.poll(() => server.texts()[1]).toContain('"text":"[1,2"')
})

test.describe('what was said', () => {
  test('is searched by Ctrl+R as in a shell, and from the menu; Escape leaves', async ({
    app,
    page,
    started,
  }) => {
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    for (const text of ['login mina', 'hello', 'login jun', 'bye']) await app.say(text)
    await expect.poll(() => server.texts()).toHaveLength(4)
    await page.evaluate(() => Object.assign(window, { same: true }))

    await app.composer.press('Control+r')
    await expect(tools.field('recall')).toBeFocused()
    const lines = tools.panel.getByRole('option')
    await expect(lines).toHaveText(['bye', 'login jun', 'hello', 'login mina'])
    await page.keyboard.type('LOGIN')
    await expect(lines).toHaveText(['login jun', 'login mina'])
    const chosen = tools.panel.locator('[aria-selected="true"]')
    await expect(chosen).toHaveText('login jun')
    await page.keyboard.press('Control+r')
    await expect(chosen).toHaveText('login mina')
    await page.keyboard.press('Enter')
    await expect(app.composer).toHaveValue('login mina')
    await expect(app.composer).toBeFocused()
    // From there the arrows go on.
    await page.keyboard.press('ArrowDown')
    await expect(app.composer).toHaveValue('hello')
    await app.composer.fill('')

    await app.composer.press('Control+r')
    await page.keyboard.type('nothing like it')
    await expect(tools.panel).toContainText('Nothing you said')
    await page.keyboard.press('Escape')
    await expect(tools.panel).toHaveCount(0)
    await expect(app.composer).toBeFocused()
    await expect(app.composer).toHaveValue('')

    await app.composer.fill('half a line')
    await tools.choose('recall')
    await lines.filter({ hasText: 'bye' }).click()
    await expect(app.composer).toHaveValue('bye')
    await tools.line('replaced').getByRole('button').click()
    await expect(app.composer).toHaveValue('half a line')
    // The page is the one that it was all the while.
    expect(await page.evaluate(() => 'same' in window)).toBe(true)
  })

  test('reloads the page by Ctrl+R, as ever, where something is written', async ({ app, page, started }) => {
    const server = await started(startCollector())
    await Tools.at(app, { server: server.url })
    await app.composer.fill('written')
    const isHeeded = await app.composer.evaluate((element) => {
      const press = new KeyboardEvent('keydown', { key: 'r', ctrlKey: true, bubbles: true, cancelable: true })
      return !element.dispatchEvent(press)
    })
    expect(isHeeded).toBe(false)
    await expect(page.locator('[popover]:popover-open')).toHaveCount(0)
  })
})

for (const width of [390, 1280])
  test(`what can be undone is said beside the composer and not over it: ${width} px`, async ({
    app,
    page,
    started,
  }) => {
    await page.setViewportSize({ width, height: 700 })
    const server = await started(startCollector())
    const tools = await Tools.at(app, { server: server.url })
    await tools.save('one', 'A')
    await tools.choose('phrases')
    await tools.menuOf('A', 'delete-phrase')
    await page.keyboard.press('Escape')
    const toast = page.locator('.toast')
    await expect(toast).toBeVisible()
    const isClear = async () => {
      const [over, under] = [await toast.boundingBox(), await app.main.locator('form').last().boundingBox()]
      return over !== null && under !== null && over.y >= 0 && over.y + over.height <= under.y
    }
    await expect.poll(isClear).toBe(true)
    // Also as it grows.
    await app.composer.fill('one\ntwo\nthree\nfour\nfive')
    await expect.poll(isClear).toBe(true)
    await page.keyboard.press('Shift+Tab')
    await toast.locator('[data-action="undo"]').click()
    await expect(toast).toHaveCount(0)
  })
