import { expect, test } from './app.ts'
import { startEvents } from './servers/events.ts'

test('every event shows: unnamed and named, of several lines, split anywhere; comments do not', async ({
  app,
  started,
}) => {
  const events = await started(startEvents())
  await app.connect({ server: events.url, view: 'notifications' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write(': a comment is life and nothing else\n\n')
  events.write('data: unnamed\n\n')
  events.write('event: alert\r\nid: 7\r\ndata: first line\r\ndata: second line\r\n\r\n')
  events.write('retry: 100\n')
  events.write('data: 반')
  events.write('으로 나뉜\n\n')
  await expect(app.rows('message', '반으로 나뉜')).toHaveCount(1)
  await expect(app.rows('message', 'unnamed')).toHaveCount(1)
  const named = app.rows('message', 'first line')
  await expect(named).toContainText('second line')
  await expect(named).toContainText('alert')
  await expect(app.rows('message')).toHaveCount(3)
  await expect(app.log).not.toContainText('a comment')
})

test('a stream that ended resumes where it was, and nothing is marked as missing', async ({
  app,
  started,
}) => {
  const events = await started(startEvents())
  await app.connect({ server: events.url, view: 'notifications' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('id: seven\ndata: before\n\n')
  await expect(app.rows('message', 'before')).toHaveCount(1)
  events.end()
  await expect.poll(() => events.asked[1]?.['last-event-id']).toBe('seven')
  await expect.poll(() => events.listeners()).toBe(1)
  // What a server repeats is not shown twice.
  events.write('id: seven\ndata: before\n\n')
  events.write('id: eight\ndata: after\n\n')
  await expect(app.rows('message', 'after')).toHaveCount(1)
  await expect(app.rows('message', 'before')).toHaveCount(1)
  await expect(app.rows('gap')).toHaveCount(0)
})

test('a server that refuses to be asked where to resume is asked without, and a gap says so', async ({
  app,
  started,
}) => {
  const events = await started(startEvents({ preflight: false }))
  await app.connect({ server: events.url, view: 'chat', wire: 'events' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('id: 1\ndata: before\n\n')
  await expect(app.rows('message', 'before')).toHaveCount(1)
  events.end()
  // The question with the header gets no further than its preflight. Then come the look and the question without. In
  // Firefox the look at a silent stream takes its five seconds and finds nobody, which is believed at the second time.
  const listens = () => events.asked.length >= 3 && events.asked.at(-1)?.accept === 'text/event-stream'
  await expect.poll(listens, { timeout: 20_000 }).toBe(true)
  events.write('id: 2\ndata: after\n\n')
  await expect(app.rows('message', 'after')).toHaveCount(1)
  await expect(app.rows('gap')).toHaveCount(1)
  expect(events.asked.at(-1)).not.toHaveProperty('last-event-id')
  expect(events.asked.length).toBeLessThanOrEqual(4)
})

test("the browser's own EventSource hears the events that it is told of", async ({ app, started }) => {
  const events = await started(startEvents())
  await app.connect({
    server: events.url,
    view: 'notifications',
    wire: 'events',
    native: true,
    names: 'alert, news',
  })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('data: unnamed\n\nevent: news\ndata: named\n\n')
  await expect(app.rows('message', 'unnamed')).toHaveCount(1)
  await expect(app.rows('message', 'named')).toHaveCount(2)
})

test('a stream that says nothing for a minute is connected all the while', async ({ app, started }) => {
  const events = await started(startEvents())
  await app.page.clock.install()
  await app.connect({ server: events.silent, view: 'notifications' })
  await app.isReady()
  await app.page.clock.runFor(60_000)
  await app.isReady()
  expect(events.asked).toHaveLength(1)
})

test('a server that waits for its first event before it answers is waited for', async ({ app, started }) => {
  const events = await started(startEvents())
  await app.page.clock.install()
  await app.connect({ server: events.late, view: 'notifications' })
  await expect(app.status).toHaveAttribute('data-status', 'connecting')
  await expect.poll(() => events.asked.length).toBe(1)
  await app.page.clock.runFor(60_000)
  await expect(app.status).toHaveAttribute('data-status', 'connecting')
  expect(events.asked).toHaveLength(1)
})

test('a value that is pushed as events is the value now', async ({ app, started }) => {
  const events = await started(startEvents())
  await app.connect({ server: events.url, view: 'polling', backend: 'json', wire: 'events' })
  await expect.poll(() => events.listeners()).toBe(1)
  events.write('data: {"price": 101.5}\n\n')
  await expect(app.value).toContainText('101.5')
  events.write('data: {"price": 99.25}\n\n')
  await expect(app.value).toContainText('99.25')
  await expect(app.value).not.toContainText('101.5')
})
