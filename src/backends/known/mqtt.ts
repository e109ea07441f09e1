import { planOf } from '../find-plan.ts'
import type { Known, Probe } from './known.ts'
import { asSocket, at, NOBODYS } from './known.ts'

const PROTOCOLS = ['mqtt', 'mqttv3.1']
/** Where brokers listen for WebSockets by default (Mosquitto, EMQX, HiveMQ, VerneMQ, RabbitMQ). */
const PORTS = ['1883', '1884', '8000', '8083', '8084', '8883', '9001', '15675']
/** And at which paths: EMQX, HiveMQ, VerneMQ, NATS, ejabberd; RabbitMQ. Others take any. */
const PATHS = ['/mqtt', '/ws']

/** MQTT over WebSocket, by its subprotocol
 *  (https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901285). */
export const mqtt: Known = {
  kind: 'mqtt',
  protocols: PROTOCOLS,
  // [source] Mosquitto 2.1 hangs up on a list, and on who offers nothing; ejabberd, and RabbitMQ up to version 3, answer
  // with all of it, which no browser takes.
  alone: 'some',
  probes: (asked) => {
    const path = asked.pathname.replace(/\/+$/, '')
    // Behind a proxy it may be below the folder that was typed.
    const below = path !== '' && asked.pathname.endsWith('/') ? [`${path}/mqtt`] : []
    const places = [...PATHS, ...below].filter((place) => place !== asked.pathname)
    return places.map((place): Probe => ({
      url: asSocket(at(asked, place)),
      protocols: PROTOCOLS.slice(0, 1),
    }))
  },
  read(look) {
    const { socket, texts, url, offered } = look
    const plan = {
      kind: 'mqtt',
      what: { code: 'found.mqtt' },
      wire: 'socket',
      view: 'notifications',
      backend: 'mqtt',
    } as const
    if (socket && PROTOCOLS.includes(socket.protocol)) return planOf(look, { ...plan, sure: 'sure' })
    // Who repeats what is offered, and so fails at several, takes nobody's alone.
    if (socket?.protocol === NOBODYS && offered?.length === 1)
      return planOf(look, { ...plan, sure: isUsual(url) ? 'likely' : 'perhaps' })
    // A server that takes any subprotocol for its own does not tell: only where it listens does.
    const isSilent = socket?.frames.length === 0 && texts.length === 0 && !socket.closed
    return isSilent && isUsual(url) ? planOf(look, { ...plan, sure: 'perhaps' }) : undefined
  },
}

/** Is it where brokers are, and not where tutorials have their first server? */
function isUsual({ pathname, port }: URL): boolean {
  return /\/mqtt\/?$/.test(pathname) || (PORTS.includes(port) && port !== '8000')
}
