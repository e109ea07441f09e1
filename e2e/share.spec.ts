import AxeBuilder from '@axe-core/playwright'
import { correction, generate } from 'lean-qr'
import { expect, test, word } from './app.ts'
import { startLocked } from './servers/auth.ts'
import { startRelay } from './servers/relay.ts'
import {
  choose,
  dialog,
  downloaded,
  field,
  fileOf,
  linkOf,
  PASSPHRASE,
  QUIET,
  seal,
  share,
  withHands,
} from './sharing.ts'

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
