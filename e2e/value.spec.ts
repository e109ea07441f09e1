import { expect, test } from './app.ts'
import { startValue } from './servers/value.ts'

test('a value that did not change is not sent again, and one that did is shown', async ({ app, started }) => {
  const value = await started(startValue({ temperature: 21.5, door: 'open', alarm: false }))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toContainText('21.5')
  await expect(app.value).toContainText('false')
  await expect.poll(() => value.answered.map(({ status }) => status)).toContain(304)
  value.set({ temperature: 22.75, door: 'open', alarm: true })
  await expect(app.value).toContainText('22.75')
  await expect(app.value).toContainText('true')
  await expect(app.value).not.toContainText('21.5')
})

test('a server that asks to come back later is left alone so long, and the last value stays', async ({
  app,
  started,
}) => {
  const value = await started(startValue({ temperature: 21.5 }))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toContainText('21.5')
  value.be('busy', '2')
  await expect(app.status).toHaveAttribute('data-status', 'waiting')
  await expect(app.status).toHaveAttribute('data-reason', 'rate-limited')
  await expect(app.value).toContainText('21.5')
  const asked = value.answered.length
  value.set({ temperature: 20 })
  await expect(app.value).toContainText('20')
  await app.isReady()
  const [told, again] = value.answered.slice(asked - 1)
  expect((again?.at ?? 0) - (told?.at ?? 0)).toBeGreaterThanOrEqual(1_950)
})

test('an error never wipes the last value, and it goes on by itself', async ({ app, started }) => {
  const value = await started(startValue({ temperature: 21.5 }))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toContainText('21.5')
  value.be('down')
  await expect(app.status).toHaveAttribute('data-reason', 'http-status')
  await expect(app.status).toContainText('500')
  await expect(app.value).toContainText('21.5')
  value.set({ temperature: 19.5 })
  await expect(app.value).toContainText('19.5')
  await app.isReady()
})

test('HTML by mistake is said to be no JSON, and the last value stays', async ({ app, started }) => {
  const value = await started(startValue({ temperature: 21.5 }))
  await app.connect({ server: value.url, view: 'polling', backend: 'json', every: 1 })
  await expect(app.value).toContainText('21.5')
  value.be('html')
  await expect(app.main.getByText('This is not JSON', { exact: false }).first()).toBeVisible()
  await expect(app.value).toContainText('21.5')
  value.set({ temperature: 18 })
  await expect(app.value).toContainText('18')
  await expect(app.main.getByText('This is not JSON', { exact: false })).toHaveCount(0)
})

test('a list that is polled tells what is new in it as notifications', async ({ app, started }) => {
  const value = await started(startValue([{ id: 1, title: 'First', body: 'was there' }]))
  await app.connect({ server: value.url, view: 'notifications', backend: 'json', wire: 'poll', every: 1 })
  await expect(app.rows('message', 'First')).toHaveCount(1)
  value.set([
    { id: 2, title: 'Second', body: 'is new' },
    { id: 1, title: 'First', body: 'was there' },
  ])
  await expect(app.rows('message', 'Second')).toHaveCount(1)
  await expect(app.rows('message', 'First')).toHaveCount(1)
})

for (const [name, value, shown] of [
  ['a number', 42.5, '42.5'],
  [
    'a list of rows',
    [
      { name: 'one', n: 1 },
      { name: 'two', n: 2 },
    ],
    'two',
  ],
  ['a nested record', { a: { b: { c: 'deep' } } }, 'deep'],
  ['a text', 'all is well', 'all is well'],
] as const)
  test(`${name} is drawn as the value`, async ({ app, started }) => {
    const server = await started(startValue(value))
    await app.connect({ server: server.url, view: 'polling', backend: 'json', every: 1 })
    await expect(app.value).toContainText(shown)
  })
