import type { App } from './app.ts'
import { expect, test } from './app.ts'
import { startSocketio } from './servers/socketio.ts'

const LATER = { timeout: 20_000 }

async function open(app: App, server: string, more: Record<string, string> = {}): Promise<void> {
  app.watch.allow(server)
  const params = new URLSearchParams({ server, view: 'chat', backend: 'socketio', ...more })
  await app.open(`#/connect?${params}`)
  await app.action('connect').click()
}

async function isReady(app: App): Promise<void> {
  await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
}

test.slow()

test('the address of a Socket.IO server and Enter is all', async ({ app, page, started }) => {
  const server = await started(startSocketio())
  app.watch.allow(server.url)
  await app.open()
  const address = app.main.locator('input[name="server"]')
  await address.fill(server.host)
  await address.press('Enter')
  await isReady(app)
  await expect(page.locator('[data-found]')).toHaveAttribute('data-found', /socket.io/)
  await app.say('hello, 여러분')
  await expect(app.rows('message', 'hello, 여러분')).toHaveCount(1)
})

test('a namespace that is not there, and a page that is none of Socket.IO, are said in words', async ({
  app,
  site,
  started,
}) => {
  const server = await started(startSocketio())
  await open(app, `${server.url}/nowhere`)
  await expect(app.status).toHaveAttribute('data-reason', 'socketio.no-namespace', LATER)
  await open(app, site.origin, { wire: 'poll' })
  await expect(app.status).toHaveAttribute('data-reason', /^socketio\.not-(here|socketio)$/, LATER)
})

test('of several namespaces one that is shut is told, and the others go on', async ({ app, started }) => {
  const server = await started(startSocketio())
  server.io.of('/members').use((_, next) => next(new Error('members only')))
  await open(app, server.url, { namespaces: '/news, /members' })
  await isReady(app)
  await expect(app.rows('gap')).toContainText('members only')
  await app.say('hello')
  await expect(app.rows('message', 'hello')).toHaveCount(1)
})

test('a server that no page may read by requests says what to allow, and is spoken with by WebSocket', async ({
  app,
  started,
}) => {
  const server = await started(startSocketio({ cors: { origin: false } }))
  await open(app, server.url, { wire: 'poll' })
  await expect(app.status).toHaveAttribute('data-reason', 'socketio.no-cors', LATER)
  await open(app, server.url, { wire: 'socket' })
  await isReady(app)
})

test('a flood of small events is heard to the last, and drawn while it comes', async ({ app, started }) => {
  const server = await started(startSocketio({ recovers: false }))
  await open(app, server.url)
  await isReady(app)
  const count = 20_000
  // How many frames are drawn until the last line is there.
  const drawn = app.page.evaluate(
    (last) =>
      new Promise<number>((resolve) => {
        let frames = 0
        let sawFirst = false
        const look = () => {
          const text = document.querySelector('[role="log"]')?.textContent ?? ''
          sawFirst ||= text.includes('line ')
          if (sawFirst) frames++
          if (text.includes(last)) resolve(frames)
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
    `line ${count}`,
  )
  for (let n = 1; n <= count; n++) {
    server.io.emit('message', { id: n, text: `line ${n}` })
    // As it would come over a network, and not all of it before the first is sent.
    if (n % 500 === 0) await new Promise((resolve) => setTimeout(resolve, 25))
  }
  await expect(app.rows('message', `line ${count}`)).toHaveCount(1, LATER)
  expect(await drawn).toBeGreaterThan(3)
})
