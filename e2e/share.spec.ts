import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import { correction, generate } from 'lean-qr'
import type { App } from './app.ts'
import { expect, test, word } from './app.ts'
import { startLocked } from './servers/auth.ts'
import { startRelay } from './servers/relay.ts'

const dialog = ({ page }: App): Locator => page.getByRole('dialog')
const field = ({ main }: App, name: string): Locator => main.locator(`[name="${name}"]`)
const PASSPHRASE = 'correct horse battery'
/** The QR code is drawn with the empty edge that scanners need. */
const QUIET = 4

/** What is copied or downloaded is at hand, as not every driver tells of it. */
async function withHands(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker')
    const urlOf = URL.createObjectURL.bind(URL)
    URL.createObjectURL = (file: Blob) => {
      Object.assign(window, { downloaded: file })
      return urlOf(file)
    }
    addEventListener('click', ({ target }) => {
      if (target instanceof HTMLAnchorElement) Object.assign(window, { named: target.download })
    })
    const writeText = async (copied: string) => void Object.assign(window, { copied })
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    const share = async (sent: unknown) => void Object.assign(window, { sent })
    Object.defineProperty(navigator, 'share', { value: share, configurable: true })
  })
}

async function downloaded({ page }: App): Promise<{ name: string; type: string; bytes: Buffer }> {
  const got = await page.evaluate(async () => {
    const { downloaded, named } = window as unknown as { downloaded: Blob; named: string }
    return { name: named, type: downloaded.type, bytes: [...new Uint8Array(await downloaded.arrayBuffer())] }
  })
  return { ...got, bytes: Buffer.from(got.bytes) }
}

/** Opens the dialog from the menu of the profile that is open. */
async function share(app: App): Promise<void> {
  await app.main.locator('header [aria-haspopup="menu"]').last().click()
  await app.page.locator('[role="menu"] [data-action="share"]').click()
  await expect(dialog(app).locator('[data-share]')).toHaveAttribute('data-share', 'link')
}

async function linkOf(app: App): Promise<string> {
  const link = dialog(app).locator('[data-field="link"]')
  await expect(link).toHaveValue(/#\/connect\?/)
  return link.inputValue()
}

async function seal(app: App, passphrase: string): Promise<void> {
  await dialog(app).locator('[name="with-secrets"]').click()
  await dialog(app).locator('[name="passphrase"]').fill(passphrase)
}

/** The list's own menu. */
async function listMenu({ page }: App, action: string): Promise<void> {
  await page.locator('aside .top [aria-haspopup="menu"]').click()
  await page.locator(`[role="menu"] [data-action="${action}"]`).click()
}

/** Chooses a file of connections on the first screen or in the form. */
async function choose({ main }: App, content: string, name = 'signalbox-profiles.json'): Promise<void> {
  const buffer = Buffer.from(content)
  await main.locator('[data-field="profiles"]').setInputFiles({ name, mimeType: 'application/json', buffer })
}

/** Rows of the list with those names and nothing besides. */
const named = (...names: string[]) => names.map((name) => new RegExp(`^\\s*${name}\\s*$`))
const fileOf = (...profiles: object[]) => JSON.stringify({ signalbox: 'profiles', version: 1, profiles })

test('a link fills the form in for somebody else, says where it leads, and connects by a click alone', async ({
  app,
  page,
  someone,
  started,
}) => {
  test.slow()
  await withHands(page)
  const relay = await started(startRelay())
  await app.prefill({ server: relay.url, name: '우리 방', view: 'chat', backend: 'json', author: 'Mina' })
  await app.main.locator('[data-colour-choice="teal"]').check({ force: true })
  await app.action('connect').click()
  await app.isReady()
  await expect(app.profile(app.current).locator('..').locator('[data-colour="teal"]')).toHaveCount(1)
  await expect(app.main.locator('header [data-colour="teal"]')).toHaveCount(1)

  await share(app)
  const link = await linkOf(app)
  await dialog(app).locator('[data-action="copy-link"]').click()
  await expect.poll(() => page.evaluate(() => (window as unknown as { copied: string }).copied)).toBe(link)
  await dialog(app).locator('[data-action="send-link"]').click()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { sent: unknown }).sent))
    .toEqual({ title: '우리 방', url: link })

  const before = relay.people()
  const friend = await someone()
  friend.watch.allow(relay.url)
  await friend.open(new URL(link).hash)
  await expect(field(friend, 'server')).toHaveValue(relay.url)
  await expect(friend.main.locator('[data-host="server"] strong')).toHaveText(relay.host)
  await expect(field(friend, 'name')).toHaveValue('우리 방')
  await expect(friend.main.locator('[data-colour-choice="teal"]')).toBeChecked()
  await expect(friend.page.locator('[data-profile]')).toHaveCount(0)
  expect(friend.watch.requests.filter((url) => url.includes(relay.host))).toEqual([])
  expect(relay.people()).toBe(before)
  await friend.action('connect').click()
  await friend.isReady()
  await expect(friend.profile(friend.current)).toContainText('우리 방')
  await friend.say('from the link')
  await expect(app.rows('message', 'from the link')).toHaveCount(1)
})

