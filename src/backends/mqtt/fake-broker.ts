import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import packets from 'mqtt-packet'
import type { IConnectPacket, Packet } from 'mqtt-packet'
import type { WebSocket } from 'ws'
import { WebSocketServer } from 'ws'

/** One client, as the broker has it. */
export type FakeClient = {
  /** The address that it asked for, with its query. */
  path: string
  connect: IConnectPacket | undefined
  send(packet: Packet): void
  raw(bytes: Uint8Array | string): void
  /** Hangs up without a word. */
  cut(): void
  /** Hangs up when what was sent is there. */
  close(): void
}

/** What a test makes of a packet; true: the broker does nothing of its own. */
export type Answer = (packet: Packet, client: FakeClient) => boolean | void

/** A broker that does what a test says, and otherwise what a polite one does: it lets everybody in, grants everything,
 *  confirms everything, and tells everybody what is published. */
export async function startBroker(answer: Answer = () => false) {
  const server = createServer()
  const sockets = new WebSocketServer({ server, handleProtocols: (offered) => [...offered][0] ?? false })
  const heard: Packet[] = []
  const clients: FakeClient[] = []
  const broker = {
    url: '',
    heard,
    clients,
    answer,
    /** What a CONNACK says of an earlier session. */
    sessionPresent: false,
    /** Is what is published told to all? */
    tells: true,
    last: () => clients.at(-1) as FakeClient,
    of: (cmd: string) => heard.filter((packet) => packet.cmd === cmd),
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  sockets.on('connection', (socket, { url = '' }) => attach(socket, url))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  broker.url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  return broker

  function attach(socket: WebSocket, path: string): void {
    const parser = packets.parser()
    const client: FakeClient = {
      path,
      connect: undefined,
      send(packet) {
        const version = client.connect?.protocolVersion ?? 4
        socket.send(packets.generate(packet, { protocolVersion: version }))
      },
      raw: (bytes) => socket.send(bytes),
      cut: () => socket.terminate(),
      close: () => socket.close(1000),
    }
    clients.push(client)
    parser.on('packet', (packet) => {
      heard.push(packet)
      if (packet.cmd === 'connect') client.connect = packet
      if (broker.answer(packet, client) !== true) reply(packet, client)
    })
    parser.on('error', () => socket.terminate())
    socket.on('message', (data) => parser.parse(data as Buffer))
  }

  function reply(packet: Packet, client: FakeClient): void {
    const { messageId = 0 } = packet
    switch (packet.cmd) {
      case 'connect':
        return client.send(connack(client, 0, broker.sessionPresent))
      case 'subscribe':
        return client.send({ cmd: 'suback', messageId, granted: packet.subscriptions.map(({ qos }) => qos) })
      case 'publish':
        if (broker.tells)
          for (const each of clients)
            each.send({ ...packet, dup: false, retain: false, messageId: (messageId % 60_000) + 1 })
        if (packet.qos === 1) client.send({ cmd: 'puback', messageId })
        if (packet.qos === 2) client.send({ cmd: 'pubrec', messageId })
        return
      case 'pubrec':
        return client.send({ cmd: 'pubrel', messageId })
      case 'pubrel':
        return client.send({ cmd: 'pubcomp', messageId })
      case 'pingreq':
        return client.send({ cmd: 'pingresp' })
      default:
        return
    }
  }
}

/** A CONNACK of the version that the client speaks. */
export function connack(client: FakeClient, code: number, sessionPresent = false, properties = {}): Packet {
  const isFive = client.connect?.protocolVersion === 5
  return {
    cmd: 'connack',
    sessionPresent,
    ...(isFive ? { reasonCode: code, properties } : { returnCode: code }),
  }
}
