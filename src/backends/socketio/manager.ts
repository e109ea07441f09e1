import { Manager } from 'socket.io-client'
import type { SocketioOptions } from './fields.ts'
import type { Garbled } from './parser.ts'
import { decoderFor, ExactEncoder } from './parser.ts'
import { pollTransport } from './poll-transport.ts'
import { socketTransport } from './socket-transport.ts'
import type { Wires } from './wires.ts'

/** The library's manager over the attempt's wires: it connects once, when it is told to, and has no timers of its own. */
export function managerOver(wires: Wires, wire: SocketioOptions['wire'], onGarbled: Garbled): Manager {
  const [socket, poll] = [socketTransport(wires), pollTransport(wires)]
  const manager = new Manager({
    // The transports know better. To this host the library does not take the browser's word that it is offline.
    hostname: 'localhost',
    transports: wire === 'socket' ? [socket] : wire === 'poll' ? [poll] : [poll, socket],
    // Of two, one may be all that the server allows this page.
    tryAllTransports: true,
    parser: { Encoder: ExactEncoder, Decoder: decoderFor(onGarbled) },
    autoConnect: false,
    reconnection: false,
    timestampRequests: false,
  })
  manager.timeout(false)
  return manager
}
