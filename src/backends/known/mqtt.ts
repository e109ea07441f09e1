import { planOf } from '../find-plan.ts'
import type { Known } from './known.ts'

const PROTOCOLS = ['mqtt', 'mqttv3.1']
/** Where brokers listen for WebSockets by default (Mosquitto, EMQX, HiveMQ, VerneMQ). */
const PORTS = ['1883', '1884', '8000', '8083', '8084', '8883', '9001']

/** MQTT over WebSocket, by its subprotocol
 *  (https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901285). */
export const mqtt: Known = {
  kind: 'mqtt',
  protocols: PROTOCOLS,
  read(look) {
    const { socket, texts, url } = look
    const plan = {
      kind: 'mqtt',
      what: { code: 'found.mqtt' },
      wire: 'socket',
      view: 'notifications',
      backend: 'mqtt',
    } as const
    if (socket && PROTOCOLS.includes(socket.protocol)) return planOf(look, { ...plan, sure: 'sure' })
    // A server that takes any subprotocol for its own does not tell: only where it listens does.
    const isSilent = socket?.frames.length === 0 && texts.length === 0 && !socket.closed
    const isThere = /\/mqtt\/?$/.test(url.pathname) || (PORTS.includes(url.port) && url.port !== '8000')
    return isSilent && isThere ? planOf(look, { ...plan, sure: 'perhaps' }) : undefined
  },
}
