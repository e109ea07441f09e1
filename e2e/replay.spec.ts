import AxeBuilder from '@axe-core/playwright'
import type { Locator, Page } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { startRelay } from './servers/relay.ts'

const bar = ({ main }: App): Locator => main.locator('[data-replay]')
const act = ({ main }: App, name: string): Locator => main.locator(`[data-action="${name}"]`)
const dialog = ({ page }: App): Locator => page.getByRole('dialog')

/** As in a browser that cannot ask where to save: a download then. What is downloaded is at hand, as not every driver
 *  tells of downloads. */
async function withoutPicker(page: Page): Promise<void> {
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
  })
}

/** Keeps all states that the channel goes through. */
async function watchStates(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const states: string[] = []
    Object.assign(window, { states })
    new MutationObserver(() => {
      const status = document.querySelector<HTMLElement>('main [data-status]')?.dataset['status']
      if (status && states.at(-1) !== status) states.push(status)
    }).observe(document, { subtree: true, childList: true, attributeFilter: ['data-status'] })
  })
}

/** Exports what the open profile has, and returns the file. */
async function exported(app: App, of: 'messages' | 'session', format: string) {
  await app.main.locator('header [aria-haspopup="menu"]').last().click()
  await app.page.locator('[role="menu"] [data-action="export"]').click()
  for (const value of [of, format]) await dialog(app).locator(`[value="${value}"]`).check()
  await dialog(app).locator('[data-action="save-export"]').click()
  await expect(dialog(app).locator('[data-export]')).toHaveAttribute('data-export', 'done')
  const { named, bytes } = await app.page.evaluate(async () => {
    const { downloaded, named } = window as unknown as { downloaded: Blob; named: string }
    return { named, bytes: [...new Uint8Array(await downloaded.arrayBuffer())] }
  })
  await dialog(app).locator('[data-action="close"]').click()
  await expect(dialog(app)).toHaveCount(0)
  return { name: named, bytes: Buffer.from(bytes) }
}

/** Opens a file as a person does who chooses it on the first screen. */
async function open(app: App, name: string, content: string | Buffer): Promise<void> {
  const buffer = Buffer.from(content)
  await app.main.locator('[data-field="recording"]').setInputFiles({ name, mimeType: '', buffer })
}

/** A session of so many lines, each `stepMs` after the one before. */
function session(lines: number, stepMs: number, options: Record<string, unknown> = {}): string {
  const at = Date.UTC(2026, 0, 5, 12)
  const header = {
    signalbox: 'session',
    version: 1,
    name: 'Room',
    view: 'chat',
    backend: 'plain',
    options,
    at,
  }
  const frames = Array.from({ length: lines }, (_, n) => ({
    ...{ at: at + n * stepMs, kind: 'in', text: `line ${n + 1} of the recording` },
  }))
  return [header, { at, kind: 'open', url: '' }, ...frames].map((line) => JSON.stringify(line)).join('\n')
}

test('what I saw happen, another sees happen again from one file, without a server', async ({
  app,
  someone,
  started,
}) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const other = await relay.join()
  await withoutPicker(app.page)
  await app.connect({ server: `${wire.through(relay.url)}?token=s3cr3t`, name: 'Bug report' })
  await app.isReady()
  other.say('안녕하세요')
  await app.say('hello there')
  await expect(app.rows('message', 'hello there')).toHaveCount(1)
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await wire.restore()
  await expect(app.status).toHaveAttribute('data-status', 'ready', { timeout: 20_000 })
  other.say('back again')
  await expect(app.rows('message', 'back again')).toHaveCount(1)
  const file = await exported(app, 'session', 'ndjson')
  expect(file.name).toMatch(/^Bug report-\d{4}-\d\d-\d\d-\d{4}\.ndjson$/)
  expect(file.bytes.toString()).not.toContain('s3cr3t')
  await relay.stop()

  const friend = await someone()
  await withoutPicker(friend.page)
  await watchStates(friend.page)
  await friend.open()
  await open(friend, file.name, file.bytes)
  await expect(friend.main.locator('h1')).toHaveText('Bug report')
  await expect(bar(friend)).toHaveAttribute('data-replay', 'ended')
  const states = await friend.page.evaluate(() => (window as unknown as { states: string[] }).states)
  // It takes but a moment to connect.
  expect(states.filter((name) => name !== 'connecting')).toEqual(['ready', 'waiting', 'ready'])
  await expect(friend.rows('gap')).toHaveCount(1)
  await friend.isReady()
  expect(await friend.rows().allInnerTexts()).toEqual(await app.rows().allInnerTexts())
  await expect(friend.composer).toBeDisabled()
  const again = await exported(friend, 'session', 'ndjson')
  const traced = (bytes: Buffer) =>
    bytes
      .toString()
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as unknown)
  expect(traced(again.bytes)).toEqual(traced(file.bytes))
  expect(friend.watch.requests.filter((url) => url.startsWith('ws'))).toEqual([])

  await act(friend, 'leave-recording').click()
  await expect(friend.main.locator('h1')).not.toHaveText('Bug report')
  const kept = await friend.page.evaluate(async () =>
    [Object.keys(localStorage), await indexedDB.databases()].flat(),
  )
  expect(kept).toEqual([])
})

