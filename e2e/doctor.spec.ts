import AxeBuilder from '@axe-core/playwright'
import type { Locator } from '@playwright/test'
import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { startChoosy } from './servers/broken/choosy.ts'
import { startCollector } from './servers/broken/collector.ts'
import type { CorsFault } from './servers/broken/cors.ts'
import { startCors } from './servers/broken/cors.ts'
import { startElsewhere } from './servers/broken/elsewhere.ts'
import { startBanner } from './servers/broken/banner.ts'
import { startComplainingTls } from './servers/broken/complaining-tls.ts'
import { startDeaf } from './servers/broken/deaf.ts'
import { startHalfLoopback } from './servers/broken/half-loopback.ts'
import { startSentOn } from './servers/broken/sent-on.ts'
import { startBrief } from './servers/broken/brief.ts'
import { startHush } from './servers/broken/hush.ts'
import { startLate } from './servers/broken/late.ts'
import { startMistyped } from './servers/broken/mistyped.ts'
import { startMute } from './servers/broken/mute.ts'
import { startPlainPage } from './servers/broken/plain-page.ts'
import { startReturning } from './servers/broken/returning.ts'
import { canSign, startSelfSigned } from './servers/broken/self-signed.ts'
import { startStatus } from './servers/broken/status.ts'
import { startCloser } from './servers/closer.ts'
import { nobody } from './servers/nobody.ts'
import { startRelay } from './servers/relay.ts'

/** What needs more than one look takes its time, on a busy machine. */
const LOOKED_MS = 20_000

const finding = (app: App, code: string): Locator => app.main.locator(`[data-diagnosis="${code}"]`)
const why = (app: App): Locator => app.main.locator('header [data-action="doctor"]')

async function found(app: App, code: string, sure?: 'sure' | 'likely' | 'perhaps'): Promise<void> {
  await expect(finding(app, code)).toBeVisible({ timeout: LOOKED_MS })
  if (sure) await expect(finding(app, code)).toHaveAttribute('data-sure', sure)
}

test.describe('a server that cannot be reached', () => {
  test('a port where nobody listens is told by itself, with what to change', async ({ app }) => {
    const host = await nobody()
    await app.connect({ server: `ws://${host}/live` })
    await found(app, 'port-closed', 'likely')
    await expect(finding(app, 'port-closed')).toContainText(host.split(':')[1] as string)
    await expect(finding(app, 'port-closed')).toContainText('0.0.0.0')
  })

  test('a name that nobody knows is told from a port that is closed', async ({ app }) => {
    await app.connect({ server: 'http://nothing.invalid/api', view: 'polling', every: 1 })
    await found(app, 'name-not-found', 'likely')
  })

  test('where a browser does not tell which it is, that is said', async ({ app }) => {
    const host = await nobody()
    await app.connect({ server: `https://${host}/`, view: 'polling' })
    await found(app, 'port-closed', 'perhaps')
    await found(app, 'tls-certificate', 'perhaps')
    await expect(app.main.locator('[data-doctor]')).toContainText('does not tell a page which')
  })

  test('what an extension stops fails faster than a far server can refuse it', async ({ app, page }) => {
    // As an ad blocker does it: no request leaves the browser.
    await page.addInitScript(() => {
      const { fetch } = window
      window.fetch = (input, init) =>
        String(input).includes('//tracker.example.org')
          ? Promise.reject(new TypeError('Failed to fetch'))
          : fetch(input, init)
    })
    await app.connect({ server: 'https://tracker.example.org/api', view: 'polling', every: 1 })
    await found(app, 'blocked', 'perhaps')
    await expect(app.main.locator('[data-doctor]')).toContainText('does not tell a page which')
  })

  test('a server that takes the connection and never answers', async ({ app, started }) => {
    test.slow()
    const mute = await started(startMute())
    await app.connect({ server: mute.url, view: 'polling' })
    await why(app).click()
    await found(app, 'firewall', 'likely')
  })

  test('a stream that has not begun, of a server that is there', async ({ app, started }) => {
    test.slow()
    const late = await started(startLate())
    await app.connect({ server: late.events, view: 'notifications' })
    await why(app).click()
    await found(app, 'unanswered', 'likely')
    await expect(finding(app, 'unanswered')).toContainText('flushHeaders')
  })

  test('a server that is slow', async ({ app, started }) => {
    test.slow()
    const late = await started(startLate(8_000))
    await app.connect({ server: late.slow, view: 'polling', every: 60 })
    await why(app).click()
    await found(app, 'slow', 'sure')
  })

  test('a server that is back by then', async ({ app, started }) => {
    const returning = await started(startReturning())
    await app.connect({ server: returning.url, view: 'notifications' })
    await expect(app.status).toHaveAttribute('data-reason', 'ended')
    await why(app).click()
    await found(app, 'works-now', 'sure')
  })
})

