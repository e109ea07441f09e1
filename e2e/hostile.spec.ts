import { expect, test } from './app.ts'
import { startCloser } from './servers/closer.ts'
import { startDatabase } from './servers/database.ts'
import { startEvents } from './servers/events.ts'
import { startValue } from './servers/value.ts'

/** Would set `window.ran`, were any of it ever run. */
const ATTACKS = [
  '<script>window.ran = 1</script>',
  '<img src=x onerror="window.ran = 2">',
  '<svg onload="window.ran = 3"></svg>',
  '"><iframe srcdoc="<script>parent.ran = 4</script>"></iframe>',
  'javascript:window.ran=5//',
  '{{constructor.constructor("window.ran = 6")()}}',
]

test.afterEach(async ({ page }) => {
  expect(await page.evaluate(() => (window as unknown as { ran?: number }).ran)).toBeUndefined()
  await expect(page.locator('main img, main iframe, main script')).toHaveCount(0)
})

test('whatever a message has in whichever field is shown as text', async ({ app, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  for (const text of ATTACKS) {
    server.broadcast({
      text,
      from: text,
      title: text,
      tags: [text],
      url: text,
      priority: text,
      at: text,
      id: text,
    })
    await expect(app.rows('message', text)).toHaveCount(1)
  }
  const links = await app.log
    .locator('a')
    .evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).protocol))
  expect(links.filter((protocol) => !/^https?:$/.test(protocol))).toEqual([])
})

test('a link in a message opens elsewhere, and tells nobody where it was', async ({ app, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  server.broadcast({ text: 'see https://example.com/a?b=c and javascript:alert(1)' })
  const link = app.rows('message').locator('a')
  await expect(link).toHaveCount(1)
  await expect(link).toHaveAttribute('href', 'https://example.com/a?b=c')
  await expect(link).toHaveAttribute('target', '_blank')
  await expect(link).toHaveAttribute('rel', /noopener|noreferrer/)
})

test('whatever a notification has in whichever field is shown as text', async ({ app, started }) => {
  const events = await started(startEvents())
  await app.connect({ server: events.url, view: 'notifications', backend: 'json' })
  await expect.poll(() => events.listeners()).toBe(1)
  for (const [at, text] of ATTACKS.entries()) {
    const data = JSON.stringify({
      title: text,
      body: `${at} ${text}`,
      source: text,
      tags: [text],
      link: text,
    })
    events.write(`event: ${text}\nid: ${at}\ndata: ${data}\n\n`)
    await expect(app.rows('message', `${at} ${text}`)).toHaveCount(1)
  }
})

test('whatever a value has for names and values is shown as text', async ({ app, started }) => {
  const value = await started(startValue(Object.fromEntries(ATTACKS.map((text) => [text, text]))))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  for (const text of ATTACKS) await expect(app.value).toContainText(text)
  value.set(ATTACKS.map((text) => ({ name: text, [text]: text })))
  await expect(app.value).toContainText('name')
  for (const text of ATTACKS) await expect(app.value).toContainText(text)
  value.set({ ['__proto__x']: 1, constructor: { prototype: 'deep' }, toString: 'a text' })
  await expect(app.value).toContainText('a text')
})

test('whatever a server says as it closes, and a link says for a name, is shown as text', async ({
  app,
  started,
}) => {
  const closer = await started(startCloser())
  const text = ATTACKS[1] as string
  await app.connect({ server: closer.at('1008', text), name: ATTACKS[2] as string })
  await expect(app.status).toContainText(text)
  await expect(app.profile(app.current)).toContainText(ATTACKS[2] as string)
})

test('a link whose server is a script is no address', async ({ app }) => {
  await app.prefill({ server: 'javascript:window.ran=7' })
  await app.action('connect').click()
  await expect(app.page).toHaveURL(/#\/connect/)
  await expect(app.main.locator('[data-reason]').first()).toBeVisible()
})

test('the policy holds: no inline script, no eval, no string as HTML', async ({ app, page, watch }) => {
  await app.open()
  await expect(app.action('demo')).toBeVisible()
  const held = await page.evaluate(() => {
    const refused = (run: () => unknown) => {
      try {
        run()
        return false
      } catch {
        return true
      }
    }
    const script = document.createElement('script')
    return {
      policy: document.querySelector('meta[http-equiv="Content-Security-Policy"]') !== null,
      first: document.head.firstElementChild?.tagName,
      innerHTML: refused(() => (document.createElement('div').innerHTML = '<b>x</b>')),
      script: refused(() => (script.textContent = 'window.ran = 8')),
    }
  })
  const trustedTypes = await page.evaluate(() => 'trustedTypes' in window)
  expect(held).toEqual({ policy: true, first: 'META', innerHTML: trustedTypes, script: trustedTypes })
  // These were on purpose.
  watch.forgive(
    /^violated the Content Security Policy: require-trusted-types-for|injection sink|requires 'Trusted/,
  )
})