test('a link that sends to other servers too names them all', async ({ app }) => {
  await app.prefill({
    server: 'https://news.example/events',
    wire: 'events',
    post: 'https://elsewhere.example/say',
    first: '{"subscribe":"news"}',
    name: 'News',
  })
  const notice = app.main.locator('[data-from-link]')
  await expect(notice.locator('[data-host="server"]')).toHaveText('news.example')
  await expect(notice.locator('[data-host="post"]')).toHaveText('elsewhere.example')
  await expect(notice.locator('[data-sends="first"]')).toHaveText('{"subscribe":"news"}')
  // What the person changes is what counts.
  await field(app, 'post').fill('https://news.example/say')
  await expect(notice.locator('[data-host="post"]')).toHaveCount(0)
})

test('the QR code is of the link, dark on light in a dark page, and is saved as a picture', async ({
  app,
  page,
  started,
}) => {
  await withHands(page)
  await app.settle({ theme: 'dark' })
  const relay = await started(startRelay())
  await app.connect({ server: relay.url, name: 'Room' })
  await share(app)
  const link = await linkOf(app)
  const code = generate(link)
  const size = code.size + 2 * QUIET
  const wanted = Array.from({ length: size * size }, (_, at) =>
    code.get((at % size) - QUIET, Math.floor(at / size) - QUIET),
  )
  // As it is drawn, a look at the middle of each module.
  const drawn = await dialog(app)
    .locator('svg[data-qr]')
    .evaluate(async (svg, size) => {
      const copy = svg.cloneNode(true) as SVGElement
      copy.setAttribute('width', String(size * 4))
      copy.setAttribute('height', String(size * 4))
      const image = new Image()
      image.src = `data:image/svg+xml,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`
      await image.decode()
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = size * 4
      const context = canvas.getContext('2d') as CanvasRenderingContext2D
      context.drawImage(image, 0, 0)
      const { data } = context.getImageData(0, 0, size * 4, size * 4)
      return Array.from({ length: size * size }, (_, at) => {
        const [x, y] = [(at % size) * 4 + 2, Math.floor(at / size) * 4 + 2]
        return (data[(y * size * 4 + x) * 4] as number) < 128
      })
    }, size)
  expect(drawn).toEqual(wanted)

  await dialog(app).locator('[data-action="save-png"]').click()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { named?: string }).named))
    .toMatch(/\.png$/)
  const png = await downloaded(app)
  expect(png.type).toBe('image/png')
  expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
  expect(png.bytes.readUInt32BE(16)).toBe(size * 12)
  await dialog(app).locator('[data-action="save-svg"]').click()
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { named?: string }).named))
    .toMatch(/\.svg$/)
  const svg = await downloaded(app)
  expect(svg.name).toMatch(/^Room-.*\.svg$/)
  expect(svg.bytes.toString()).toContain('<svg')
})

test('a link that is too long for a QR code says so', async ({ app, started }) => {
  const relay = await started(startRelay())
  await app.connect({ server: relay.url, first: 'word '.repeat(700) })
  await share(app)
  expect((await linkOf(app)).length).toBeGreaterThan(3_000)
  await expect(dialog(app).locator('[data-no-qr]')).toBeVisible()
  await expect(dialog(app).locator('[data-field="link"]')).toHaveAccessibleDescription(/2000/)
  expect(() => generate('x'.repeat(2_953), { minCorrectionLevel: correction.L })).not.toThrow()
})

