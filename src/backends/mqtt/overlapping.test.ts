import type { ISubscribePacket, Packet } from 'mqtt-packet'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Answer, FakeClient } from './fake-broker.ts'
import { connack } from './fake-broker.ts'
import { channel, codeOf, endAll, start, WAIT } from './fake-channel.ts'
import { covers } from './topics-read.ts'

afterEach(endAll)

const askedFor = (packets: readonly object[]) =>
  packets.map((packet) => {
    const { subscriptions, properties } = packet as ISubscribePacket
    const id = properties?.subscriptionIdentifier
    return subscriptions.map(({ topic }) => topic).join(' ') + (id ? ` {${id}}` : '')
  })

/** Tells each message once for every subscription, as Mosquitto 2.1, ejabberd, NATS and EMQX do. */
function generous() {
  const filters = new Map<string, number | undefined>()
  const answer: Answer = (packet) => {
    if (packet.cmd === 'subscribe')
      for (const { topic } of packet.subscriptions)
        filters.set(topic, packet.properties?.subscriptionIdentifier as number)
    return false
  }
  const tell = (client: FakeClient, topic: string, payload: string) => {
    for (const [filter, subscriptionIdentifier] of filters)
      if (covers(filter, topic))
        client.send({
          ...{ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false },
          ...(subscriptionIdentifier && { properties: { subscriptionIdentifier } }),
        } as Packet)
  }
  return { answer, tell }
}

describe('topics that overlap', () => {
  it.each(['5', '3.1.1'])('are asked for as the widest of them (%s), and are told once', async (version) => {
    const { answer, tell } = generous()
    const broker = await start(answer)
    const story = channel(broker, { topics: 'home/hall, home/#, home/+/t, garden', version }).connect()
    await story.ready()
    expect(askedFor(broker.of('subscribe'))).toEqual(['home/# garden'])
    for (const body of ['on', 'on', 'end']) tell(broker.last(), 'home/hall', body)
    await story.hears('end')
    expect(story.messages().map(({ body }) => body)).toEqual(['on', 'on', 'end'])
    expect(story.find('rooms')[0]?.rooms).toEqual([{ id: 'home/hall' }, { id: 'garden' }])
  })

  it('in part are asked for with an identifier each, and are told once', async () => {
    const { answer, tell } = generous()
    const broker = await start(answer)
    const story = channel(broker, { topics: 'home/+/t, home/hall/#, garden' }).connect()
    await story.ready()
    expect(askedFor(broker.of('subscribe'))).toEqual(['home/+/t {1}', 'home/hall/# {2}', 'garden'])
    for (const body of ['on', 'on', 'off', 'on', 'end']) tell(broker.last(), 'home/hall/t', body)
    await story.hears('end')
    expect(story.messages().map(({ body }) => body)).toEqual(['on', 'on', 'off', 'on', 'end'])
  })

  it('in part are asked for at once where the broker has no identifiers', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'connect') return
      client.send(connack(client, 0, false, { subscriptionIdentifiersAvailable: false }))
      return true
    })
    await channel(broker, { topics: 'home/+/t, home/hall/#' }).connect().ready()
    expect(askedFor(broker.of('subscribe'))).toEqual(['home/+/t home/hall/#'])
  })

  const refusing: Answer = (packet, client) => {
    if (packet.cmd !== 'subscribe') return
    const granted = packet.subscriptions.map(({ topic }) => (topic.includes('#') ? 0x87 : 1))
    client.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted })
    return true
  }

  it('are asked for one by one where the widest is refused, which is told', async () => {
    const broker = await start(refusing)
    const story = channel(broker, { topics: '#, home/hall, home/+' }).connect()
    await story.ready()
    expect(askedFor(broker.of('subscribe'))).toEqual(['#', 'home/+'])
    expect(story.find('gap')).toMatchObject([{ why: { params: { filters: '#' } } }])
  })

  it('of which all are refused end it', async () => {
    const broker = await start(refusing)
    expect(await codeOf(channel(broker, { topics: '#, home/#' }).connect().end)).toMatch(/ refused$/)
    expect(askedFor(broker.of('subscribe'))).toEqual(['#', 'home/#'])
  })

  it('are ended for one another only when what takes their place is there', async () => {
    const broker = await start()
    const one = channel(broker, { topics: 'home/hall, garden' })
    const first = one.connect()
    await first.ready()
    first.stop()
    await first.end
    broker.sessionPresent = true
    const other = channel(broker, { topics: 'home/#, garden' })
    other.memory.set('mqtt session', one.memory.get('mqtt session'))
    await other.connect().ready()
    await vi.waitFor(
      () => expect(broker.of('unsubscribe')).toMatchObject([{ unsubscriptions: ['home/hall'] }]),
      WAIT,
    )
    const order = broker.heard.map(({ cmd }) => cmd).filter((cmd) => cmd.endsWith('subscribe'))
    expect(order).toEqual(['subscribe', 'subscribe', 'unsubscribe'])
  })
})
