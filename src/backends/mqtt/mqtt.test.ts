import type { IPublishPacket, ISubscribePacket } from 'mqtt-packet'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { NetError } from '../../net/errors.ts'
import type { Answer } from './fake-broker.ts'
import { connack } from './fake-broker.ts'
import { channel, codeOf, endAll, say, start, WAIT } from './fake-channel.ts'

afterEach(endAll)

const publish = (more: Partial<IPublishPacket>): IPublishPacket => ({
  cmd: 'publish',
  topic: 'a/b',
  payload: 'x',
  qos: 0,
  dup: false,
  retain: false,
  ...more,
})
describe('the version', () => {
  it.each<[string, Answer]>([
    [
      'refuses it by reason code',
      (packet, client) => {
        if (packet.cmd !== 'connect' || packet.protocolVersion !== 5) return
        client.send(connack(client, 0x84))
        return true
      },
    ],
    [
      'answers as one of 3.1.1',
      (packet, client) => {
        if (packet.cmd !== 'connect' || packet.protocolVersion !== 5) return
        client.raw(Uint8Array.of(0x20, 2, 0, 1))
        return true
      },
    ],
    [
      'hangs up',
      (packet, client) => {
        if (packet.cmd !== 'connect' || packet.protocolVersion !== 5) return
        client.cut()
        return true
      },
    ],
  ])('is 5, and 3.1.1 where the broker %s, and that is remembered', async (_, answer) => {
    const broker = await start(answer)
    const { connect, memory } = channel(broker)
    const first = connect()
    await first.ready()
    expect(broker.clients.map((client) => client.connect?.protocolVersion)).toEqual([5, 4])
    first.stop()
    await first.end
    await connect().ready()
    expect(broker.clients.map((client) => client.connect?.protocolVersion)).toEqual([5, 4, 4])
    expect(memory.get('mqtt session')).toMatch(/"version":4/)
  })

  it.each([
    ['5', 5, 'MQTT'],
    ['3.1.1', 4, 'MQTT'],
    ['3.1', 3, 'MQIsdp'],
  ])('is the one that was chosen: %s', async (version, number, name) => {
    const broker = await start()
    await channel(broker, { version }).connect().ready()
    expect(broker.last().connect).toMatchObject({ protocolVersion: number, protocolId: name })
  })

  it('that was chosen and is not known is said to be the reason', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'connect') return
      client.send(connack(client, 0x84))
      return true
    })
    expect(await codeOf(channel(broker, { version: '5' }).connect().end)).toBe('mqtt.version refused')
  })
})

