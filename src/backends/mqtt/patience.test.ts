import { afterEach, expect, it } from 'vitest'
import type { NetError } from '../../net/errors.ts'
import { connack } from './fake-broker.ts'
import { channel, codeOf, endAll, fastClock, say, start } from './fake-channel.ts'

afterEach(endAll)

const askedOf = (broker: Awaited<ReturnType<typeof start>>) =>
  broker.of('subscribe').flatMap((packet) => (packet.cmd === 'subscribe' ? packet.subscriptions : []))

const PUBLISHED = { cmd: 'publish', qos: 0, dup: false, retain: false } as const

it('who tries again after all was refused by hanging up is asked for again', async () => {
  let isStrict = true
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'subscribe' || !isStrict) return false
    client.cut()
    return true
  })
  const { connect } = channel(broker, { version: '3.1.1', topics: 'a\nb' })
  let end = ''
  for (let attempt = 0; attempt < 8 && !end.endsWith(' refused'); attempt++) end = await codeOf(connect().end)
  expect(end).toBe('mqtt.filters.hung-up refused')
  isStrict = false
  await connect().ready()
})

it('wires that are lost at the same topic by accident, now and then, do not refuse it', async () => {
  let isCutNext = false
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'subscribe' || !isCutNext) return false
    isCutNext = false
    client.cut()
    return true
  })
  const { connect } = channel(broker, { version: '3.1.1', topics: 'a\nb' })
  for (let time = 0; time < 4; time++) {
    isCutNext = true
    await codeOf(connect().end)
    const story = connect()
    await story.ready()
    expect(story.find('gap').map(({ why }) => why?.code)).not.toContain('mqtt.filters.hung-up')
    story.stop()
    await story.end
  }
  expect(
    askedOf(broker)
      .slice(-2)
      .map(({ topic }) => topic),
  ).toEqual(['a', 'b'])
})

it('a SUBACK that answers less than was asked names the rest, and what is granted is heard', async () => {
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'subscribe') return false
    client.send({ cmd: 'suback', messageId: packet.messageId as number, granted: [0] })
    return true
  })
  const story = channel(broker, { version: '3.1.1', topics: 'a\nb' }).connect()
  await story.ready()
  expect(story.find('gap')).toHaveLength(1)
  broker.last().send({ ...PUBLISHED, topic: 'a', payload: 'heard?' })
  await story.hears('heard?')
})

it('a message of QoS 0 that the broker ends it for is named by its topic', async () => {
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'publish') return false
    client.send({ cmd: 'disconnect', reasonCode: 0x87 })
    client.close()
    return true
  })
  const story = channel(broker, { qos: '0' }).connect()
  const act = await story.ready()
  await act(say('x', { room: 'a/b' }))
  const error = (await story.end) as NetError
  expect(error.why.params).toMatchObject({ topic: 'a/b' })
})

it('a broker that is slow with every version is asked for the newest next time, too', async () => {
  const SPEED = 20
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'connect') return false
    setTimeout(() => client.send(connack(client, 0, false)), 5_000 / SPEED)
    return true
  })
  const { connect } = channel(broker, {}, {}, fastClock(SPEED))
  const first = connect()
  await first.ready()
  first.stop()
  await first.end
  await connect().ready()
  expect(broker.clients.map(({ connect }) => connect?.protocolVersion)).toEqual([5, 4, 5])
})

it.each(['5', '3.1.1'])(
  'a value that was kept while nobody was there is asked for where the session goes on: %s',
  async (version) => {
    const broker = await start()
    const { connect } = channel(broker, { version })
    const first = connect()
    await first.ready()
    broker.last().send({ ...PUBLISHED, topic: 'door', payload: 'open' })
    await first.hears('open')
    broker.last().cut()
    await first.end
    broker.sessionPresent = true
    const asked = askedOf(broker).length
    const second = connect()
    await second.ready()
    const again = askedOf(broker).slice(asked)
    expect(again).toHaveLength(1)
    if (version === '5') expect(again[0]?.rh).toBe(0)
    broker.last().send({ ...PUBLISHED, topic: 'door', payload: 'open', retain: true })
    broker.last().send({ ...PUBLISHED, topic: 'window', payload: 'shut', retain: true })
    await second.hears('shut')
    expect(second.messages().map(({ body }) => body)).toEqual(['shut'])
  },
)

it('what a session kept is told as it comes, while topics are still asked for', async () => {
  const broker = await start((packet, client) => {
    const isBack = broker.clients.length > 1
    if (packet.cmd === 'connect') {
      client.send(connack(client, 0, isBack))
      if (isBack) client.send({ ...PUBLISHED, topic: 'x/y', payload: 'kept', qos: 1, messageId: 7 })
      return true
    }
    // It never answers: whoever waited for that would not be told.
    return packet.cmd === 'subscribe' && isBack
  })
  const { connect } = channel(broker, { topics: 'x/+\n+/y' })
  const first = connect()
  await first.ready()
  broker.last().cut()
  await first.end
  const second = connect()
  await second.hears('kept')
  expect(second.find('ready')).toEqual([])
})

it.each(['5', '3.1.1'])('after a reload it is not, as each would be there twice: %s', async (version) => {
  const broker = await start()
  const before = channel(broker, { version })
  const first = before.connect()
  await first.ready()
  first.stop()
  await first.end
  broker.sessionPresent = true
  // Text outlives the page, and nothing else.
  const lasting = [...before.memory].filter(([, value]) => typeof value === 'string')
  const after = channel(broker, { version })
  for (const [name, value] of lasting) after.memory.set(name, value)
  const asked = askedOf(broker).length
  await after.connect().ready()
  expect(
    askedOf(broker)
      .slice(asked)
      .map(({ rh }) => rh),
  ).toEqual(version === '5' ? [1] : [])
})
