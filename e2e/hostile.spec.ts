import { expect, test } from './app.ts'
import { ScriptedServer } from './conformance/server.ts'
import { startCloser } from './servers/closer.ts'
import { startDatabase } from './servers/database.ts'
import { startEvents } from './servers/events.ts'
import { INJECTIONS } from './servers/injections.ts'

const ATTACKS = [...INJECTIONS.entries()]
/** So many at once, that each of them is drawn. */
const PAGE = 5
const PAGES = Array.from({ length: Math.ceil(ATTACKS.length / PAGE) }, (_, n) =>
  ATTACKS.slice(n * PAGE, (n + 1) * PAGE),
)
/** Some of each kind, where each costs a page. */
const some = (every: number) => INJECTIONS.filter((_, n) => n % every === 0)
/** As a text is read back from a page: white space is one space. */
const plain = (text: string) => text.replace(/\s+/g, ' ').trim()

test.afterEach(async ({ page }) => {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')]
    const links = all.flatMap((each) => (each instanceof HTMLAnchorElement ? [each.protocol] : []))
    return {
      ran: (window as unknown as { ran?: number }).ran,
      handlers: all.flatMap((each) => each.getAttributeNames().filter((name) => name.startsWith('on'))),
      links: links.filter((protocol) => !/^https?:$/.test(protocol)),
      polluted: Object.keys(Object.prototype),
    }
  })
  expect(found).toEqual({ ran: undefined, handlers: [], links: [], polluted: [] })
  await expect(
    page.locator('body :is(img, iframe, script, object, embed, style, link, meta, base, math, marquee)'),
  ).toHaveCount(0)
})

test('whatever a message has in whichever field is shown as text', async ({ app, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  for (const page of PAGES) {
    for (const [n, text] of page) {
      const all = { from: text, title: text, tags: [text], url: text, link: text, priority: text, room: text }
      server.broadcast({ text: `${n} ${text}`, ...all, at: text, id: text, replyTo: text, [text]: text })
    }
    const shown = page.map(([n, text]) => expect(app.rows('message', plain(`${n} ${text}`))).toHaveCount(1))
    await Promise.all(shown)
  }
  // As a list of authors, as bare texts, and as records without a text.
  server.broadcast(INJECTIONS.map((text) => ({ user: { name: text }, [text]: { text } })))
  server.broadcast(INJECTIONS)
  server.broadcast({ text: 'the last' })
  await expect(app.rows('message', 'the last')).toHaveCount(1)
})

test('whatever a server that greets says of people, and against a draft, is shown as text', async ({
  app,
  started,
}) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json', author: 'me' })
  await app.isReady()
  server.broadcast({ type: 'hello', signalbox: 1, acks: true, presence: true, typing: true, history: true })
  server.broadcast({ type: 'presence', members: INJECTIONS })
  for (const text of INJECTIONS) {
    server.broadcast({ type: 'join', from: text })
    server.broadcast({ type: 'typing', from: text, on: true })
    server.broadcast({ type: text, id: text, text, members: text, messages: [text] })
  }
  for (const [n, text] of some(8).entries()) {
    await app.say(`${n} ${text}`)
    const idOf = () => {
      const said = server.heard().map((frame) => JSON.parse(frame) as { id?: string; text?: string })
      return said.find((each) => each.text === `${n} ${text}`)?.id
    }
    await expect.poll(idOf).toBeTruthy()
    const id = idOf()
    server.broadcast({ type: 'error', id, text: `no: ${text}` })
    await expect(app.rows('draft', plain(`no: ${text}`))).toHaveCount(1)
  }
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
  for (const page of PAGES) {
    for (const [n, text] of page) {
      const data = JSON.stringify({
        title: text,
        body: `${n} ${text}`,
        source: text,
        tags: [text],
        link: text,
      })
      events.write(`event: ${text}\nid: ${text}\ndata: ${data}\n\n`)
    }
    const shown = page.map(([n, text]) => expect(app.rows('message', plain(`${n} ${text}`))).toHaveCount(1))
    await Promise.all(shown)
  }
  await app.rows('message').first().locator('[data-action=open]').click()
})