test.describe('what speaks no HTTP', () => {
  test('a banner of SSH is no certain CORS, and no certain closed port', async ({ app, started }) => {
    const banner = await started(startBanner())
    await app.connect({ server: banner.url, view: 'polling', every: 1 })
    await expect(app.main.locator('[data-diagnosis]').first()).toBeVisible({ timeout: LOOKED_MS })
    await expect(app.main.locator('[data-sure="sure"]')).toHaveCount(0)
    app.watch.forgive(/Same Origin Policy/)
  })

  test('a port that is known for something else', async ({ app }) => {
    await app.connect({ server: 'ws://127.0.0.1:1883/' })
    // Where the browser does not tell whether anybody is there, the port may as well be closed.
    await found(app, 'other-protocol')
    await found(app, 'port-closed')
    await expect(finding(app, 'other-protocol')).toContainText('protocol websockets')
  })

  test('a port that no browser opens', async ({ app }) => {
    await app.connect({ server: 'http://127.0.0.1:6667/', view: 'polling', every: 1 })
    await found(app, 'blocked-port', 'sure')
    app.watch.forgive(/port/)
  })
})

test('a server of this machine at its other address', async ({ app, started }) => {
  const half = await startHalfLoopback()
  test.skip(!half, 'This machine has no ::1.')
  if (!half) return
  await started(Promise.resolve(half))
  app.watch.allow(half.right)
  await app.connect({ server: half.wrong, view: 'polling', every: 1 })
  await found(app, 'other-loopback', 'sure')
  await expect(finding(app, 'other-loopback')).toContainText(half.right)
})

test('a server that sends on to where nobody is', async ({ app, started }) => {
  const there = `http://${await nobody()}/`
  app.watch.allow(there)
  const sent = await started(startSentOn(there))
  await app.connect({ server: sent.url, view: 'polling', every: 1 })
  await found(app, 'redirected', 'sure')
})

test('what is said by POST and gets no leave is told beside a stream that works', async ({
  app,
  started,
}) => {
  const deaf = await started(startDeaf())
  await app.connect({ server: deaf.url, view: 'chat', backend: 'json', wire: 'events', post: deaf.post })
  await app.isReady()
  await app.say('anybody?')
  await expect(app.rows('draft', 'anybody?')).toBeVisible()
  await found(app, 'saying-headers', 'sure')
  await expect(finding(app, 'saying-headers')).toContainText('content-type')
  await expect(finding(app, 'saying-headers')).toContainText("allowedHeaders: ['content-type']")
  // Nothing was written to find that out.
  expect(deaf.said).toEqual([])
  app.watch.forgive(/blocked by CORS policy|Same Origin Policy/)
})

