import mqtt from 'mqtt'
import type { IClientOptions, MqttClient } from 'mqtt'
import type { Session } from './memory.ts'
import type { Wire } from './wire.ts'

/** Timers of the client's own that we have no use for never come. */
const NEVER_MS = 2 ** 31 - 1

/** A client of MQTT.js over a wire, for one connection. It does what the protocol asks for; when to connect, when to ping and
 *  what to subscribe to are ours, by the channel's clock, and what it has to remember is the session's. */
export function clientOver(wire: Wire, options: IClientOptions, session: Session): MqttClient {
  return new mqtt.MqttClient(() => wire.stream, {
    ...options,
    outgoingStore: session.outgoing,
    incomingStore: session.incoming,
    messageIdProvider: {
      allocate: () => session.nextId(),
      getLastAllocated: () => session.lastId,
      register: () => true,
      deallocate: () => undefined,
      clear: () => undefined,
    },
    reconnectPeriod: 0,
    resubscribe: false,
    connectTimeout: NEVER_MS,
    // Else it has a worker, which this page's policy forbids.
    timerVariant: { set: () => 0, clear: () => undefined },
    log: () => undefined,
    manualConnect: true,
  })
}