test('whatever a value has for names and values is shown as text', async ({ app, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, view: 'polling', backend: 'json', wire: 'socket' })
  await app.isReady()
  const shows = async (...texts: string[]) => {
    const missing = async () => {
      const shown = plain((await app.value.textContent()) ?? '')
      return texts.filter((text) => !shown.includes(plain(text)))
    }
    await expect.poll(missing).toEqual([])
  }
  const texts = ATTACKS.map(([n, text]) => `${n} ${text}`)
  server.broadcast(Object.fromEntries(texts.map((text) => [text, text])))
  await shows(...texts)
  for (let from = 0; from < ATTACKS.length; from += 15) {
    const page = ATTACKS.slice(from, from + 15)
    server.broadcast(page.map(([n, text]) => ({ name: `${n} ${text}`, [text]: text })))
    await shows(...page.map(([n, text]) => `${n} ${text}`))
  }
  for (const text of texts) server.broadcast(text)
  await shows(texts.at(-1) ?? '')
  server.raw('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":"a text"}')
  await shows('a text')
})

test('what a server answers instead, in its status, its text and its type, is shown as text', async ({
  app,
  started,
}) => {
  const server = await started(new ScriptedServer().start())
  await app.connect({ server: server.url(), view: 'polling', backend: 'json', every: 0.1 })
  // Words that HTTP allows in a status line and a header.
  const words = some(6).filter((text) => /^[ -~]+$/.test(text) && text.trim() === text)
  expect(words.length).toBeGreaterThan(8)
  let [n, text] = [0, words[0] ?? '']
  // Whatever is asked, also by itself in between, is answered so.
  const answering = async () => {
    for (;;) {
      const asked = await server.next()
      const body = `${n} ${text}`
      const headers = { 'Content-Type': text, 'Content-Length': String(body.length) }
      await asked.head(`${n % 2 ? 409 : 500} ${text}`, headers)
      await asked.send(body)
      asked.end()
    }
  }
  const answered = answering()
  const told = async () => {
    for (const [index, word] of words.entries()) {
      ;[n, text] = [index, word]
      if (index > 0) await app.action('retry').click()
      await expect(app.main).toContainText(plain(index % 2 ? word : `${index} ${word}`))
    }
  }
  await Promise.race([told(), answered])
})

test('what a server answers to a POST is shown as text', async ({ app, started }) => {
  const server = await started(new ScriptedServer().start())
  await app.connect({
    server: server.url('/events'),
    post: server.url('/say'),
    wire: 'events',
    backend: 'json',
  })
  const stream = await server.next()
  await stream.open()
  await stream.send(': here\n\n')
  await app.isReady()
  for (const [n, text] of some(6).entries()) {
    await app.say(`say ${n}`)
    const asked = await server.next()
    const refuses = n % 2 === 0
    const body = refuses ? `no ${n} ${text}` : JSON.stringify({ id: text, text, error: text })
    await asked.head(refuses ? '422 No' : '200 OK', { 'Content-Length': String(Buffer.byteLength(body)) })
    await asked.send(body)
    asked.end()
    const row = app.rows('draft', `say ${n}`)
    await expect(row).toHaveAttribute('data-state', refuses ? 'failed' : 'sent')
    if (refuses) await expect(row).toContainText(plain(`no ${n} ${text}`))
  }
})

test('whatever a server says as it closes is shown as text', async ({ app, started }) => {
  const closer = await started(startCloser())
  const reasons = some(14).filter((text) => Buffer.byteLength(text) < 120)
  expect(reasons.length).toBeGreaterThan(3)
  for (const text of reasons) {
    await app.connect({ server: closer.at('1008', text) })
    await expect(app.status).toContainText(plain(text))
  }
})

