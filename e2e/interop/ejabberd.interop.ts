import { expect, test, word } from '../app.ts'
import { missingEjabberd, PATH, startEjabberd } from '../servers/ejabberd.ts'
import type { Interop } from './contract.ts'
import { connect, interopContract } from './contract.ts'
import { joinBroker, TOPIC } from './mqtt-outsider.ts'

const LOGIN = { user: 'mina', password: 'p4ss-w0rd' }

const ejabberd: Interop<Awaited<ReturnType<typeof startEjabberd>>> = {
  name: 'ejabberd as a broker of MQTT',
  backend: 'mqtt',
  missing: missingEjabberd,
  start: ({ login }) => startEjabberd({ login: login ? LOGIN : undefined }),
  outsider: (server) => joinBroker(server, { path: PATH, protocolVersion: 5 }),
  form: (_, host) => ({ server: `ws://${host}${PATH}`, topics: TOPIC }),
  wires: [
    { name: 'MQTT 5', given: {} },
    { name: 'MQTT 3.1.1', given: { version: '3.1.1' } },
  ],
  can: {
    cut: 'all',
    // Its sessions are in memory.
    restart: 'gap',
    login: {
      given: { auth: 'basic' },
      good: { user: `${LOGIN.user}@localhost`, password: LOGIN.password },
      bad: { user: `${LOGIN.user}@localhost`, password: 'wrong' },
      reason: /^mqtt\.(login|not-authorized)$/,
    },
  },
}

interopContract(ejabberd)

test.describe('ejabberd, beside the contract', () => {
  test.skip(missingEjabberd() !== undefined, `ejabberd as a broker of MQTT (${missingEjabberd() ?? ''})`)
  test.slow()

  // It refuses by a code of MQTT 5 in 3.1.1, too.
  for (const version of ['5', '3.1.1'])
    test(`a topic that nobody may hear is named, and the others are heard, in MQTT ${version}`, async ({
      app,
      started,
    }) => {
      const server = await started(startEjabberd({ may: ['signalbox/#'] }))
      const outsider = await started(ejabberd.outsider(server))
      await connect(app, ejabberd, server, { version, topics: 'signalbox/#, secret/#' })
      await expect(app.rows('gap')).toContainText('secret/#')
      const body = word('allowed')
      await outsider.publish(body)
      await expect(app.rows('message', body)).toHaveCount(1)
    })
})