test('a recording is paused, played faster, and played again', async ({ app }) => {
  await app.open()
  await open(app, 'room.ndjson', session(200, 1_000).replaceAll('\n', '\r\n'))
  await expect(app.rows('message', 'line 1 of')).toHaveCount(1)
  await act(app, 'replay-pause').click()
  await expect(bar(app)).toHaveAttribute('data-replay', 'paused')
  const words = bar(app).locator('[data-part]')
  const [there, at] = [await app.rows('message').count(), await words.innerText()]
  await app.main.locator('[data-field="replay-speed"]').selectOption('most')
  await expect(bar(app)).toHaveAttribute('data-replay', 'paused')
  expect([await app.rows('message').count(), await words.innerText()]).toEqual([there, at])
  await act(app, 'replay-pause').click()
  await expect(bar(app)).toHaveAttribute('data-replay', 'ended')
  await expect(app.rows('message', 'line 200 of')).toHaveCount(1)
  await expect(words).toContainText('3:19 of 3:19')
  await app.main.locator('[data-field="replay-speed"]').selectOption('1')
  await act(app, 'replay-again').click()
  await expect(bar(app)).toHaveAttribute('data-replay', 'playing')
  await expect(app.rows('message', 'line 1 of')).toHaveCount(1)
  await expect(app.rows('message', 'line 200 of')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page: app.page as never }).analyze()
  expect(violations).toEqual([])
})

test('a silence of an hour is skipped, where I do not want to hear it', async ({ app }) => {
  await app.open()
  await open(app, 'room.ndjson', session(3, 3_600_000))
  await expect(app.rows('message', 'line 3 of')).toHaveCount(1)
  await expect(bar(app).locator('[data-part]')).toContainText('2:00:00 of 2:00:00')
  await app.main.locator('[data-field="replay-skips"]').uncheck()
  await act(app, 'replay-again').click()
  await expect(app.rows('message', 'line 1 of')).toHaveCount(1)
  await expect(bar(app).locator('[data-part]')).toContainText('0:00:02')
  await expect(app.rows('message')).toHaveCount(1)
})

test('50,000 lines are played as fast as it goes, and the page answers meanwhile', async ({ app }) => {
  test.slow()
  await app.open()
  await open(app, 'long.ndjson', session(50_000, 20))
  await app.main.locator('[data-field="replay-speed"]').selectOption('most')
  await act(app, 'replay-pause').click()
  await expect(bar(app)).toHaveAttribute('data-replay', 'paused')
  const part = Number(await bar(app).locator('[data-part]').getAttribute('data-part'))
  expect(part).toBeLessThan(1)
  await act(app, 'replay-pause').click()
  await expect(bar(app)).toHaveAttribute('data-replay', 'ended', { timeout: 60_000 })
  await expect(app.rows('message', 'line 50000 of the recording')).toHaveCount(1)
  await expect(bar(app).locator('[data-part]')).toContainText('16:39')
})

