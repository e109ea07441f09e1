import { expect, test, word } from '../app.ts'
import type { Served } from '../servers/python-socketio.ts'
import { hasThreadedSockets, missingPython, startPythonSocketio } from '../servers/python-socketio.ts'
import { TOKEN } from '../servers/socketio.ts'
import type { Interop } from './contract.ts'
import { connect, interopContract } from './contract.ts'
import { chooseOptions } from './options.ts'
import type { RealServer } from './real-server.ts'
import { joinSocketio } from './socketio-outsider.ts'

const LATER = { timeout: 20_000 }
const POLLING = { name: 'long polling', given: { wire: 'poll' } }
const SOCKET = { name: 'WebSocket', given: { wire: 'socket' } }
const BOTH = { name: 'long polling and its upgrade', given: { wire: 'both' } }

/** In threads it takes WebSockets only with a package more. */
const onlyPolls = (served: Served) => served === 'flask' && !hasThreadedSockets()

function python(name: string, served: Served, wires: Interop<RealServer>['wires']): Interop<RealServer> {
  return {
    name,
    backend: 'socketio',
    missing: () => missingPython(served),
    start: ({ login }) => startPythonSocketio(served, { login }),
    outsider: (server) =>
      joinSocketio(server, { transports: onlyPolls(served) ? ['polling'] : ['websocket'] }),
    form: (_, host) => ({ server: `http://${host}` }),
    wires,
    can: {
      // It recovers nothing.
      cut: 'gap',
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
}

const aiohttp = python('python-socketio', 'aiohttp', [SOCKET, POLLING, BOTH])
interopContract(aiohttp)
interopContract(python('Flask-SocketIO', 'flask', [onlyPolls('flask') ? POLLING : SOCKET]))

test.describe('python-socketio, beside the contract', () => {
  test.slow()
  const missing = missingPython('aiohttp')
  test.skip(missing !== undefined, `python-socketio (${missing ?? ''})`)

  test('bytes and several arguments come, and it is acknowledged as it acknowledges', async ({
    app,
    started,
  }) => {
    const server = await started(startPythonSocketio('aiohttp'))
    const outsider = await started(joinSocketio(server))
    await connect(app, aiohttp, server)
    outsider.socket.emit('moved', 'Mina', { x: 1 }, [2])
    await expect(app.rows('message', 'moved')).toContainText('Mina', LATER)
    outsider.socket.emit('picture', Buffer.from([0xff, 0xd8, 0x00]))
    await expect(app.rows('message', 'picture')).toHaveCount(1, LATER)
    await chooseOptions(app, { ack: true, event: 'ask me' })
    await app.say(word('mine'))
    // It asks us, too, and hears that we have it.
    await expect(app.rows('message', 'are you there?')).toHaveCount(1, LATER)
    await expect(app.rows('message', 'answered')).toHaveCount(1, LATER)
    await expect(app.rows('message', 'stored by /')).toHaveCount(1, LATER)
    await expect(app.rows('garbled')).toHaveCount(0)
  })

  test('a namespace that it has not is told in words, beside one that it has', async ({ app, started }) => {
    const server = await started(startPythonSocketio('aiohttp'))
    await connect(app, aiohttp, server, { namespaces: '/news, /nowhere' })
    await expect(app.page.getByText('no namespace /nowhere').first()).toBeVisible(LATER)
  })

  test('its address is enough, and that it takes no page of another origin is said in words', async ({
    app,
    page,
    started,
  }) => {
    const [open, shut] = await Promise.all([
      started(startPythonSocketio('aiohttp')),
      started(startPythonSocketio('aiohttp', { open: false })),
    ])
    app.watch.allow(open.url)
    app.watch.allow(shut.url)
    await app.open()
    const address = app.main.locator('input[name="server"]')
    await address.fill(new URL(open.url).host)
    await address.press('Enter')
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    await expect(page.locator('[data-found]')).toHaveAttribute('data-found', /socket.io/)
    const params = new URLSearchParams({ server: shut.url, view: 'chat', backend: 'socketio' })
    await app.open(`#/connect?${params}`)
    await app.action('connect').click()
    await expect(app.status).toHaveAttribute('data-reason', 'socketio.shut-out', LATER)
  })
})
