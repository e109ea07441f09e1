import type { App } from './app.ts'
import { expect, test, word } from './app.ts'
import { Faults } from './faults/proxy.ts'

const LATER = { timeout: 15_000 }

/** Said by a person: a bot quotes it. */
const unquoted = (text: string) => new RegExp(`(?<!“)${text}`)

/** A connection to the demo's own Nchan, by a link and a click. */
async function connect(app: App, server: string, wire: string, view = 'chat'): Promise<void> {
  app.watch.allow(server)
  await app.open(`#/connect?${new URLSearchParams({ server, wire, view, backend: 'nchan' })}`)
  await app.action('connect').click()
  await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
}

for (const wire of ['socket', 'events', 'poll'])
  test(`a channel is said to and heard, once, and goes on after the wire was cut: ${wire}`, async ({
    app,
    site,
    started,
  }) => {
    test.slow()
    const url = `${site.origin}/demo/nchan/chat`
    const faults = await started(Faults.before(url))
    await connect(app, faults.through(url), wire)
    const [before, mine, missed, later] = [word('before'), word('mine'), word('missed'), word('later')]
    // A long poll brings what was there one by one: what is said meanwhile stands somewhere above the end.
    await fetch(url, { method: 'POST', body: before })
    await expect(app.rows('message', unquoted(before))).toHaveCount(1, LATER)
    await app.say(mine)
    await expect(app.rows('message', unquoted(mine))).toHaveCount(1)
    await expect(app.rows('draft')).toHaveCount(0)
    await faults.cut()
    await expect(app.status).toHaveAttribute('data-status', 'waiting', LATER)
    await fetch(url, { method: 'POST', body: missed })
    await faults.restore()
    await expect(app.rows('message', unquoted(missed))).toHaveCount(1, LATER)
    await fetch(url, { method: 'POST', body: later })
    await expect(app.rows('message', unquoted(later))).toHaveCount(1)
    await expect(app.rows(undefined, unquoted(mine))).toHaveCount(1)
    await expect(app.rows('gap')).toHaveCount(0)
  })

test('what is asked of a message is kept until it is changed, and is said beside what I send', async ({
  app,
  site,
}) => {
  await connect(app, `${site.origin}/demo/nchan/chat`, 'events')
  await app.main.locator('[data-action="options"]').click()
  const panel = app.main.locator('[data-options]')
  await panel.locator('[name="type"]').fill('not a type')
  const mine = word('typed')
  await app.say(mine)
  await expect(app.rows('draft', mine)).toHaveAttribute('data-state', 'failed')
  await expect(app.rows('draft', mine)).toContainText('not a content type')
})

test('its address alone is enough: it is found to be Nchan, and connected to as such', async ({
  app,
  page,
  site,
}) => {
  await app.open()
  await app.main.locator('input[name="server"]').fill(`${site.origin}/demo/nchan/notifications`)
  await app.main.locator('input[name="server"]').press('Enter')
  await app.isReady()
  await expect(page.locator('[data-found]')).toHaveAttribute('data-found', /nchan/)
  const title = word('title')
  const notice = JSON.stringify({ title, body: 'told by Nchan', priority: 5 })
  await fetch(`${site.origin}/demo/nchan/notifications`, { method: 'POST', body: notice })
  await expect(app.rows('message', title)).toHaveCount(1)
})