test('whatever a link says for a name is shown as text, and for anything else is no more than filled in', async ({
  app,
}) => {
  await app.prefill({ server: 'ws://127.0.0.1:9/' })
  for (const text of some(6)) {
    const all = { name: text, author: text, first: text, names: text, post: text, initial: text, wire: text }
    await app.prefill({ server: text, ...all } as never, {
      view: text,
      backend: text,
      lang: text,
      resume: text,
    })
    await expect(app.main).toBeVisible()
  }
  for (const text of some(20)) {
    await app.connect({ server: 'ws://127.0.0.1:9/', name: text })
    await expect(app.profile(app.current)).toContainText(plain(text))
  }
})

test('a link whose server is a script is no address', async ({ app }) => {
  for (const server of [
    'javascript:window.ran=7',
    'data:text/html,<script>window.ran=7</script>',
    'vbscript:x',
  ]) {
    await app.prefill({ server })
    await app.action('connect').click()
    await expect(app.page).toHaveURL(/#\/connect/)
    await expect(app.main.locator('[data-reason]').first()).toBeVisible()
  }
})

test('a frame of 64 MB is a row with its beginning, and what follows it comes', async ({ app, started }) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  server.raw('x'.repeat(64 * 1024 * 1024))
  server.broadcast({ text: 'the next' })
  await expect(app.rows('message', 'the next')).toHaveCount(1, { timeout: 20_000 })
  await expect(app.rows('garbled')).toHaveCount(1)
  await expect(app.rows('garbled')).toContainText('8 MB')
})

test('JSON nested 100,000 deep is shown, in a row and as a value', async ({ app, started }) => {
  const server = await started(startDatabase())
  const deep = [
    `${'['.repeat(100_000)}1${']'.repeat(100_000)}`,
    `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  ]
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  for (const text of deep) server.raw(text)
  server.broadcast({ text: 'the next' })
  await expect(app.rows('message', 'the next')).toHaveCount(1)
  // Not every browser can write a list again that is so deep: there it is a row that says so.
  await expect(
    app.log.locator('[data-row="garbled"], [data-row="message"]').filter({ hasText: '[[[' }),
  ).toHaveCount(1)
  await expect(app.rows('message', '{"a":{"a":')).toHaveCount(1)

  await app.connect({ server: server.url, view: 'polling', backend: 'json', wire: 'socket' })
  await app.isReady()
  for (const text of [...deep, deep[1]?.replace('1', '2') ?? '']) server.raw(text)
  await expect(app.value.getByRole('button', { name: 'a' }).first()).toBeVisible()
  server.raw('{"fine":1}')
  await expect(app.value).toContainText('fine')
})

test('integers past 2^53 are exact, in rows, in a value, in its changes, and as ids', async ({
  app,
  started,
}) => {
  const server = await started(startDatabase())
  await app.connect({ server: server.url, backend: 'json' })
  await app.isReady()
  server.raw('9007199254740993')
  server.raw('[{"id":9007199254740993,"text":"one"},{"id":9007199254740992,"text":"other"}]')
  await expect(app.rows('message', '9007199254740993')).toHaveCount(1)
  await expect(app.log.locator('[data-id="9007199254740993"]')).toHaveText(/one/)
  await expect(app.log.locator('[data-id="9007199254740992"]')).toHaveText(/other/)

  await app.connect({ server: server.url, view: 'polling', backend: 'json', wire: 'socket' })
  await app.isReady()
  server.raw('[{"id":9007199254740993,"n":12345678901234567891},{"id":9007199254740992,"n":1}]')
  await expect(app.value).toContainText('12345678901234567891')
  await expect(app.value.locator('tbody th')).toHaveText(['9007199254740993', '9007199254740992'])
  server.raw('{"id":9007199254740993,"n":12345678901234567892}')
  await expect(app.value).toContainText('12345678901234567892')
  await expect(app.value.locator('tbody tr')).toHaveCount(2)
  await expect(app.main.locator('[data-change="9007199254740993 › n"]')).toHaveText(
    /12345678901234567891\s*→\s*12345678901234567892$/,
  )
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