describe('connecting', () => {
  it('sends name and password, client identifier, keep-alive, session and last will as they were asked for', async () => {
    const broker = await start()
    const options = {
      ...{ auth: 'basic', clientId: 'me', keepalive: 30, keep: 2 },
      ...{ willTopic: 'gone', willPayload: 'bye', willQos: '1', willRetain: true },
    }
    await channel(broker, options, { user: 'mina', password: '비밀' }).connect().ready()
    const { connect } = broker.last()
    expect(connect).toMatchObject({
      ...{ username: 'mina', clientId: 'me', keepalive: 30, clean: false },
      properties: { sessionExpiryInterval: 120 },
      will: { topic: 'gone', qos: 1, retain: true },
    })
    expect(String(connect?.password)).toBe('비밀')
    expect(String(connect?.will?.payload)).toBe('bye')
  })

  it.each([
    [0x86, 4, 'mqtt.login unauthorized'],
    [0x87, 5, 'mqtt.not-authorized unauthorized'],
    [0x85, 2, 'mqtt.client-id refused'],
    [0x88, 3, 'mqtt.unavailable busy'],
    [0x8a, 5, 'mqtt.banned refused'],
    [0xff, 99, 'mqtt.unspecified dropped'],
  ])('that is refused by 0x%s says why', async (five, three, why) => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'connect') return
      client.send(connack(client, packet.protocolVersion === 5 ? five : three))
      return true
    })
    const refused = (version: string) =>
      codeOf(channel(broker, { version, auth: 'basic' }, { user: 'mina' }).connect().end)
    expect(await refused('5')).toBe(why)
    if (five !== 0x8a) expect(await refused('3.1.1')).toBe(why)
  })

  it('that ends without a word is most likely for the login, but not where it went well before', async () => {
    const broker = await start()
    const { connect } = channel(broker)
    const first = connect()
    await first.ready()
    broker.answer = (packet, client) => {
      if (packet.cmd === 'connect') client.cut()
      return true
    }
    broker.last().cut()
    await first.end
    expect(await codeOf(connect().end)).toBe('mqtt.closed-at-connect dropped')
    expect(await codeOf(channel(broker).connect().end)).toBe('mqtt.closed-at-connect unauthorized')
  })

  it('fills in what is kept apart from its address', async () => {
    const broker = await start()
    const server = `${broker.url}/mqtt?X-Amz-Signature=&v=1`
    const story = channel(broker, { server }, { 'server?X-Amz-Signature': 's3cr3t' }).connect()
    await story.ready()
    expect(broker.last().path).toBe('/mqtt?X-Amz-Signature=s3cr3t&v=1')
  })

  it('keeps the same name, and asks for a clean session where none is to be kept', async () => {
    const broker = await start()
    const { connect } = channel(broker, { keep: 0 })
    const first = connect()
    await first.ready()
    first.stop()
    await first.end
    await connect().ready()
    const [one, two] = broker.clients.map((client) => client.connect)
    expect(one).toMatchObject({ clean: true })
    expect(one?.clientId).toMatch(/^signalbox[0-9a-f]{14}$/)
    expect(two?.clientId).toBe(one?.clientId)
  })

  it('says goodbye when it is ended by us', async () => {
    const broker = await start()
    const story = channel(broker).connect()
    await story.ready()
    story.stop()
    await vi.waitFor(() => expect(broker.of('disconnect')).toHaveLength(1), WAIT)
  })

  it('is kept alive as the broker wants it', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'connect') return
      client.send(connack(client, 0, false, { serverKeepAlive: 1 }))
      return true
    })
    const story = channel(broker).connect()
    await story.ready()
    await vi.waitFor(() => expect(broker.of('pingreq').length).toBeGreaterThan(1), WAIT)
    await story.find('ready')[0]?.probe?.()
  })
})

