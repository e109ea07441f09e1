import { expect, test, word } from '../app.ts'
import { knowsFive, missingMosquitto, startMosquitto } from '../servers/mosquitto.ts'
import type { Interop } from './contract.ts'
import { connect, interopContract } from './contract.ts'
import { joinBroker, TOPIC } from './mqtt-outsider.ts'

type Mosquitto = Awaited<ReturnType<typeof startMosquitto>>

const LOGIN = { user: 'mina', password: 'p4ss-w0rd' }
const LATER = { timeout: 20_000 }

const isFive = missingMosquitto() === undefined && knowsFive()
const protocolVersion = isFive ? 5 : 4

const mosquitto: Interop<Mosquitto> = {
  name: 'Mosquitto',
  backend: 'mqtt',
  missing: missingMosquitto,
  start: ({ login }) => startMosquitto({ login: login ? LOGIN : undefined }),
  outsider: (server) => joinBroker(server, { protocolVersion }),
  form: (_, host) => ({ server: `ws://${host}`, topics: TOPIC }),
  wires: [
    { name: 'the version that it knows', given: {} },
    { name: 'MQTT 3.1.1', given: { version: '3.1.1' } },
    { name: 'the version that it knows with QoS 2', given: { qos: '2' } },
  ],
  can: {
    cut: 'all',
    restart: 'all',
    login: {
      given: { auth: 'basic' },
      good: LOGIN,
      bad: { user: LOGIN.user, password: 'wrong' },
      // By the version: MQTT 3 has a word for it of its own.
      reason: isFive ? 'mqtt.not-authorized' : /^mqtt\.(login|not-authorized)$/,
    },
  },
  publish: {
    body: 'All of it, 모두',
    options: {
      topic: 'signalbox/elsewhere',
      qos: '2',
      retain: true,
      ...(isFive && {
        contentType: 'text/plain',
        properties: 'unit: °C',
        expiry: '3600',
        responseTopic: 'signalbox/answers',
        correlation: '번호 1',
        isText: true,
      }),
    },
    arrives: (heard) =>
      expect(heard).toMatchObject({
        topic: 'signalbox/elsewhere',
        qos: 2,
        ...(isFive && {
          contentType: 'text/plain',
          userProperties: { unit: '°C' },
          // The broker counts it down.
          messageExpiryInterval: expect.closeTo(3600, -2),
          responseTopic: 'signalbox/answers',
          correlationData: Buffer.from('번호 1'),
          payloadFormatIndicator: true,
        }),
      }),
  },
}

interopContract(mosquitto)

const { publish: _, ...plain } = mosquitto
interopContract({
  ...plain,
  name: 'Mosquitto in MQTT 3.1',
  wires: [{ name: 'MQTT 3.1', given: { version: '3.1' } }],
  // What was missed comes; but 3.1 has no word for it that the session was kept, so a row says that it may not have been.
  can: { cut: 'gap', restart: 'gap' },
})

test.describe('Mosquitto, beside the contract', () => {
  test.skip(missingMosquitto() !== undefined, `Mosquitto (${missingMosquitto() ?? ''})`)
  test.slow()

  test('values that are kept are there, and marked, and told once over a cut', async ({ app, started }) => {
    const server = await started(startMosquitto())
    const outsider = await started(joinBroker(server, { protocolVersion }))
    const value = word('kept')
    await outsider.publishTo('signalbox/value', value, { retain: true })
    await connect(app, mosquitto, server, { topics: 'signalbox/#' })
    await expect(app.rows('message', value)).toHaveCount(1)
    await expect(app.rows('message', value)).toContainText('retained')
    await expect(app.rows('message', value)).toContainText('signalbox/value')
    await app.page.reload()
    await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
    const later = word('later')
    await outsider.publish(later)
    await expect(app.rows('message', later)).toHaveCount(1)
    await expect(app.rows('message', value)).toHaveCount(1)
  })

  test('bytes that are no text are shown as bytes', async ({ app, started }) => {
    const server = await started(startMosquitto())
    const outsider = await started(joinBroker(server))
    await connect(app, mosquitto, server)
    await outsider.publishTo(TOPIC, Buffer.from([0xff, 0xfe, 0, 0xca]))
    const last = word('last')
    await outsider.publish(last)
    await expect(app.rows('message', last)).toHaveCount(1)
    await expect(app.rows('message')).toHaveCount(2)
  })

  test('a topic that this login may not read is named', async ({ app, started }) => {
    const acl = `user ${LOGIN.user}\ntopic readwrite signalbox/#\n`
    const server = await started(startMosquitto({ login: LOGIN, acl }))
    const outsider = await started(joinBroker(server, { username: LOGIN.user, password: LOGIN.password }))
    await connectSignedIn(app, server, 'signalbox/#, other/room')
    const body = word('allowed')
    await outsider.publish(body)
    await expect(app.rows('message', body)).toHaveCount(1)
  })
})

type App = Parameters<typeof connect>[0]

async function connectSignedIn(app: App, server: Mosquitto, topics: string): Promise<void> {
  const host = new URL(server.url).host
  for (const address of [server.url, `ws://${host}`]) app.watch.allow(address)
  const params = new URLSearchParams({
    ...{ view: 'chat', backend: 'mqtt', server: `ws://${host}`, auth: 'basic', topics },
  })
  await app.open(`#/connect?${params}`)
  for (const [name, text] of Object.entries(LOGIN)) await app.main.locator(`[name="${name}"]`).fill(text)
  await app.action('connect').click()
  await expect(app.status).toHaveAttribute('data-status', 'ready', LATER)
}
