import { missingNats, PATH, startNats } from '../servers/nats.ts'
import { interopContract } from './contract.ts'
import { joinBroker, TOPIC } from './mqtt-outsider.ts'

const LOGIN = { user: 'mina', password: 'p4ss-w0rd' }

interopContract({
  name: 'NATS as a broker of MQTT',
  backend: 'mqtt',
  missing: missingNats,
  start: ({ login }) => startNats({ login: login ? LOGIN : undefined }),
  outsider: (server) => joinBroker(server, { path: PATH }),
  form: (_, host) => ({ server: `ws://${host}${PATH}`, topics: TOPIC }),
  wires: [
    { name: 'MQTT 3.1.1, the version that it knows', given: {} },
    { name: 'the same with QoS 2', given: { qos: '2' } },
  ],
  can: {
    cut: 'all',
    restart: 'all',
    login: {
      given: { auth: 'basic' },
      good: LOGIN,
      bad: { user: LOGIN.user, password: 'wrong' },
      reason: /^mqtt\.(login|not-authorized|closed-at-connect)$/,
    },
  },
})
