import { expect, test } from './app.ts'
import { Faults } from './faults/proxy.ts'
import { startEvents } from './servers/events.ts'
import { startRelay } from './servers/relay.ts'

test('a cut wire is told with a countdown; what I write meanwhile goes out when it is back', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const other = await relay.join()
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await app.say('before')
  await expect(app.rows('message', 'before')).toHaveCount(1)

  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.status).toContainText(/trying again/)
  await expect(app.action('retry')).toBeVisible()
  await app.say('while it was down')
  await expect(app.rows('draft', 'while it was down')).toHaveAttribute('data-state', 'queued')
  expect(other.heard).toEqual(['before'])

  await wire.restore()
  // The ladder may be waiting by now: a person need not.
  await app.action('retry').click()
  await app.isReady()
  await expect(app.rows('message', 'while it was down')).toHaveCount(1)
  await expect(app.rows('draft')).toHaveCount(0)
  await expect(app.rows('gap')).toHaveCount(1)
  expect(other.heard).toEqual(['before', 'while it was down'])
})

test('it reconnects by itself', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  wire.reset()
  await expect(app.rows('gap')).toHaveCount(1)
  await app.isReady()
  await app.say('back again')
  await expect(app.rows('message', 'back again')).toHaveCount(1)
})

test('several lines that were written while it was down go out in order, and survive a change of view', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  const other = await relay.join()
  const id = await app.connect({ server: wire.through(relay.url) })
  await app.isReady()
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  for (const line of ['one', 'two', 'three']) await app.say(line)
  await expect(app.rows('draft')).toHaveCount(3)
  await app.open('#/')
  await wire.restore()
  await expect(app.profile(id)).toHaveAttribute('data-status', 'ready', { timeout: 10_000 })
  await expect.poll(() => other.heard).toEqual(['one', 'two', 'three'])
})

test('a server that goes away says so by a half-closed wire, too', async ({ app, started }) => {
  const events = await started(startEvents())
  const wire = await started(Faults.before(events.url))
  await app.connect({ server: wire.through(events.url), view: 'notifications' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('id: 1\ndata: before\n\n')
  await expect(app.rows('message', 'before')).toHaveCount(1)
  wire.halfClose()
  await expect.poll(() => events.asked.length).toBe(2)
  events.write('id: 2\ndata: after\n\n')
  await expect(app.rows('message', 'after')).toHaveCount(1)
})

test('a slow wire is only slow', async ({ app, started }) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  wire.latency(400)
  await app.connect({ server: wire.through(relay.url) })
  await expect(app.status).toHaveAttribute('data-status', 'connecting')
  await app.isReady()
  await app.say('takes its time')
  await expect(app.rows('draft', 'takes its time')).toHaveAttribute('data-state', 'sent')
  await expect(app.rows('message', 'takes its time')).toHaveCount(1)
})

test('a handshake that is never answered is given up after ten seconds, in words', async ({
  app,
  started,
}) => {
  const relay = await started(startRelay())
  const wire = await started(Faults.before(relay.url))
  wire.stall()
  await app.page.clock.install()
  await app.connect({ server: wire.through(relay.url) })
  await expect.poll(() => wire.open).toBe(1)
  await app.page.clock.pauseAt(Date.now() + 12_000)
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.status).toContainText('No answer within 10 s')
})

test('a demo room resumes without a gap mark being wrong: what was said meanwhile is there', async ({
  app,
  site,
  request,
  started,
}) => {
  const wire = await started(Faults.before(site.origin))
  const chat = `${site.origin}/demo/json/chat`
  // Nobody answers a bot, so that each line is there once.
  await app.connect({ server: wire.through(chat), backend: 'json', wire: 'events' })
  await app.isReady()
  await request.post(chat, { data: { from: 'Ada', text: 'while you listened' } })
  await expect(app.rows('message', 'while you listened')).toHaveCount(1)
  await wire.cut()
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await request.post(chat, { data: { from: 'Ada', text: 'while you were away' } })
  await wire.restore()
  await app.action('retry').click()
  await expect(app.rows('message', 'while you were away')).toHaveCount(1)
  await expect(app.rows('message', 'while you listened')).toHaveCount(1)
  await expect(app.rows('gap')).toHaveCount(0)
})
