import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test, word } from './app.ts'
import { startEventLines, startShapes } from './servers/shapes.ts'

const dialog = (page: Page): Locator => page.getByRole('dialog')
const field = (page: Page, name: string): Locator => dialog(page).locator(`[data-field="${name}"]`)

async function openMapping(app: App): Promise<void> {
  await app.main.locator('header [aria-haspopup="menu"]').click()
  await app.page.locator('[data-action="mapping"]').click()
  await expect(dialog(app.page)).toBeVisible()
}

/** Says what the value at that path is, by clicking it. */
async function click(page: Page, path: string, meaning: string): Promise<void> {
  await dialog(page).locator(`[data-path="${path}"]`).click()
  await dialog(page).locator(`[data-meaning="${meaning}"]`).click()
}

async function save(page: Page): Promise<void> {
  await dialog(page).locator('[data-action="save-mapping"]').click()
  await expect(dialog(page)).toBeHidden()
}

const login = '{"op":"login","nick":{{author}}}'

test('a shape of its own is mapped by clicking, with the row to be seen at once', async ({
  app,
  started,
}) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  expect(server.heard).toEqual(['{"op":"login","nick":"mina"}'])
  await expect(app.rows('message', '"welcome mina"')).toBeVisible()

  await openMapping(app)
  const preview = field(app.page, 'mapping-preview')
  await expect(preview).toContainText('"txt"')
  await click(app.page, '$.d.b.txt', 'text')
  await click(app.page, '$.d.u.n', 'author')
  await click(app.page, '$.d.ts', 'time')
  await click(app.page, '$.seq', 'id')
  await expect(field(app.page, 'mapping-text')).toHaveValue('$.d.b.txt')
  await expect(preview).toContainText('welcome mina')
  await expect(preview).toContainText('jun')
  await expect(preview).not.toContainText('"txt"')
  await expect(preview.locator('[data-id="9007199254740994"]')).toBeVisible()
  await save(app.page)

  await app.isReady()
  await expect(app.rows('message').last()).toContainText('welcome mina')
  // What was there before is read again.
  await expect(app.rows('message', '"txt"')).toHaveCount(0)
  await expect(app.rows('message').first().locator('.from')).toHaveText('jun')
  const line = word('hello')
  server.say('ada', line)
  await expect(app.rows('message', line)).toContainText(line)
  await expect(app.rows('message', line)).not.toContainText('"txt"')
  await expect(app.rows('message', line).locator('.from')).toHaveText('ada')

  // It is kept.
  await app.page.reload()
  await app.isReady()
  await openMapping(app)
  await expect(field(app.page, 'mapping-author')).toHaveValue('$.d.u.n')
})

test('a row is read differently from its own menu, with all that came before it, and after a reload', async ({
  app,
  page,
  started,
}) => {
  test.slow()
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  for (let n = 0; n < 300; n++) server.send({ what: `line ${n}`, by: 'Ada' })
  await expect(app.rows('message', '"line 299"')).toBeVisible()
  server.send({ other: { shape: 'odd one' } })
  await expect(app.rows('message', 'odd one')).toBeVisible()
  await app.log.focus()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByRole('menu').locator('[data-action="read-differently"]').click()
  await expect(dialog(page).locator('[data-path="$.what"]')).toBeVisible()
  await expect(field(page, 'mapping-preview')).toContainText('line 299')
  await click(page, '$.what', 'text')
  await click(page, '$.by', 'author')
  await save(page)
  await app.isReady()
  await expect(app.rows('message', /^(?!.*what).*line 299/s)).toBeVisible()
  await expect(app.rows('message', '"what"')).toHaveCount(0)
  await page.reload()
  await app.isReady()
  await expect(app.rows('message', 'line 299')).toBeVisible()
  // What is read back from the device, too.
  await app.log.focus()
  await page.keyboard.press('Home')
  await expect(app.rows('message', /line 1\d\d/).first()).toBeVisible()
  await expect(app.rows('message', '"what"')).toHaveCount(0)
})