test.describe('encryption', () => {
  test.skip(!canSign, 'There is no openssl here to make a certificate with.')

  test('a certificate that is not trusted', async ({ app, started }) => {
    const signed = await started(startSelfSigned())
    await app.connect({ server: signed.secure, view: 'polling', every: 1 })
    await found(app, 'tls-certificate')
    await expect(finding(app, 'tls-certificate')).toContainText(signed.secure)
  })

  test('a certificate that is not trusted, over a WebSocket', async ({ app, started }) => {
    const signed = await started(startSelfSigned())
    await app.connect({ server: signed.secureSocket })
    await found(app, 'tls-certificate')
  })

  test('an encrypted address of a port that is not', async ({ app, started }) => {
    const page = await started(startPlainPage())
    await app.connect({ server: page.secureSocket })
    await found(app, 'plain-port', 'sure')
    await expect(finding(app, 'plain-port')).toContainText(page.socket)
  })

  test('one that answers a plain question with a complaint', async ({ app, started }) => {
    const tls = await started(startComplainingTls())
    await app.connect({ server: tls.secure, view: 'polling', every: 1 })
    // A page is not told whether that is all that it speaks.
    await found(app, 'tls-certificate', 'perhaps')
    await found(app, 'plain-port', 'perhaps')
    const tab = finding(app, 'plain-port').locator('[data-action="doctor-open"]')
    await expect(tab).toHaveAttribute('href', tls.secure)
    await expect(tab).toHaveAttribute('rel', 'noopener noreferrer')
  })

  test('and is asked plainly, where its certificate is a good one', async ({ someone, started }) => {
    const tls = await started(startComplainingTls())
    const app = await someone({ ignoreHTTPSErrors: true })
    await app.connect({ server: tls.plain, view: 'polling', every: 1 })
    await found(app, 'tls-port', 'sure')
    app.watch.forgive(/blocked by CORS policy|Same Origin Policy/)
  })

  test('a plain address of a port that is encrypted', async ({ someone, started }) => {
    const signed = await started(startSelfSigned())
    // As if the certificate were a good one.
    const app = await someone({ ignoreHTTPSErrors: true })
    await app.connect({ server: signed.socket })
    await found(app, 'tls-port', 'sure')
    await expect(finding(app, 'tls-port')).toContainText(signed.secureSocket)
  })
})

test.describe('CORS', () => {
  for (const fault of ['missing', 'other-origin'] satisfies CorsFault[])
    test(`no leave for this page: ${fault}`, async ({ app, browserName, started }) => {
      const cors = await started(startCors(fault))
      await app.connect({ server: cors.url, view: 'polling' })
      // Firefox takes anything that comes for an answer: it need not be HTTP.
      await found(app, 'cors-missing', browserName === 'firefox' ? 'likely' : 'sure')
      app.watch.forgive(/blocked by CORS policy|Same Origin Policy/)
      const snippet = finding(app, 'cors-missing').locator('[data-snippet] pre')
      await expect(snippet).toContainText(`cors({ origin: '${app.origin}' })`)
    })

  for (const fault of [
    'preflight-404',
    'preflight-405',
    'preflight-redirects',
    'preflight-without-headers',
  ] satisfies CorsFault[])
    test(`no leave for the headers: ${fault}`, async ({ app, started }) => {
      const cors = await started(startCors(fault))
      await app.prefill({ server: cors.url, view: 'polling' }, { request: 'POST', body: '{"a":1}' })
      await app.action('connect').click()
      await found(app, 'cors-preflight', 'sure')
      await expect(finding(app, 'cors-preflight')).toContainText('content-type')
    })

  test('no leave for cookies', async ({ app, started }) => {
    const cors = await started(startCors('star-with-credentials'))
    await app.prefill({ server: cors.url, view: 'polling' }, { auth: 'cookies' })
    await app.action('connect').click()
    await found(app, 'cors-credentials', 'sure')
    await expect(finding(app, 'cors-credentials')).toContainText(app.origin)
  })
})

