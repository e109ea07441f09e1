import { expect, test, word } from './app.ts'

/** A line that bots answer without quoting it. */
const thanks = () => word('thanks')

for (const [title, wire, scheme] of [
  ['a WebSocket', 'socket', 'ws'],
  ['server-sent events and POST', 'events', 'http'],
] as const)
  for (const backend of ['json', 'plain'] as const)
    test(`a chat over ${title}, in ${backend}: my line is there once, and a bot answers`, async ({
      app,
      demo,
    }) => {
      await app.connect({ server: demo.at('chat', backend, scheme), backend, wire })
      await app.isReady()
      const line = thanks()
      await app.say(line)
      await expect(app.rows('message', line)).toHaveCount(1)
      await expect(app.rows('draft')).toHaveCount(0)
      await expect(app.rows(undefined, line)).toHaveCount(1)
      await expect(app.rows('message', /Any time|You are welcome/).last()).toBeVisible()
    })

test('a chat over polling and POST: my line is there once', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat'), backend: 'json', wire: 'poll', every: 1 })
  await app.isReady()
  const line = thanks()
  await app.say(line)
  await expect(app.rows('message', line)).toHaveCount(1)
  await expect(app.rows('draft')).toHaveCount(0)
})

test('what others said before is there, of more than one author', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat', 'json', 'ws'), backend: 'json' })
  await expect(app.log).toContainText('Ada')
  await expect(app.log).toContainText('하나')
  await expect(app.rows('message').nth(3)).toBeVisible()
})

test('Enter sends, Shift+Enter breaks the line, and the composer is empty again', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat', 'json', 'ws'), backend: 'json' })
  await app.isReady()
  const line = thanks()
  await app.composer.pressSequentially(line)
  await app.composer.press('Shift+Enter')
  await app.composer.pressSequentially('second')
  await expect(app.composer).toHaveValue(`${line}\nsecond`)
  await app.composer.press('Enter')
  await expect(app.rows('message', line)).toContainText('second')
  await expect(app.composer).toHaveValue('')
})

test('nothing but blanks is not sent', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat', 'json', 'ws'), backend: 'json' })
  await app.isReady()
  await app.say('   ')
  const line = thanks()
  await app.say(line)
  await expect(app.rows('message', line)).toHaveCount(1)
  await expect(app.rows('draft')).toHaveCount(0)
})

test('the button sends what the composer has', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat', 'json', 'ws'), backend: 'json' })
  await app.isReady()
  const line = thanks()
  await app.composer.fill(line)
  await app.action('send').click()
  await expect(app.rows('message', line)).toHaveCount(1)
})

test('a chat under my name is mine, and a round trip is measured', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat', 'json', 'ws'), backend: 'json', author: 'mina' })
  await app.isReady()
  await expect(app.status).toContainText(/\d ms/)
  const line = thanks()
  await app.say(line)
  await expect(app.rows('message', line)).toHaveCount(1)
})

test('a JSON frame goes out as it was typed', async ({ app, demo }) => {
  await app.connect({ server: demo.at('chat', 'json', 'ws'), backend: 'json' })
  await app.isReady()
  const line = thanks()
  await app.say(JSON.stringify({ from: 'someone else', text: line }))
  await expect(app.rows('message', line)).toHaveCount(1)
  await expect(app.log).toContainText('someone else')
})