test('what says that a message is gone is set by a click, and takes its row away', async ({
  app,
  page,
  started,
}) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  server.send({ type: 'say', id: 'a', text: 'stays' })
  server.send({ type: 'say', id: 'b', text: 'goes' })
  server.send({ type: 'deleted', ref: { id: 'nobody' } })
  await expect(app.rows('message', '"deleted"')).toBeVisible()
  await openMapping(app)
  await click(page, '$.ref.id', 'gone')
  await expect(field(page, 'mapping-gone-id')).toHaveValue('$.ref.id')
  await expect(field(page, 'mapping-gone').locator('[data-field="condition-path"]')).toHaveValue('$.type')
  await expect(field(page, 'mapping-gone').locator('[data-field="condition-value"]')).toHaveValue('deleted')
  await expect(field(page, 'mapping-preview')).toContainText('takes a message away')
  await save(page)
  await app.isReady()
  server.send({ type: 'deleted', ref: { id: 'b' } })
  await expect(app.rows('message', 'goes')).toHaveCount(0)
  await expect(app.rows('message', 'stays')).toBeVisible()
})

test('a token in the first message is put apart by a click, and the server gets it all the same', async ({
  app,
  page,
  started,
}) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  await openMapping(app)
  const secret = word('t0ken')
  await field(page, 'mapping-first').fill(`{"op":"login","nick":"mina","token":"${secret}"}`)
  await dialog(page).locator('[data-told="first"] [data-action="keep-apart"]').click()
  await expect(field(page, 'mapping-first')).toHaveValue('{"op":"login","nick":"mina","token":"{{token}}"}')
  await expect(dialog(page).locator('[data-told]')).toHaveCount(0)
  await save(page)
  await app.isReady()
  await expect.poll(() => server.heard.at(-1)).toBe(`{"op":"login","nick":"mina","token":"${secret}"}`)
  expect(
    await page.evaluate(
      () => localStorage.getItem('signalbox:profiles') ?? JSON.stringify({ ...localStorage }),
    ),
  ).not.toContain(secret)
})

test('what is sent follows its template, a confirmation marks the line, and its echo is no second one', async ({
  app,
  started,
}) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  await openMapping(app)
  await click(app.page, '$.d.b.txt', 'text')
  await field(app.page, 'mapping-echo').fill('$.re')
  await field(app.page, 'mapping-outgoing').fill('{"op":"say","ref":{{id}},"body":{{text}}}')
  await dialog(app.page)
    .getByRole('switch', { name: /confirms each line/ })
    .click()
  await field(app.page, 'mapping-ack-id').fill('$.to')
  const when = field(app.page, 'mapping-ack-when')
  await when.locator('[data-action="add-condition"]').click()
  await when.locator('[data-field="condition-path"]').fill('$.ev')
  await when.locator('[data-field="condition-value"]').fill('reply')
  const refused = field(app.page, 'mapping-ack-refused')
  await refused.locator('[data-action="add-condition"]').click()
  await refused.locator('[data-field="condition-path"]').fill('$.ok')
  await refused.locator('[data-field="condition-value"]').fill('false')
  await field(app.page, 'mapping-ack-why').fill('$.why')
  await save(app.page)
  await app.isReady()

  const line = `${word('say')} "quoted"`
  await app.say(line)
  await expect(app.rows('message', line)).toHaveCount(1)
  await expect(app.rows('draft')).toHaveCount(0)
  const [sent] = server.heard.filter((text) => text.includes('"op":"say"'))
  const { ref } = JSON.parse(sent ?? '{}') as { ref: string }
  expect(sent).toBe(`{"op":"say","ref":"${ref}","body":${JSON.stringify(line)}}`)
  expect(ref).toMatch(/^[\da-f]{24}$/)

  await app.say('refuse this')
  await expect(app.rows('draft', 'refuse this')).toHaveAttribute('data-state', 'failed')
  await expect(app.rows('draft', 'refuse this')).toContainText('not polite')
})

