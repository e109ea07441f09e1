import { expect, test, word } from './app.ts'
import { startLocked } from './servers/auth.ts'
import { startRelay } from './servers/relay.ts'
import {
  choose,
  dialog,
  downloaded,
  fileOf,
  listMenu,
  named,
  PASSPHRASE,
  seal,
  withHands,
} from './sharing.ts'

test('all connections go into a file, and out of it elsewhere, with their secrets if I want', async ({
  app,
  page,
  someone,
  started,
}) => {
  test.slow()
  await withHands(page)
  const doors = { token: word('t0k3n'), user: 'mina', password: word('p4ss') }
  const locked = await started(startLocked(doors))
  const relay = await started(startRelay())
  await app.prefill({
    server: `${locked.socket}/?token=${doors.token}`,
    view: 'chat',
    backend: 'plain',
    name: 'Locked',
  })
  await app.main.locator('[data-colour-choice="purple"]').check({ force: true })
  await app.action('connect').click()
  await app.isReady()
  await app.connect({ server: relay.url, name: 'Room' })
  await app.isReady()

  await listMenu(app, 'export-profiles')
  await dialog(app).locator('[data-action="save-profiles"]').click()
  await expect(dialog(app).locator('[data-save="done"]')).toBeVisible()
  const plain = (await downloaded(app)).bytes.toString()
  expect(plain).not.toContain(doors.token)
  await seal(app, PASSPHRASE)
  await dialog(app).locator('[data-action="save-profiles"]').click()
  await expect(dialog(app).locator('[data-save="done"]')).toBeVisible()
  const { name, bytes } = await downloaded(app)
  const sealed = bytes.toString()
  expect(name).toBe('signalbox-profiles.json')
  expect(sealed).toContain('"sealed": "1.')
  expect(sealed).not.toContain(doors.token)

  const people = relay.people()
  const other = await someone()
  other.watch.allow(locked.url)
  await other.open()
  await choose(other, sealed)
  await expect(dialog(other).locator('[data-import-row="new"]')).toHaveCount(2)
  await dialog(other).locator('[name="passphrase"]').fill('incorrect horse battery')
  await dialog(other).locator('[data-action="import"]').click()
  await expect(dialog(other).locator('[data-reason="wrong"]')).toBeVisible()
  await expect(other.page.locator('[data-profile]')).toHaveCount(0)
  await dialog(other).locator('[name="passphrase"]').fill(PASSPHRASE)
  await dialog(other).locator('[data-action="import"]').click()
  await expect(dialog(other)).toHaveCount(0)
  await expect(other.page.locator('[data-profile]')).toHaveText([/Locked/, /Room/])
  await expect(other.page.locator('li [data-colour="purple"]')).toHaveCount(1)
  // Nothing is connected by that.
  expect(relay.people()).toBe(people)
  const hosts = [relay.host, new URL(locked.url).host]
  expect(other.watch.requests.filter((url) => hosts.some((host) => url.includes(host)))).toEqual([])
  await other.page.locator('[data-profile]', { hasText: 'Locked' }).click()
  await other.action('connect').click()
  await other.isReady()

  // Once more brings nothing new, and what was brought goes again.
  await other.open('#/')
  await choose(other, plain)
  await expect(dialog(other).locator('[data-import-row="same"]')).toHaveCount(2)
  await expect(dialog(other).locator('[data-action="import"]')).toHaveCount(0)
})

test('an import shows what comes, leaves out what I leave out, and is undone', async ({ app, page }) => {
  await app.open()
  const room = (name: string, host: string) => ({
    name,
    view: 'chat',
    backend: 'plain',
    options: { server: `ws://${host}.example/` },
  })
  await choose(app, fileOf(room('A', 'a'), room('A', 'b'), { name: 'Bad', view: 'cats' }, room('C', 'c')))
  await expect(dialog(app).locator('[data-import-row]')).toContainText([
    'a.example',
    '“A 2”',
    'Bad',
    'c.example',
  ])
  await expect(dialog(app).locator('[data-import-row="broken"] input')).toBeDisabled()
  await dialog(app).locator('[data-import-row]', { hasText: 'c.example' }).locator('input').uncheck()
  await dialog(app).locator('[data-action="import"]').click()
  await expect(page.locator('[data-profile]')).toHaveText(named('A', 'A 2'))
  await page.locator('[data-action="undo"]').click()
  await expect(page.locator('[data-profile]')).toHaveCount(0)
})

