import { expect, test, word } from '../app.ts'
import { isKept } from '../kept.ts'
import { startSocketio, TOKEN } from '../servers/socketio.ts'
import type { Interop } from './contract.ts'
import { connect, interopContract } from './contract.ts'
import { chooseOptions } from './options.ts'
import { joinSocketio } from './socketio-outsider.ts'

type Io = Awaited<ReturnType<typeof startSocketio>>

const LATER = { timeout: 20_000 }
const WIRES = [
  { name: 'WebSocket', given: { wire: 'socket' } },
  { name: 'long polling', given: { wire: 'poll' } },
  { name: 'long polling and its upgrade', given: { wire: 'both' } },
]

const join = (server: Io, namespace = '/') => joinSocketio(server, { namespace, recovers: true })

const socketio: Interop<Io> = {
  name: 'Socket.IO',
  backend: 'socketio',
  start: ({ login }) => startSocketio({ login }),
  outsider: (server) => join(server),
  form: (_, host) => ({ server: `http://${host}` }),
  wires: WIRES,
  can: {
    cut: 'all',
    // It remembers in its memory.
    restart: 'gap',
    login: {
      given: { auth: 'token' },
      good: { token: TOKEN },
      bad: { token: 'wrong' },
      reason: 'socketio.refused',
    },
  },
  publish: {
    body: '[{"text":"All of it, 모두"},[1,2],null]',
    options: { event: 'note of mine', json: true, ack: true },
    arrives: (heard) =>
      expect(heard).toMatchObject({
        event: 'note of mine',
        args: [{ text: 'All of it, 모두' }, [1, 2], null],
      }),
  },
}

interopContract(socketio)

test.describe('Socket.IO, beside the contract', () => {
  test.slow()

  for (const { name, given } of WIRES)
    test(`bytes, several arguments and acknowledgements go both ways over ${name}`, async ({
      app,
      started,
    }) => {
      const server = await started(startSocketio())
      const outsider = await started(join(server))
      await connect(app, socketio, server, given)
      // The server asks, and is answered.
      const [answered] = await Promise.all([
        server.io
          .except(String(outsider.socket.id))
          .timeout(10_000)
          .emitWithAck('question', 'are you there?') as Promise<unknown[]>,
        expect(app.rows('message', 'are you there?')).toHaveCount(1, LATER),
      ])
      expect(answered.length).toBeGreaterThan(0)
      outsider.socket.emit('moved', 'Mina', { x: 1 }, [2])
      await expect(app.rows('message', 'moved')).toContainText('Mina', LATER)
      outsider.socket.emit('picture', Buffer.from([0xff, 0xd8, 0x00]))
      await expect(app.rows('message', 'picture')).toHaveCount(1, LATER)
      await expect(app.rows('garbled')).toHaveCount(0)
      // A person asks, and is told.
      await chooseOptions(app, { ack: true })
      const mine = word('mine')
      await app.say(mine)
      await expect(app.rows('message', 'stored by /')).toHaveCount(1, LATER)
      await expect(app.rows(undefined, mine)).toHaveCount(1)
    })

  test('namespaces are told apart, each by its name', async ({ app, started }) => {
    const server = await started(startSocketio({ login: true }))
    const [news, admin] = await Promise.all([started(join(server, '/news')), started(join(server, '/admin'))])
    const form = { ...socketio, form: (_: Io, host: string) => ({ server: `http://${host}/news` }) }
    await app.watch.allow(server.url)
    await app.open(
      `#/connect?${new URLSearchParams({
        ...form.form(server, server.host),
        view: 'chat',
        backend: 'socketio',
        namespaces: '/admin',
        auth: 'token',
      })}`,
    )
    await app.main.locator('[name="token"]').fill(TOKEN)
    await app.action('connect').click()
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    const [one, other] = [word('news'), word('admin')]
    await news.publish(one)
    await admin.publish(other)
    await expect(app.page.getByText(one).first()).toBeVisible(LATER)
    expect(news.heard().map(({ body }) => body)).toEqual([one])
    expect(admin.heard().map(({ body }) => body)).toEqual([other])
  })

  test('what was said while the page was loaded again is there', async ({ app, started }) => {
    const server = await started(startSocketio())
    const outsider = await started(join(server))
    await connect(app, socketio, server)
    const [before, missed] = [word('before'), word('missed')]
    await outsider.publish(before)
    await expect(app.rows('message', before)).toHaveCount(1)
    const url = app.page.url()
    await isKept(app, before)
    const gaps = await app.rows('gap').count()
    await app.page.goto('about:blank')
    await outsider.publish(missed)
    await app.page.goto(url)
    await expect(app.rows('message', missed)).toHaveCount(1, LATER)
    await expect(app.rows('message', before)).toHaveCount(1)
    await expect(app.rows('gap')).toHaveCount(gaps)
  })
})