test('a token stays here unless I say so; then it opens by the passphrase, and by no other', async ({
  app,
  someone,
  started,
}) => {
  test.slow()
  const doors = { token: word('t0k3n'), user: 'mina', password: word('p4ss') }
  const locked = await started(startLocked(doors))
  await app.prefill({
    server: `${locked.socket}/?room=1&token=${doors.token}`,
    view: 'chat',
    backend: 'plain',
    name: 'Locked',
  })
  await app.action('connect').click()
  await app.isReady()

  await share(app)
  const bare = await linkOf(app)
  expect(bare).not.toContain(doors.token)
  await expect(dialog(app).locator('[data-left-out]')).toContainText('token')
  const stranger = await someone()
  await stranger.open(new URL(bare).hash)
  await expect(stranger.main.locator('[data-needs]')).toContainText('token')

  await seal(app, 'short')
  await dialog(app).locator('[data-action="seal"]').click()
  await expect(dialog(app).locator('[data-reason="too-short"]')).toBeVisible()
  await expect(dialog(app).locator('[data-field="link"]')).toHaveCount(0)
  await dialog(app).locator('[name="passphrase"]').fill(PASSPHRASE)
  await dialog(app).locator('[data-action="seal"]').click()
  const link = await linkOf(app)
  expect(link).toContain('sealed=1.')
  expect(link).not.toContain(doors.token)

  const friend = await someone()
  friend.watch.allow(locked.url)
  await friend.open(new URL(link).hash)
  const notice = friend.main.locator('[data-from-link]')
  await notice.locator('[name="passphrase"]').fill('incorrect horse battery')
  await notice.locator('[data-action="unseal"]').click()
  await expect(notice.locator('[data-reason="wrong"]')).toBeVisible()
  await notice.locator('[name="passphrase"]').fill(PASSPHRASE)
  await notice.locator('[name="passphrase"]').press('Enter')
  await expect(notice.locator('[data-seal="open"]')).toBeVisible()
  expect(friend.watch.requests.filter((url) => url.includes(new URL(locked.url).host))).toEqual([])
  await friend.action('connect').click()
  await friend.isReady()
  expect(await friend.page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain(doors.token)
  expect(friend.page.url()).not.toContain(doors.token)
})

test('where the page cannot encrypt, secrets stay here, and it says why', async ({ app, page, started }) => {
  // As a page is that came over plain http from another computer.
  await page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined }))
  const relay = await started(startRelay())
  const server = `${relay.url}?token=${word('t0k3n')}`
  await app.prefill({ server, view: 'chat', backend: 'plain', name: 'Room' })
  await app.action('connect').click()
  await app.isReady()
  await share(app)
  await linkOf(app)
  await expect(dialog(app).locator('[name="with-secrets"]')).toBeDisabled()
  await expect(dialog(app).locator('[name="with-secrets"]')).toHaveAccessibleDescription(/https/)
})

test('who changes where a sealed link leads gets nothing by it', async ({ app, someone, started }) => {
  const relay = await started(startRelay())
  await app.prefill({
    server: `${relay.url}?token=${word('t0k3n')}`,
    view: 'chat',
    backend: 'plain',
    name: 'Room',
  })
  await app.action('connect').click()
  await app.isReady()
  await share(app)
  await seal(app, PASSPHRASE)
  await dialog(app).locator('[data-action="seal"]').click()
  const link = await linkOf(app)
  const friend = await someone()
  await friend.open(new URL(link.replace(encodeURIComponent(relay.host), 'evil.example')).hash)
  const notice = friend.main.locator('[data-from-link]')
  await expect(notice.locator('[data-host="server"]')).toHaveText('evil.example')
  await notice.locator('[name="passphrase"]').fill(PASSPHRASE)
  await notice.locator('[data-action="unseal"]').click()
  await expect(notice.locator('[data-reason="wrong"]')).toBeVisible()
})

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

for (const { theme, language, width } of [
  { theme: 'light', language: 'en', width: 1280 },
  { theme: 'dark', language: 'ko', width: 390 },
] as const)
  test(`sharing and importing by keyboard, and axe finds nothing: ${theme}, ${language}, ${width} px`, async ({
    app,
    page,
    started,
    browserName,
  }) => {
    test.setTimeout(240_000)
    const looks = async () => {
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map(({ finished }) => finished)))
      // What axe looks at is the same in every engine; how wide things get is not.
      if (browserName === 'chromium') {
        const { violations } = await new AxeBuilder({ page: page as never }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      }
      const wide = () => document.documentElement.scrollWidth - document.documentElement.clientWidth
      expect(await page.evaluate(wide)).toBeLessThanOrEqual(0)
    }
    await page.setViewportSize({ width, height: 800 })
    await app.settle({ theme, language })
    const relay = await started(startRelay())
    await app.prefill(
      { server: `${relay.url}?token=abc`, view: 'chat', backend: 'plain', name: 'Room' },
      { colour: 'pink' },
    )
    await expect(app.main.locator('[data-from-link]')).toBeVisible()
    await looks()
    await app.action('connect').click()
    await app.isReady()
    await app.main.locator('header [aria-haspopup="menu"]').last().focus()
    await page.keyboard.press('Enter')
    await page.locator('[role="menu"] [data-action="share"]').focus()
    await page.keyboard.press('Enter')
    await linkOf(app)
    await looks()
    await dialog(app).locator('[name="with-secrets"]').focus()
    await page.keyboard.press('Space')
    await dialog(app).locator('[name="passphrase"]').focus()
    await page.keyboard.type('short')
    await page.keyboard.press('Enter')
    await expect(dialog(app).locator('[data-reason="too-short"]')).toBeVisible()
    await looks()
    await dialog(app).locator('[data-share] [role="radiogroup"] input').first().focus()
    await page.keyboard.press('ArrowRight')
    await expect(dialog(app).locator('[data-share]')).toHaveAttribute('data-share', 'file')
    await looks()
    await page.keyboard.press('Escape')
    await expect(dialog(app)).toHaveCount(0)
    await app.open('#/')
    const entry = { name: 'B', view: 'chat', backend: 'plain', options: { server: 'ws://b.example/' } }
    await choose(app, fileOf({ ...entry, sealed: '1.a.b.c', colour: 'yellow' }, { name: 'Bad' }))
    await expect(dialog(app).locator('[data-import-row]')).toHaveCount(2)
    await looks()
  })