describe('subscribing', () => {
  it('asks for each topic with the quality that was chosen, and lists those that are no patterns as rooms', async () => {
    const broker = await start()
    const story = channel(broker, { topics: 'home/+/t, alerts, hall/#', qos: '2' }).connect()
    await story.ready()
    const [asked] = broker.of('subscribe') as ISubscribePacket[]
    expect(asked?.subscriptions.map(({ topic, qos }) => `${topic} ${qos}`)).toEqual([
      'home/+/t 2',
      'alerts 2',
      'hall/# 2',
    ])
    expect(story.find('rooms')).toEqual([{ type: 'rooms', rooms: [{ id: 'alerts' }], separator: '/' }])
  })

  const refusing: Answer = (packet, client) => {
    if (packet.cmd !== 'subscribe') return
    const granted = packet.subscriptions.map(({ topic }) => (topic.startsWith('secret') ? 0x87 : 1))
    client.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted })
    return true
  }

  it('tells of each topic what the broker said of it, whatever it is called', async () => {
    const broker = await start(refusing)
    const story = channel(broker, { topics: 'open, secret, 7, resubscribe, __proto__' }).connect()
    await story.ready()
    const [asked] = broker.of('subscribe') as ISubscribePacket[]
    expect(asked?.subscriptions.map(({ topic }) => topic)).toEqual([
      ...['open', 'secret', '7', 'resubscribe', '__proto__'],
    ])
    expect(story.find('gap')).toMatchObject([{ why: { params: { filters: 'secret' } } }])
  })

  it('that is refused altogether ends it, with the topics', async () => {
    const broker = await start(refusing)
    const story = channel(broker, { topics: 'secret/#' }).connect()
    expect(await codeOf(story.end)).toBe('mqtt.filters.not-authorized refused')
    expect(((await story.end) as NetError).why).toMatchObject({
      params: { filters: 'secret/#', code: '0x87' },
    })
  })

  it('that is refused in part is told once', async () => {
    const broker = await start(refusing)
    const { connect } = channel(broker, { topics: 'secret/#, open' })
    const first = connect()
    await first.ready()
    expect(first.find('gap')).toMatchObject([
      { why: { code: 'mqtt.filters.not-authorized', params: { filters: 'secret/#', code: '0x87' } } },
    ])
    first.stop()
    await first.end
    broker.sessionPresent = true
    const second = connect()
    await second.ready()
    expect(second.find('gap')).toEqual([])
  })

  it('where the broker hangs up at that says so', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd === 'subscribe') client.cut()
      return packet.cmd === 'subscribe'
    })
    expect(await codeOf(channel(broker).connect().end)).toBe('mqtt.closed-at-subscribe dropped')
  })

  it('to what is no topic filter is not tried', async () => {
    const broker = await start()
    expect(await codeOf(channel(broker, { topics: 'a/#/b, c' }).connect().end)).toBe(
      'mqtt.bad-filters refused',
    )
    expect(broker.clients).toEqual([])
  })

  it('to what the session still has and the profile has not is ended', async () => {
    const broker = await start()
    const { memory, connect } = channel(broker, { topics: 'a, b' })
    const first = connect()
    await first.ready()
    first.stop()
    await first.end
    broker.sessionPresent = true
    broker.answer = (packet, client) => {
      if (packet.cmd !== 'unsubscribe') return
      client.send({ cmd: 'unsuback', messageId: packet.messageId ?? 0, granted: [0] })
      return true
    }
    const other = channel(broker, { topics: 'b' })
    other.memory.set('mqtt session', memory.get('mqtt session'))
    await other.connect().ready()
    await vi.waitFor(() => expect(broker.of('unsubscribe')).toMatchObject([{ unsubscriptions: ['a'] }]), WAIT)
  })
})

describe('what is heard', () => {
  it('is a message in the room of its topic, with what the protocol says of it', async () => {
    const broker = await start()
    const story = channel(broker).connect()
    await story.ready()
    const properties = {
      contentType: 'text/plain',
      responseTopic: 'answers',
      correlationData: Buffer.from([1, 2]),
      messageExpiryInterval: 60,
      userProperties: { unit: '°C', many: ['1', '2'] },
    }
    broker.last().send(publish({ topic: 'home/t', payload: '21.5', retain: true, properties }))
    const message = await story.hears('21.5')
    expect(message.room).toBe('home/t')
    expect(message.facts?.map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'retained: ✓',
      'content type: text/plain',
      'response topic: answers',
      'correlation: 01 02',
      'expires: 60 s',
      'unit: °C',
      'many: 1',
      'many: 2',
    ])
  })

  it('is read as JSON of the usual names where it is that', async () => {
    const broker = await start()
    const story = channel(broker).connect()
    await story.ready()
    broker.last().send(publish({ payload: '{"title":"Door","message":"open","priority":5,"room":"other"}' }))
    expect(await story.hears('open')).toMatchObject({ title: 'Door', priority: 5, room: 'a/b' })
  })

  it('is bytes where it is no text', async () => {
    const broker = await start()
    const story = channel(broker).connect()
    await story.ready()
    broker.last().send(publish({ payload: Buffer.from([0xff, 0, 1]) }))
    const { source } = await story.hears('')
    expect(new Uint8Array(source as ArrayBuffer)).toEqual(Uint8Array.of(0xff, 0, 1))
  })

  it.each([1, 2] as const)('with QoS %i is confirmed', async (qos) => {
    const broker = await start()
    const story = channel(broker, { qos: String(qos) }).connect()
    await story.ready()
    broker.last().send(publish({ qos, messageId: 7, payload: 'confirm me' }))
    await story.hears('confirm me')
    const cmd = qos === 1 ? 'puback' : 'pubcomp'
    await vi.waitFor(() => expect(broker.of(cmd)).toMatchObject([{ messageId: 7 }]), WAIT)
  })

  it('comes whole, wherever its frames end', async () => {
    const broker = await start()
    const story = channel(broker).connect()
    await story.ready()
    const packet = Uint8Array.of(0x30, 8, 0, 3, ...Buffer.from('a/b'), 0, ...Buffer.from('hi'))
    for (const byte of packet) broker.last().raw(Uint8Array.of(byte))
    const twice = new Uint8Array([...packet, ...packet])
    broker.last().raw(twice)
    await vi.waitFor(() => expect(story.messages().map(({ body }) => body)).toEqual(['hi', 'hi', 'hi']), WAIT)
  })

  it('before it is known what was subscribed is told after that it is ready', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd === 'subscribe') client.send(publish({ payload: 'early' }))
    })
    const story = channel(broker).connect()
    await story.hears('early')
    expect(story.heard.map(({ type }) => type)).toEqual(['rooms', 'ready', 'messages'])
  })
})