test('lines of any program are messages, and what is no text is not opened', async ({ app, page }) => {
  await app.open()
  await open(app, 'picture.png', Buffer.from([137, 80, 78, 71, 0, 1, 2]))
  await expect(dialog(app).locator('[data-cannot="binary"]')).toBeVisible()
  await page.keyboard.press('Escape')
  await open(app, 'empty.txt', '\n')
  await expect(dialog(app).locator('[data-cannot="empty"]')).toBeVisible()
  await dialog(app).locator('[data-action="close"]').click()
  // Dropped anywhere on the page.
  const data = await page.evaluateHandle(() => {
    const transfer = new DataTransfer()
    const lines = '{"user":"ada","msg":"from a log"}\nplain words'
    transfer.items.add(new File([lines], 'server.log'))
    return transfer
  })
  await page.dispatchEvent('main', 'dragover', { dataTransfer: data })
  await page.dispatchEvent('main', 'drop', { dataTransfer: data })
  await expect(app.rows('message', 'from a log')).toContainText('ada')
  await expect(app.rows('message', 'plain words')).toHaveCount(1)
  await expect(app.main.locator('h1')).toHaveText('server')
})

test('messages are saved as what I want them as, and opened again', async ({ app, started }) => {
  const relay = await started(startRelay())
  const other = await relay.join()
  await withoutPicker(app.page)
  await app.connect({ server: relay.url, name: 'Room' })
  await app.isReady()
  other.say('=HYPERLINK("https://x.test")')
  other.say('둘째 줄\n"quoted", with a comma')
  await app.say('mine')
  await expect(app.rows('message')).toHaveCount(3)

  const ndjson = (await exported(app, 'messages', 'ndjson')).bytes.toString()
  const [head, ...lines] = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(head).toMatchObject({ signalbox: 'messages', version: 1, name: 'Room', view: 'chat' })
  expect(lines.map(({ direction, text }) => [direction, text])).toEqual([
    ['in', '=HYPERLINK("https://x.test")'],
    ['in', '둘째 줄\n"quoted", with a comma'],
    ['out', 'mine'],
  ])
  for (const { at, time } of lines) expect(Date.parse(String(time))).toBe(at)

  const json = JSON.parse((await exported(app, 'messages', 'json')).bytes.toString()) as {
    messages: unknown[]
  }
  expect(json.messages).toEqual(lines)

  const csv = (await exported(app, 'messages', 'csv')).bytes
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const { time, at } = lines[1] ?? {}
  expect(csv.toString()).toContain(
    `\r\n${String(time)},${String(at)},in,,,"둘째 줄\n""quoted"", with a comma",,`,
  )
  expect(csv.toString()).toContain(`,"'=HYPERLINK(""https://x.test"")",`)

  const text = (await exported(app, 'messages', 'text')).bytes.toString()
  expect(text).toContain(`${String(time)} ← 둘째 줄\n    "quoted", with a comma\n`)
  expect(text).toMatch(/ → mine\n$/)

  await app.open('#/')
  await open(app, 'room.ndjson', ndjson)
  await app.main.locator('[data-field="replay-speed"]').selectOption('most')
  await expect(app.rows('message', '둘째 줄')).toHaveCount(1)
  await expect(app.rows('draft', 'mine')).toHaveCount(1)
  await expect(app.rows('message')).toHaveCount(2)
})

test('a file is streamed to where I want it, in a browser that can', async ({ app, page, browserName }) => {
  test.skip(browserName !== 'chromium', 'There is no such thing in Firefox.')
  test.slow()
  // A place of the page's own in place of the dialog, which nobody can press here; the file is a real one.
  await page.addInitScript(() => {
    Object.assign(window, {
      showSaveFilePicker: async ({ suggestedName }: { suggestedName: string }) =>
        (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true }),
    })
  })
  await app.open()
  await open(app, 'long.ndjson', session(30_000, 1))
  await app.main.locator('[data-field="replay-speed"]').selectOption('most')
  await expect(bar(app)).toHaveAttribute('data-replay', 'ended', { timeout: 60_000 })
  await app.main.locator('header [aria-haspopup="menu"]').last().click()
  await page.locator('[role="menu"] [data-action="export"]').click()
  const { violations } = await new AxeBuilder({ page: page as never }).analyze()
  expect(violations).toEqual([])
  await dialog(app).locator('[data-action="save-export"]').click()
  await expect(dialog(app).locator('[data-export="done"]')).toHaveAttribute('data-lines', '30000')
  const text = await page.evaluate(async () => {
    const directory = await navigator.storage.getDirectory()
    for await (const file of directory.values())
      if (file instanceof FileSystemFileHandle) return (await file.getFile()).text()
    return ''
  })
  const lines = text.trimEnd().split('\n')
  expect(lines).toHaveLength(30_001)
  expect(lines[30_000]).toContain('line 30000 of the recording')
})
