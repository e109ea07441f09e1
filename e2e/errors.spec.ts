import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { startCloser } from './servers/closer.ts'
import { startEvents } from './servers/events.ts'
import { nobody } from './servers/nobody.ts'
import { startRelay } from './servers/relay.ts'
import { startValue } from './servers/value.ts'

/** The state that is expected, and words of it in each language. */
type Words = { status: 'waiting' | 'failed'; reason: string; en: RegExp; ko: RegExp }

async function says(app: App, { status, reason, en, ko }: Words): Promise<void> {
  await expect(app.status).toHaveAttribute('data-status', status)
  await expect(app.status).toHaveAttribute('data-reason', reason)
  await expect(app.status).toContainText(en)
  await app.page.evaluate(() => {
    const saved = JSON.parse(localStorage.getItem('signalbox:settings') ?? '{"version":1}') as object
    localStorage.setItem('signalbox:settings', JSON.stringify({ ...saved, language: 'ko' }))
  })
  await app.page.reload()
  await expect(app.status).toHaveAttribute('data-reason', reason)
  await expect(app.status).toContainText(ko)
}

test('a server that is not there is said to be so, and is tried again', async ({ app }) => {
  const host = await nobody()
  await app.connect({ server: `ws://${host}/` })
  await says(app, {
    status: 'waiting',
    reason: 'unreachable',
    en: /No answer from ws:\/\/127\.0\.0\.1.*server running/,
    ko: /응답이 없습니다.*서버가 켜져/,
  })
})

test('a server without CORS is told from one that is not there, and is not hammered', async ({
  app,
  started,
}) => {
  const value = await started(startValue({ secret: 1 }, { cors: false }))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  await expect(app.status).toHaveAttribute('data-status', 'failed')
  const looks = value.answered.length
  // A question, a look, and the question once more: a server that was just restarting is there by then.
  expect(looks).toBeLessThanOrEqual(3)
  await expect(app.status).toContainText(app.origin)
  await says(app, {
    status: 'failed',
    reason: 'no-cors',
    en: /allow the origin .*Access-Control-Allow-Origin/,
    ko: /CORS.*Access-Control-Allow-Origin/,
  })
  expect(value.answered.length).toBeLessThanOrEqual(2 * looks)
})

test('an event stream without CORS is explained, too', async ({ app, started }) => {
  const events = await started(startEvents({ cors: false }))
  await app.connect({ server: events.ticking, view: 'notifications' })
  await expect(app.status).toHaveAttribute('data-status', 'failed')
  await expect(app.status).toHaveAttribute('data-reason', 'no-cors')
  // The question, the look, and the question once more.
  expect(events.asked).toHaveLength(3)
})

test('a dead http address is waited for, and not taken for one without CORS', async ({ app }) => {
  const host = await nobody()
  await app.connect({ server: `http://${host}/`, view: 'polling', every: 1 })
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.status).toHaveAttribute('data-reason', 'unreachable')
})

test('a close code is shown with its name and its reason', async ({ app, started }) => {
  const closer = await started(startCloser())
  await app.connect({ server: closer.at('1008', 'no bots please') })
  await expect(app.status).toContainText('no bots please')
  await says(app, {
    status: 'failed',
    reason: 'closed',
    en: /1008 policy violation/,
    ko: /서버가 연결을 닫았습니다: 1008/,
  })
})

test('a final code ends it, and "Retry now" asks once more', async ({ app, started }) => {
  const closer = await started(startCloser())
  await app.connect({ server: closer.at('4401', 'token expired') })
  await expect(app.status).toHaveAttribute('data-status', 'failed')
  await expect(app.status).toContainText('4401')
  await expect(app.status).toContainText('token expired')
  expect(closer.visits('4401')).toBe(1)
  await app.action('retry').click()
  await expect.poll(() => closer.visits('4401')).toBe(2)
  await expect(app.status).toHaveAttribute('data-status', 'failed')
})

test('a server that is busy (1013) is given its time; a clean close (1000) is tried again soon', async ({
  app,
  started,
}) => {
  const closer = await started(startCloser())
  await app.connect({ server: closer.at('1013', 'full house') })
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.status).toContainText('full house')
  await expect(app.status).toContainText(/trying again in [3-6] s/)
  await app.connect({ server: closer.at('1000') })
  await expect.poll(() => closer.visits('1000')).toBeGreaterThan(1)
  expect(closer.visits('1013')).toBe(1)
})

test('a page that is no event stream is said to be none', async ({ app, started }) => {
  const value = await started(startValue({ a: 1 }))
  await app.connect({ server: value.url, view: 'notifications' })
  await says(app, {
    status: 'failed',
    reason: 'not-event-stream',
    en: /does not send an event stream: its type is application\/json/,
    ko: /이벤트 스트림을 보내지 않습니다/,
  })
})

test('204 says that there is nothing to listen to, and it is not asked again', async ({ app, started }) => {
  const events = await started(startEvents())
  await app.connect({ server: events.gone, view: 'notifications' })
  await expect(app.status).toHaveAttribute('data-status', 'failed')
  await expect(app.status).toHaveAttribute('data-reason', 'no-content')
})

test('a status that says no is shown with its number', async ({ app, started }) => {
  const value = await started(startValue({}))
  value.be('gone')
  await app.connect({ server: value.url, view: 'polling', every: 1 })
  await expect(app.status).toHaveAttribute('data-status', 'failed')
  await expect(app.status).toContainText('404')
  await expect(app.status).toContainText('Not Found')
})

for (const [lang, words] of [
  ['en', 'is not an address'],
  ['ko', '주소가 아닙니다'],
] as const)
  test(`an address that is none is said at the form, before anything is asked (${lang})`, async ({ app }) => {
    await app.prefill({ server: 'ftp://example.com/a b' }, { lang })
    await app.action('connect').click()
    await expect(app.main.locator('[data-reason="bad-address"]')).toContainText(words)
    await expect(app.page).toHaveURL(/#\/connect/)
  })

test('a part of the page that does not come is asked for again, and said to be missing', async ({
  app,
  page,
  started,
}) => {
  const relay = await started(startRelay())
  await app.connect({ server: relay.url })
  await app.isReady()
  const parts = '**/assets/plain-*.js*'
  await page.route(parts, (route) => route.abort('internetdisconnected'))
  await page.reload()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.status).toHaveAttribute('data-reason', 'part-missing')
  await expect(app.status).toContainText('A part of this page could not be loaded')
  await page.unroute(parts)
  await app.action('retry').click()
  await app.isReady()
})