test('a line without an echo is confirmed by its ack alone, and the answer is no row', async ({
  app,
  started,
}) => {
  const server = await started(startShapes({ echoes: false }))
  const mapping = {
    version: 1,
    parts: { text: ['$.d.b.txt'] },
    outgoing: '{"op":"say","ref":{{id}},"body":{{text}}}',
    ack: { when: [{ path: '$.ev', is: ['reply'] }], id: '$.to', refused: [] },
  }
  await app.prefill(
    { server: server.url, view: 'chat', backend: 'json', author: 'mina', first: login },
    { mapping: JSON.stringify(mapping) },
  )
  await app.action('connect').click()
  await app.isReady()
  const line = word('alone')
  await app.say(line)
  await expect(app.rows('draft', line)).toHaveAttribute('data-state', 'sent')
  await expect(app.rows('message', 'reply')).toHaveCount(0)
  // What only a wire took would be in doubt now.
  server.drop()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.rows('draft', line)).toHaveAttribute('data-state', 'sent')
})

test('a heartbeat goes out by itself, filled in', async ({ app, started }) => {
  const server = await started(startShapes())
  const heartbeat = { seconds: 1, frame: '{"op":"ping","at":{{now}}}', idle: true }
  await app.prefill(
    { server: server.url, view: 'chat', backend: 'json', author: 'mina', first: login },
    { mapping: JSON.stringify({ version: 1, heartbeat }) },
  )
  await app.action('connect').click()
  await app.isReady()
  await expect
    .poll(() => server.heard.filter((text) => /^\{"op":"ping","at":\d{13}\}$/.test(text)).length)
    .toBeGreaterThan(1)
})

test('a path with a filter runs in a worker, and rows keep their order', async ({ app, started }) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  server.send({ parts: [{ kind: 'image' }, { kind: 'text', say: 'first' }] })
  await expect(app.rows('message', 'first')).toBeVisible()
  await openMapping(app)
  await field(app.page, 'mapping-text').fill("$.parts[?@.kind == 'text'")
  await expect(dialog(app.page).getByText('Not a path, from character')).toBeVisible()
  await expect(dialog(app.page).locator('[data-action="save-mapping"]')).toBeDisabled()
  await field(app.page, 'mapping-text').fill("$.parts[?@.kind == 'text'].say")
  await expect(field(app.page, 'mapping-preview')).toContainText('first')
  await expect(field(app.page, 'mapping-preview')).not.toContainText('image')
  await save(app.page)
  await app.isReady()
  for (let n = 0; n < 40; n++)
    server.send({ parts: [{ kind: 'image' }, { kind: 'text', say: `order ${n}` }] })
  await expect(app.rows('message', 'order 39')).toBeVisible()
  const said = await app.rows('message', /^\D*order/).allInnerTexts()
  const order = said.map((text) => Number(/order (\d+)/.exec(text)?.[1]))
  expect(order).toEqual([...order].sort((a, b) => a - b))
})

test('a path that takes too long is a row that says so, and the page goes on', async ({ app, started }) => {
  const server = await started(startShapes())
  // A regular expression that tries everything.
  const path = "$..t[?match(@.x, '(a*)*(a*)*b')].x"
  await app.prefill(
    { server: server.url, view: 'chat', backend: 'json', author: 'mina', first: login },
    { mapping: JSON.stringify({ version: 1, parts: { text: [path] } }) },
  )
  await app.action('connect').click()
  await app.isReady()
  server.send({ t: [{ x: 'a'.repeat(40) }] })
  server.send({ t: [], text: 'after it' })
  await expect(app.rows('garbled', /took too long/)).toHaveCount(1)
  await expect(app.rows('message', 'after it')).toBeVisible()
})

test('Mastodon’s stream is read by its preset, and a post that is deleted goes', async ({ app, started }) => {
  const server = await started(startEventLines())
  await app.connect({ server: server.url, view: 'notifications', backend: 'json', wire: 'events' })
  await app.isReady()
  await openMapping(app)
  await expect(dialog(app.page)).toContainText('Nothing came yet')
  await field(app.page, 'preset').selectOption('mastodon')
  await save(app.page)
  await app.isReady()
  await expect.poll(server.count).toBe(1)
  const account = { display_name: 'Ada', acct: 'ada' }
  const created_at = new Date().toISOString()
  server.tell('update', { id: '1', content: '<p>one &amp; <b>two</b></p>', account, created_at })
  server.tell('update', { id: '2', content: '<p>stays</p>', account, created_at })
  const row = app.main.locator('[data-row="message"][data-id="1"]')
  await expect(row).toContainText('one & two')
  await expect(row).toContainText('Ada')
  server.tell('delete', 1)
  await expect(row).toHaveCount(0)
  await expect(app.main.locator('[data-row="message"][data-id="2"]')).toBeVisible()
})