test.describe('an answer that says no', () => {
  for (const [status, code] of [
    [401, 'unauthorized'],
    [403, 'forbidden'],
    [404, 'wrong-path'],
    [405, 'wrong-method'],
    [426, 'needs-websocket'],
    [418, 'refused-status'],
    [429, 'busy'],
    [503, 'busy'],
    [500, 'server-fault'],
  ] as const)
    test(`${status} is ${code}`, async ({ app, started }) => {
      const server = await started(startStatus(status))
      await app.connect({ server: server.url, view: 'polling', every: 1 })
      await found(app, code, 'sure')
      await expect(finding(app, code)).toContainText(String(status))
    })

  test('204 of an event stream', async ({ app, started }) => {
    const server = await started(startStatus(204))
    await app.connect({ server: server.url, view: 'notifications' })
    await found(app, 'no-content', 'sure')
  })

  test('a status that only HTTP shows is found out for a WebSocket', async ({ app, started }) => {
    const server = await started(startStatus(401))
    await app.connect({ server: server.socket })
    await found(app, 'unauthorized', 'sure')
  })
})

test.describe('an event stream', () => {
  for (const [type, code] of [
    ['text/plain', 'type-text'],
    ['application/json', 'type-json'],
    ['text/html', 'type-html'],
    ['application/octet-stream', 'type-other'],
  ] as const)
    test(`${type} is ${code}`, async ({ app, started }) => {
      const server = await started(startMistyped(type))
      await app.connect({ server: server.url, view: 'notifications' })
      await found(app, code, 'sure')
    })

  test('one that ends at once', async ({ app, started }) => {
    test.slow()
    const server = await started(startBrief())
    await app.connect({ server: server.url, view: 'notifications' })
    await found(app, 'ends-at-once', 'likely')
  })

  test('a proxy that collects events is seen by how they come', async ({ app, started }) => {
    test.slow()
    const collector = await started(startCollector())
    await app.connect({ server: collector.url, view: 'notifications' })
    // Three lumps of about seven.
    await expect(app.page).toHaveTitle(/\((?:2[2-9]|[3-9]\d|\d{3})\)/, { timeout: LOOKED_MS })
    await app.main.locator('header [aria-haspopup="menu"]').click()
    await app.page.locator('[data-action="doctor"][role="menuitem"]').click()
    await found(app, 'buffered', 'likely')
    const buffered = finding(app, 'buffered')
    await expect(buffered).toContainText('proxy_buffering off')
    await buffered.locator('label', { hasText: 'Caddy' }).click()
    await expect(buffered).toContainText('flush_interval -1')
  })

  test('the browser’s own EventSource hears no events whose names it does not know', async ({
    app,
    started,
  }) => {
    test.slow()
    const hush = await started(startHush())
    await app.connect({ server: hush.named, view: 'notifications', native: true })
    await why(app).click({ timeout: LOOKED_MS })
    await found(app, 'names-unheard', 'likely')
  })

  test('the browser’s own EventSource tells no type: it is found out', async ({ app, started }) => {
    const server = await started(startMistyped('text/html'))
    await app.connect({ server: server.url, view: 'notifications', native: true })
    await found(app, 'type-html', 'sure')
    app.watch.forgive(/EventSource's response has a MIME type/)
  })
})

test.describe('a WebSocket', () => {
  test('a web server that knows none', async ({ app, started }) => {
    const page = await started(startPlainPage())
    await app.connect({ server: page.socket })
    await found(app, 'not-websocket', 'sure')
  })

  test('one that does not want this page is told as far as a browser can', async ({ app, started }) => {
    const choosy = await started(startChoosy('origin'))
    await app.connect({ server: choosy.url })
    await found(app, 'websocket-refused', 'likely')
    await expect(finding(app, 'websocket-refused')).toContainText(`origin === '${app.origin}'`)
    await finding(app, 'websocket-refused').locator('label', { hasText: 'nginx' }).click()
    await expect(finding(app, 'websocket-refused')).toContainText('location /graphql')
  })

  test('one that is at a path that people forget', async ({ app, started }) => {
    const elsewhere = await started(startElsewhere())
    await app.connect({ server: elsewhere.wrong })
    await found(app, 'path-elsewhere', 'sure')
    await expect(finding(app, 'path-elsewhere')).toContainText(elsewhere.right)
  })

  test('one that wants a subprotocol', async ({ app, started }) => {
    const choosy = await started(startChoosy('subprotocol'))
    await app.connect({ server: choosy.url })
    await found(app, 'subprotocol', 'sure')
    await expect(finding(app, 'subprotocol')).toContainText('graphql-transport-ws')
  })

  for (const [code, diagnosis] of [
    [1008, 'closed-policy'],
    [1007, 'closed-data'],
    [1011, 'closed-fault'],
    [1013, 'closed-busy'],
    [1000, 'closed-normal'],
    [4401, 'closed-login'],
    [4999, 'closed-own'],
  ] as const)
    test(`a close with ${code} is ${diagnosis}`, async ({ app, started }) => {
      const closer = await started(startCloser())
      await app.connect({ server: closer.at(String(code), 'because') })
      await why(app).click()
      await found(app, diagnosis, 'sure')
      await expect(finding(app, diagnosis)).toContainText('because')
    })

  for (const [code, diagnosis] of [
    [4001, 'closed-login'],
    [1011, 'closed-fault'],
  ] as const)
    test(`one that opens and is closed with ${code} each time is told by itself`, async ({
      app,
      started,
    }) => {
      const closer = await started(startCloser())
      await app.connect({ server: closer.at(String(code), 'token expired') })
      await found(app, diagnosis, 'sure')
    })

  test('one that is silent', async ({ app, started }) => {
    test.slow()
    const hush = await started(startHush())
    await app.connect({ server: hush.url })
    await app.isReady()
    await why(app).click({ timeout: LOOKED_MS })
    await found(app, 'silent', 'sure')
  })
})

test('it goes away with the trouble, and comes at a click', async ({ app, started }) => {
  const relay = await started(startRelay())
  await app.connect({ server: relay.url })
  await app.isReady()
  await expect(app.main.locator('[data-doctor]')).toHaveCount(0)
  await relay.stop()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await why(app).click()
  await found(app, 'port-closed')
  await app.main.locator('[data-action="doctor-close"]').click()
  await expect(app.main.locator('[data-doctor]')).toHaveCount(0)
})

test('a snippet is copied by its button', async ({ app, context, browserName, started }) => {
  if (browserName === 'chromium') await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const cors = await started(startCors('missing'))
  await app.connect({ server: cors.url, view: 'polling' })
  await found(app, 'cors-missing')
  await finding(app, 'cors-missing').locator('[data-action="copy-snippet"]').click()
  await expect(finding(app, 'cors-missing').locator('[data-action="copy-snippet"]')).toContainText('Copied')
})

test('by itself it asks little, and once', async ({ app, started }) => {
  const server = await started(startStatus(404))
  await app.connect({ server: server.url, view: 'polling', every: 1 })
  await found(app, 'wrong-path')
  // What the failure itself tells is not asked again.
  expect(app.watch.requests.filter((url) => url === server.url)).toHaveLength(1)
  const closer = await started(startCloser())
  await app.connect({ server: closer.at('4401', 'expired') })
  await found(app, 'closed-login', 'sure')
  expect(closer.visits('4401')).toBe(1)
})

test('in Korean, and with nothing that a screen reader trips over', async ({ app, started }) => {
  await app.settle({ language: 'ko' })
  const cors = await started(startCors('missing'))
  await app.connect({ server: cors.url, view: 'polling' })
  await found(app, 'cors-missing')
  await expect(finding(app, 'cors-missing')).toContainText('서버는 있지만')
  await app.page.setViewportSize({ width: 390, height: 844 })
  // Its types are those of another copy of the same library.
  const { violations } = await new AxeBuilder({ page: app.page as never }).include('[data-doctor]').analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
})
