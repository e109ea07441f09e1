import mqtt from 'mqtt'
import type { IClientOptions, IClientPublishOptions, IPublishPacket } from 'mqtt'
import type { Heard, Outsider, RealServer } from './real-server.ts'

/** Where the two meet. */
export const TOPIC = 'signalbox/room'

/** Somebody else, by MQTT.js in Node, who hears all below `signalbox`. */
export async function joinBroker(
  { url }: Pick<RealServer, 'url'>,
  { path = '', ...options }: IClientOptions = {},
): Promise<Outsider & { publishTo: typeof publishTo }> {
  const client = await mqtt.connectAsync(url.replace(/^http/, 'ws') + path, {
    protocolVersion: 4,
    reconnectPeriod: 0,
    ...options,
  })
  // When its broker is killed there is nobody to tell.
  client.on('error', () => undefined)
  const heard: Heard[] = []
  client.on('message', (topic, payload, packet: IPublishPacket) => {
    const { qos, retain, properties } = packet
    heard.push({ body: textOf(payload), topic, qos, retain, ...properties })
  })
  await client.subscribeAsync('signalbox/#', { qos: 2 })
  const publishTo = async (topic: string, body: string | Buffer, more: IClientPublishOptions = {}) =>
    void (await client.publishAsync(topic, body, { qos: 1, ...more }))
  return {
    publish: (body, more) => publishTo(TOPIC, body, more),
    publishTo,
    heard: () => heard,
    stop: () => client.endAsync(true),
  }
}

function textOf(payload: Buffer): string | Uint8Array {
  const text = payload.toString('utf8')
  return Buffer.from(text, 'utf8').equals(payload) ? text : new Uint8Array(payload)
}
