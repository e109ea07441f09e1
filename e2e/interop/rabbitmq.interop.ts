import { GUEST, missingRabbit, PATH, startRabbit } from '../servers/rabbitmq.ts'
import { interopContract } from './contract.ts'
import { joinBroker, TOPIC } from './mqtt-outsider.ts'

interopContract({
  name: 'RabbitMQ',
  backend: 'mqtt',
  missing: missingRabbit,
  start: startRabbit,
  outsider: (server) => joinBroker(server, { path: PATH }),
  form: (_, host) => ({ server: `ws://${host}${PATH}`, topics: TOPIC }),
  wires: [
    { name: 'the version that it knows', given: {} },
    { name: 'MQTT 3.1.1', given: { version: '3.1.1' } },
  ],
  can: {
    cut: 'all',
    restart: 'all',
    login: {
      given: { auth: 'basic' },
      good: GUEST,
      bad: { user: GUEST.user, password: 'wrong' },
      // It hangs up before its answer is out.
      reason: /^mqtt\.(login|closed-at-connect)$/,
    },
  },
})