describe('what came with the broker’s first answers', () => {
  it('is told where the connection ends before it is ready', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'subscribe') return false
      client.send(publish({ qos: 1, messageId: 3, payload: 'confirmed' }))
      setTimeout(() => client.cut(), 50)
      return true
    })
    const story = channel(broker).connect()
    await story.hears('confirmed')
    expect(await codeOf(story.end)).not.toBe('')
    expect(story.find('ready')).toEqual([])
  })
})

describe('what is said', () => {
  it.each([
    ['0', undefined],
    ['1', {}],
    ['2', {}],
  ])('with QoS %s is taken by the broker, and comes back as ours', async (qos, receipt) => {
    const broker = await start()
    const story = channel(broker, { qos }).connect()
    const act = await story.ready()
    const draft = say('mine', { room: 'home/hall' })
    expect(await act(draft)).toEqual(receipt)
    expect(await story.hears('mine')).toMatchObject({ room: 'home/hall', echoOf: draft.id })
    expect(broker.of('publish')).toMatchObject([{ topic: 'home/hall', qos: Number(qos) }])
  })

  it.each([
    ['in no room goes to the topic that the profile names', { to: 'x/y' }, {}, 'x/y'],
    ['in no room goes to the only topic that is no pattern', { topics: 'a/#, b/c' }, {}, 'b/c'],
    ['in no room goes somewhere', {}, {}, 'signalbox'],
    ['with a topic of its own goes there', {}, { room: 'r', options: { topic: 'own' } }, 'own'],
  ])('%s', async (_, options, more, topic) => {
    const broker = await start()
    const act = await channel(broker, options).connect().ready()
    await act(say('x', more))
    expect(broker.of('publish')).toMatchObject([{ topic }])
  })

  it('arrives with all that was asked for', async () => {
    const broker = await start()
    const act = await channel(broker).connect().ready()
    const options = {
      ...{ qos: '2', retain: true, contentType: 'text/markdown', properties: 'unit: °C\nmany: 1\nmany: 2' },
      ...{ expiry: 60, responseTopic: 'answers', correlation: 'zwölf', isText: true },
    }
    await act(say('한 줄', { room: 'a', options }))
    const [packet] = broker.of('publish') as IPublishPacket[]
    expect(packet).toMatchObject({ qos: 2, retain: true, topic: 'a' })
    expect(String(packet?.payload)).toBe('한 줄')
    expect({ ...packet?.properties, userProperties: { ...packet?.properties?.userProperties } }).toEqual({
      contentType: 'text/markdown',
      userProperties: { unit: '°C', many: ['1', '2'] },
      messageExpiryInterval: 60,
      responseTopic: 'answers',
      correlationData: Buffer.from('zwölf'),
      payloadFormatIndicator: true,
    })
  })

  it('as bytes arrives as bytes, and comes back as ours', async () => {
    const broker = await start()
    const story = channel(broker).connect()
    const act = await story.ready()
    const draft = say(Uint8Array.of(0xff, 0, 0xfe).buffer)
    await act(draft)
    expect(await story.hears('')).toMatchObject({ echoOf: draft.id })
    expect((broker.of('publish')[0] as IPublishPacket).payload).toEqual(Buffer.from([0xff, 0, 0xfe]))
  })

  it.each([
    ['to a pattern', {}, { room: 'a/#' }, 'mqtt.cannot-publish refused'],
    [
      'with what needs MQTT 5',
      { version: '3.1.1' },
      { options: { contentType: 'a/b' } },
      'mqtt.needs-5 refused',
    ],
    [
      'with a line that is no property',
      {},
      { options: { properties: 'unit' } },
      'mqtt.bad-properties refused',
    ],
  ])('%s is refused', async (_, options, more, why) => {
    const broker = await start()
    const act = await channel(broker, options).connect().ready()
    expect(await codeOf(act(say('x', more)).catch((error: unknown) => error))).toBe(why)
    expect(broker.of('publish')).toEqual([])
  })

  it.each([
    [0x87, 'mqtt.may-not-publish refused'],
    [0x97, 'mqtt.quota refused'],
    [0x99, 'mqtt.payload-format refused'],
  ])('and is not taken fails with the reason (%i)', async (reasonCode, why) => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'publish') return
      client.send({ cmd: 'puback', messageId: packet.messageId ?? 0, reasonCode })
      return true
    })
    const act = await channel(broker).connect().ready()
    expect(await codeOf(act(say('x')).catch((error: unknown) => error))).toBe(why)
  })

  it('beyond what the broker offers is not sent', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'connect') return
      client.send(connack(client, 0, false, { maximumQoS: 1, retainAvailable: false }))
      return true
    })
    const act = await channel(broker).connect().ready()
    const error = (given: object) => codeOf(act(say('x', { options: { ...given } })).catch((e: unknown) => e))
    expect(await error({ qos: '2' })).toBe('mqtt.no-qos refused')
    expect(await error({ retain: true })).toBe('mqtt.no-retain refused')
  })
})

