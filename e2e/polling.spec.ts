import { expect, test, word } from './app.ts'

for (const [title, wire, scheme] of [
  ['polled', 'poll', 'http'],
  ['pushed over a WebSocket', 'socket', 'ws'],
  ['pushed as server-sent events', 'events', 'http'],
] as const)
  for (const backend of ['json', 'plain'] as const)
    test(`readings that are ${title} change under my eyes (${backend})`, async ({ app, demo }) => {
      const server = demo.at('readings', backend, scheme)
      await app.connect({ server, view: 'polling', backend, wire, every: 1 })
      await expect(app.value).toContainText('temperature')
      await expect(app.value).toContainText('co2')
      const before = await app.value.innerText()
      await expect.poll(() => app.value.innerText()).not.toBe(before)
    })

test('while paused nothing changes; then it goes on', async ({ app, page, demo }) => {
  await page.clock.install()
  await app.connect({ server: demo.at('readings'), view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toContainText('temperature')
  await app.action('pause').click()
  const paused = await app.value.innerText()
  // As much time as would bring twenty answers.
  await page.clock.runFor(20_000)
  expect(await app.value.innerText()).toBe(paused)
  await app.action('pause').click()
  await expect.poll(() => app.value.innerText()).not.toBe(paused)
})

test('"poll now" asks at once, however long the interval', async ({ app, demo }) => {
  await app.connect({ server: demo.at('readings'), view: 'polling', backend: 'json', every: 3_600 })
  await expect(app.value).toContainText('temperature')
  const before = await app.value.innerText()
  // The world ticks every second: until then the answer is the same.
  await expect
    .poll(async () => {
      await app.action('poll-now').click()
      return app.value.innerText()
    })
    .not.toBe(before)
})

test('what changed is listed, old and new', async ({ app, demo }) => {
  await app.connect({ server: demo.at('readings'), view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toContainText('temperature')
  const changes = app.main.locator('[data-change]')
  await expect(changes.first()).toBeVisible()
})

test('a number is drawn as a line by a click on it', async ({ app, demo }) => {
  const server = demo.at('readings', 'json', 'ws')
  await app.connect({ server, view: 'polling', backend: 'json', wire: 'socket' })
  await expect(app.value).toContainText('temperature')
  await app.value.getByRole('button').first().click()
  await expect(app.main.locator('canvas')).toBeVisible()
})

test('a reading that someone sets is there at once', async ({ app, demo }) => {
  const door = word('ajar')
  const set = await app.connect({
    server: demo.at('readings', 'json', 'ws'),
    view: 'chat',
    backend: 'json',
    wire: 'socket',
  })
  await app.isReady()
  const server = demo.at('readings', 'json', 'ws')
  const values = await app.connect({ server, view: 'polling', backend: 'json', wire: 'socket' })
  await expect(app.value).toContainText('door')
  await app.open(`#/p/${set}`)
  await app.say(JSON.stringify({ door }))
  await app.open(`#/p/${values}`)
  await expect(app.value).toContainText(door)
})
