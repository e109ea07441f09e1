import type { AedesHow } from '../servers/aedes.ts'
import { startAedes } from '../servers/aedes.ts'
import { interopContract } from './contract.ts'
import { joinBroker, TOPIC } from './mqtt-outsider.ts'

const LOGIN = { user: 'mina', password: 'p4ss-w0rd' }
const start = ({ login }: { login: boolean }, how: AedesHow = {}) =>
  startAedes({ ...how, login: login ? LOGIN : undefined })

interopContract({
  name: 'aedes',
  backend: 'mqtt',
  start,
  outsider: (server) => joinBroker(server),
  form: (_, host) => ({ server: `ws://${host}`, topics: TOPIC }),
  wires: [
    { name: 'MQTT 3.1.1', given: { version: '3.1.1' } },
    { name: 'the version that it knows', given: {} },
  ],
  can: {
    // Its sessions are in memory.
    cut: 'all',
    restart: 'gap',
    login: {
      given: { auth: 'basic' },
      good: LOGIN,
      bad: { user: LOGIN.user, password: 'wrong' },
      reason: 'mqtt.login',
    },
  },
})