describe('over a cut wire', () => {
  const silentOnce: (cmd: string) => Answer = (cmd) => {
    let cut = false
    return (packet, client) => {
      if (packet.cmd !== cmd || cut) return
      cut = true
      client.cut()
      return true
    }
  }

  it.each([
    ['1', 'publish'],
    ['2', 'publish'],
    ['2', 'pubrel'],
  ])(
    'a message with QoS %s that was cut at its %s is sent again once, and then confirmed',
    async (qos, at) => {
      const broker = await start(silentOnce(at))
      const { connect } = channel(broker, { qos })
      const first = connect()
      const act = await first.ready()
      const taken = act(say('over the cut'))
      await first.end
      broker.sessionPresent = true
      const second = connect()
      await second.ready()
      expect(await taken).toEqual({})
      const published = broker.of('publish') as IPublishPacket[]
      const ids = new Set([...published, ...broker.of('pubrel')].map(({ messageId }) => messageId))
      expect(ids.size).toBe(1)
      expect(published.map(({ dup }) => dup)).toEqual(at === 'publish' ? [false, true] : [false])
      expect(second.find('gap')).toEqual([])
    },
  )

  it('what waits for something before it is not sent, and not lost', async () => {
    const broker = await start((packet) => packet.cmd === 'publish')
    const { connect } = channel(broker, { version: '3.1.1' })
    const first = connect()
    const before = (await first.ready())(say('before'))
    await vi.waitFor(() => expect(broker.of('publish')).toHaveLength(1), WAIT)
    broker.last().cut()
    await first.end
    broker.sessionPresent = true
    const second = connect()
    const after = (await second.ready())(say('after')).catch((error: unknown) => error)
    await vi.waitFor(() => expect(broker.of('publish')).toHaveLength(2), WAIT)
    broker.last().cut()
    await second.end
    expect(await codeOf(after)).toBe('dropped-unsent dropped')
    broker.answer = () => false
    await connect().ready()
    expect(await before).toEqual({})
    const payloads = broker.of('publish').map((packet) => String((packet as IPublishPacket).payload))
    expect(payloads).toEqual(['before', 'before', 'before'])
    expect(await codeOf((await second.ready())(say('late')).catch((error: unknown) => error))).toBe(
      'dropped-unsent dropped',
    )
  })

  it('what the broker may have is in doubt where it has forgotten us', async () => {
    const broker = await start(silentOnce('publish'))
    const { connect } = channel(broker)
    const first = connect()
    const act = await first.ready()
    const taken = codeOf(act(say('x')).catch((error: unknown) => error))
    await first.end
    const second = connect()
    await second.ready()
    expect(await taken).toBe('mqtt.in-doubt dropped')
    expect(second.find('gap')).toMatchObject([{ why: { code: 'mqtt.session-gone' } }])
    expect(broker.of('publish')).toHaveLength(1)
  })

  it('what comes again though we had it is not told again', async () => {
    const broker = await start()
    const { connect } = channel(broker)
    const first = connect()
    await first.ready()
    broker.last().send(publish({ qos: 1, messageId: 9, payload: 'once' }))
    await first.hears('once')
    await vi.waitFor(() => expect(broker.of('puback')).toHaveLength(1), WAIT)
    broker.last().cut()
    await first.end
    broker.sessionPresent = true
    const second = connect()
    await second.ready()
    broker.last().send(publish({ qos: 1, messageId: 9, dup: true, payload: 'once' }))
    broker.last().send(publish({ qos: 1, messageId: 10, dup: true, payload: 'missed' }))
    await second.hears('missed')
    expect(second.messages().map(({ body }) => body)).toEqual(['missed'])
    await vi.waitFor(() => expect(broker.of('puback')).toHaveLength(3), WAIT)
  })

  it('what comes under the identifier of what we had is told where the broker knew that we had that', async () => {
    const broker = await start()
    const { connect } = channel(broker)
    const first = connect()
    await first.ready()
    broker.last().send(publish({ qos: 1, messageId: 1, payload: 'on' }))
    await first.hears('on')
    // A broker that takes the lowest identifier that is free has it free again by now.
    await first.find('ready')[0]?.probe?.()
    broker.last().cut()
    await first.end
    broker.sessionPresent = true
    const second = connect()
    await second.ready()
    broker.last().send(publish({ qos: 1, messageId: 1, dup: true, payload: 'on' }))
    await second.hears('on')
  })

  it('a value that is kept is not told again where it is as it was', async () => {
    const broker = await start()
    const { connect } = channel(broker)
    const first = connect()
    await first.ready()
    broker.last().send(publish({ retain: true, payload: '1' }))
    await first.hears('1')
    broker.last().cut()
    await first.end
    const second = connect()
    await second.ready()
    broker.last().send(publish({ retain: true, payload: '1' }))
    broker.last().send(publish({ retain: true, topic: 'a/c', payload: '1' }))
    broker.last().send(publish({ retain: true, payload: '2' }))
    await second.hears('2')
    expect(second.messages().map(({ room, body }) => `${room} ${body}`)).toEqual(['a/c 1', 'a/b 2'])
  })

  it('a value that is kept is told where it is as it was before the last', async () => {
    const broker = await start()
    const { connect } = channel(broker)
    const first = connect()
    await first.ready()
    broker.last().send(publish({ retain: true, payload: 'on' }))
    broker.last().send(publish({ payload: 'off' }))
    await first.hears('off')
    broker.last().cut()
    await first.end
    const second = connect()
    await second.ready()
    broker.last().send(publish({ retain: true, payload: 'on' }))
    await second.hears('on')
  })

  it('is in doubt where nobody goes on with the session', async () => {
    const broker = await start(silentOnce('publish'))
    const { connect, memory } = channel(broker)
    const first = connect()
    const act = await first.ready()
    const taken = codeOf(act(say('x')).catch((error: unknown) => error))
    await first.end
    // As a channel does whose settings changed (`stores/lasting`).
    for (const value of memory.values()) (value as { lose?: () => void }).lose?.()
    expect(await taken).toBe('mqtt.in-doubt dropped')
  })

  it.each([
    ['QoS 0 keeps nothing', { qos: '0' }, 'mqtt.qos-0-missed'],
    ['no session is to be kept', { keep: 0 }, 'mqtt.no-session'],
  ])('something may be missing where %s', async (_, options, code) => {
    const broker = await start()
    const { connect } = channel(broker, options)
    const first = connect()
    await first.ready()
    broker.last().cut()
    await first.end
    broker.sessionPresent = code === 'mqtt.qos-0-missed'
    const second = connect()
    await second.ready()
    expect(second.find('gap')).toMatchObject([{ why: { code } }])
  })
})

