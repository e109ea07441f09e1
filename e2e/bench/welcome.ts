import { generate, parser } from 'mqtt-packet'
import type { WebSocket } from 'ws'

/** As much of a broker as a flood needs: it takes a client in, says when it has subscribed, and answers its pings. */
export function welcome(
  socket: WebSocket,
  { onSubscribed, isFlooding }: { onSubscribed: () => void; isFlooding: () => boolean },
): void {
  let protocolVersion = 4
  const packets = parser()
  packets.on('packet', (packet) => {
    if (packet.cmd === 'connect') {
      protocolVersion = packet.protocolVersion ?? 4
      const taken = { cmd: 'connack', sessionPresent: false, returnCode: 0, reasonCode: 0 } as const
      socket.send(generate(taken, { protocolVersion }))
    } else if (packet.cmd === 'pingreq') {
      // A flood is written past `ws`, and life enough.
      if (!isFlooding()) socket.send(generate({ cmd: 'pingresp' }, { protocolVersion }))
    } else if (packet.cmd === 'subscribe') {
      const granted = packet.subscriptions.map(() => 0)
      const { messageId } = packet
      // What is flooded is written past `ws`: not before this is out.
      socket.send(
        generate({ cmd: 'suback', messageId: messageId ?? 0, granted }, { protocolVersion }),
        onSubscribed,
      )
    }
  })
  socket.on('message', (data) => void packets.parse(data as Buffer))
}