test('a file that is none says so, wherever it comes from', async ({ app, page }) => {
  await app.open()
  for (const [content, why] of [
    ['garbage', 'not-ours'],
    [fileOf(), 'empty'],
    [JSON.stringify({ signalbox: 'profiles', version: 9, profiles: [] }), 'newer'],
  ] as const) {
    await choose(app, content)
    await expect(dialog(app).locator('[data-import]')).toHaveAttribute('data-import', why)
    await page.keyboard.press('Escape')
    await expect(dialog(app)).toHaveCount(0)
  }
  await expect(page.locator('[data-profile]')).toHaveCount(0)
})

test('a file of connections that is dropped on the page is told from a recording', async ({ app, page }) => {
  await app.open()
  await expect(app.action('demo')).toBeVisible()
  const text = fileOf({
    name: 'Dropped',
    view: 'chat',
    backend: 'plain',
    options: { server: 'ws://a.example/' },
  })
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File([text], 'any.txt'))
    for (const type of ['dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }, text)
  await expect(dialog(app).locator('[data-import-row="new"]')).toContainText('Dropped')
})

test('a connection is dragged to another place among those of its view', async ({ app, page }) => {
  await app.open()
  const entry = (name: string, view = 'chat') => ({
    name,
    view,
    backend: 'plain',
    options: { server: `ws://${name}.example/` },
  })
  await choose(app, fileOf(entry('a'), entry('b'), entry('c'), entry('n', 'notifications')))
  await dialog(app).locator('[data-action="import"]').click()
  const rows = page.locator('[data-profile]')
  await expect(rows).toHaveText(named('a', 'b', 'c', 'n'))
  // No driver drags in every browser: its events, in the order in which a browser tells them.
  const drag = async (from: number, to: number) => {
    const dataTransfer = await page.evaluateHandle(() => new DataTransfer())
    await rows.nth(from).dispatchEvent('dragstart', { dataTransfer })
    await rows.nth(to).dispatchEvent('dragover', { dataTransfer })
    await rows.nth(to).dispatchEvent('drop', { dataTransfer })
  }
  await drag(0, 2)
  await expect(rows).toHaveText(named('b', 'c', 'a', 'n'))
  await drag(3, 0)
  await drag(2, 1)
  await expect(rows).toHaveText(named('b', 'a', 'c', 'n'))
  await page.reload()
  await expect(rows).toHaveText(named('b', 'a', 'c', 'n'))
})

test('a copy of a connection has its colour and its secrets', async ({ app, page, started }) => {
  const doors = { token: word('t0k3n'), user: 'mina', password: word('p4ss') }
  const locked = await started(startLocked(doors))
  const server = `${locked.socket}/?token=${doors.token}`
  await app.prefill({ server, name: 'Locked', view: 'chat', backend: 'plain' }, { colour: 'green' })
  await app.action('connect').click()
  await app.isReady()
  const first = app.current
  await app.main.locator('header [aria-haspopup="menu"]').last().click()
  await page.locator('[role="menu"] [data-action="duplicate"]').click()
  await expect.poll(() => app.current).not.toBe(first)
  await expect(page.locator('li [data-colour="green"]')).toHaveCount(2)
  await app.action('connect').click()
  await app.isReady()
  await expect.poll(() => locked.ways()).toEqual(['query', 'query'])
})

test('connections are imported from the form of a new one, too', async ({ app, page }) => {
  await app.open('#/connect')
  const entry = {
    name: 'From a file',
    view: 'chat',
    backend: 'plain',
    options: { server: 'ws://a.example/' },
  }
  await choose(app, fileOf(entry))
  await expect(dialog(app).locator('[data-import-row="new"]')).toContainText('From a file')
  await dialog(app).locator('[data-action="import"]').click()
  await expect(page.locator('[data-profile]')).toHaveText(named('From a file'))
})