describe('the end of it', () => {
  const ends =
    (reasonCode: number): Answer =>
    (packet, client) => {
      if (packet.cmd === 'publish') client.send({ cmd: 'disconnect', reasonCode })
      return packet.cmd === 'publish'
    }

  it('by another with our name has us take another one', async () => {
    const broker = await start(ends(0x8e))
    const { connect } = channel(broker)
    const first = connect()
    const act = await first.ready()
    act(say('x')).catch(() => undefined)
    expect(await codeOf(first.end)).toBe('mqtt.renamed dropped')
    await connect().ready()
    const [one, two] = broker.clients.map((client) => client.connect?.clientId)
    expect(two).not.toBe(one)
  })

  it('by another with a name that a person chose is theirs to mend', async () => {
    const broker = await start(ends(0x8e))
    const story = channel(broker, { clientId: 'me' }).connect()
    const act = await story.ready()
    const taken = codeOf(act(say('x')).catch((error: unknown) => error))
    expect(await codeOf(story.end)).toBe('mqtt.taken-over refused')
    // Nobody comes back to ask.
    expect(await taken).toBe('mqtt.in-doubt dropped')
  })

  it.each([
    [0x8b, 'mqtt.shutting-down dropped'],
    [0x97, 'mqtt.quota busy'],
    [0x98, 'mqtt.admin dropped'],
    [0x82, 'mqtt.protocol dropped'],
  ])('says why (%i)', async (reasonCode, why) => {
    const broker = await start(ends(reasonCode))
    const story = channel(broker).connect()
    const act = await story.ready()
    act(say('x')).catch(() => undefined)
    expect(await codeOf(story.end)).toBe(why)
  })

  it('without a word, again and again, has us take another name', async () => {
    const broker = await start()
    const { connect } = channel(broker, { version: '3.1.1' })
    const codes: string[] = []
    for (let time = 0; time < 4; time++) {
      const story = connect()
      await story.ready()
      broker.last().cut()
      codes.push(await codeOf(story.end))
    }
    expect(codes).toEqual(['closed dropped', 'closed dropped', 'mqtt.cut-short dropped', 'closed dropped'])
    const names = broker.clients.map((client) => client.connect?.clientId)
    expect(new Set(names.slice(0, 3)).size).toBe(1)
    expect(names[3]).not.toBe(names[0])
  })
})