test('values are picked by keyboard, on a phone too', async ({ app, started }) => {
  await app.page.setViewportSize({ width: 390, height: 780 })
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  await openMapping(app)
  const tree = field(app.page, 'mapping-tree')
  await tree.focus()
  // $ → ev → seq → d → b → txt
  for (let n = 0; n < 5; n++) await app.page.keyboard.press('ArrowDown')
  await expect(dialog(app.page).locator('[aria-selected="true"]')).toHaveAttribute('data-path', '$.d.b.txt')
  await app.page.keyboard.press('Tab')
  await expect(dialog(app.page).locator('[data-meaning="text"]')).toBeFocused()
  await app.page.keyboard.press('Enter')
  await expect(field(app.page, 'mapping-text')).toHaveValue('$.d.b.txt')
  const wide = await dialog(app.page).evaluate((element) => element.scrollWidth > element.clientWidth)
  expect(wide).toBe(false)
  await app.page.keyboard.press('Escape')
  await expect(dialog(app.page)).toBeHidden()
})

for (const theme of ['light', 'dark'] as const)
  test(`the editor can be read and used by everybody, ${theme}`, async ({ app, started }) => {
    await app.settle({ theme })
    const server = await started(startShapes())
    await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
    await app.isReady()
    await openMapping(app)
    await click(app.page, '$.d.b.txt', 'text')
    await click(app.page, '$.d.u.n', 'author')
    await dialog(app.page).locator('[name="mapping-ack"]').click()
    await field(app.page, 'mapping-ack-when').locator('[data-action="add-condition"]').click()
    // Its types are those of another copy of the same library.
    const { violations } = await new AxeBuilder({ page: app.page as never }).include('dialog').analyze()
    expect(violations).toEqual([])
  })

test('a frame is read differently from the inspector', async ({ app, page, started }) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  server.send({ say: { words: 'from the wire' } })
  await expect(app.rows('message', 'from the wire')).toBeVisible()
  await app.main.locator('[data-action="inspect"]').click()
  await page.locator('[data-frame="in"]').filter({ hasText: 'from the wire' }).click()
  await page.locator('[data-detail] [data-action="read-differently"]').click()
  await click(page, '$.say.words', 'text')
  await expect(field(page, 'mapping-preview')).toContainText('from the wire')
  // It stays the chosen one among what came.
  await expect(dialog(page).locator('.place')).toContainText('of 2')
  await save(page)
  await expect(app.rows('message', '"words"')).toHaveCount(0)
  await expect(app.rows('message', 'from the wire')).toBeVisible()
})

test('a row that stands as it came offers by a button to be read differently, and one that was read beside its source', async ({
  app,
  page,
  started,
}) => {
  const server = await started(startShapes())
  await app.connect({ server: server.url, backend: 'json', author: 'mina', first: login })
  await app.isReady()
  server.send({ strange: 'as it came' })
  server.send({ text: 'was read', extra: 7 })
  const strange = app.rows('message', 'as it came')
  await strange.hover()
  await strange.locator('[data-action="read-differently"]').click()
  await expect(dialog(page).locator('[data-path="$.strange"]')).toBeVisible()
  await page.keyboard.press('Escape')
  const read = app.rows('message', 'was read')
  await read.hover()
  await read.getByRole('button', { name: 'As it came' }).click()
  await read.locator('[data-action="read-differently"]').click()
  await click(page, '$.extra', 'text')
  await save(page)
  await read.hover()
  await read.getByRole('button', { name: 'As it came' }).click()
  await expect(app.rows('message', 'was read')).toHaveCount(0)
  await expect(app.rows('message').last()).toContainText('7')
})
