import type { IConnackPacket, ISubscribePacket } from 'mqtt-packet'
import { afterEach, describe, expect, it } from 'vitest'
import { NetError } from '../../net/errors.ts'
import type { Answer } from './fake-broker.ts'
import { connack } from './fake-broker.ts'
import { channel, codeOf, endAll, start } from './fake-channel.ts'

afterEach(endAll)

/** What was asked for, one list a SUBSCRIBE. */
const asked = (packets: unknown[]) =>
  (packets as ISubscribePacket[]).map(({ subscriptions }) => subscriptions.map(({ topic }) => topic))
/** Connects again and again, as the ladder does, until it is ready or over for good. */
async function goOn({ connect }: ReturnType<typeof channel>, most = 8) {
  for (let times = 1; ; times++) {
    const story = connect()
    const error = await Promise.race([story.end, story.ready().then(() => undefined)])
    const isOver = !(error instanceof NetError) || !error.retryable
    if (isOver || times === most) return { story, error, times }
  }
}
const hangingUpAt = (topic: string): Answer => {
  return (packet, client) => {
    if (packet.cmd !== 'subscribe' || !packet.subscriptions.some((each) => each.topic === topic)) return
    client.cut()
    return true
  }
}
const granting = (codes: Record<string, number>, properties = {}): Answer => {
  return (packet, client) => {
    if (packet.cmd !== 'subscribe') return
    const granted = packet.subscriptions.map(({ topic }) => codes[topic] ?? 1)
    client.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted, properties })
    return true
  }
}
const offering = (properties: IConnackPacket['properties']): Answer => {
  return (packet, client) => {
    if (packet.cmd !== 'connect') return
    client.send(connack(client, 0, false, properties))
    return true
  }
}

describe('what is asked for', () => {
  it('is eight topics at a time at most, and all of it', async () => {
    const broker = await start()
    const topics = Array.from({ length: 20 }, (_, at) => `room/${at}`)
    await channel(broker, { topics: topics.join('\n') })
      .connect()
      .ready()
    const lists = asked(broker.of('subscribe'))
    expect(lists.map(({ length }) => length)).toEqual([8, 8, 4])
    expect(lists.flat()).toEqual(topics)
  })

  it('is not what the broker says that it does not offer, which is told', async () => {
    const broker = await start(
      offering({ wildcardSubscriptionAvailable: false, sharedSubscriptionAvailable: false }),
    )
    const topics = 'open, a/#, $share/group/b, $share/group/+/c, $queue/d, $exclusive/e'
    const story = channel(broker, { topics }).connect()
    await story.ready()
    expect(asked(broker.of('subscribe'))).toEqual([['open', '$exclusive/e']])
    expect(story.find('gap').map(({ why }) => [why?.code, why?.params?.['filters']])).toEqual([
      ['mqtt.filters.no-wildcards', 'a/#'],
      ['mqtt.filters.no-shared', '$share/group/b, $share/group/+/c, $queue/d'],
    ])
  })
})

describe('what is refused', () => {
  it.each([
    [0x80, 'mqtt.some-refused'],
    [0x87, 'mqtt.filters.not-authorized'],
    [0x8f, 'mqtt.filters.bad'],
    [0x97, 'mqtt.filters.quota'],
    [0x9e, 'mqtt.filters.no-shared'],
    [0xa2, 'mqtt.filters.no-wildcards'],
  ])('with 0x%s is said in words of its own, with the broker’s', async (code, said) => {
    const broker = await start(granting({ a: code }, { reasonString: 'ask Mina' }))
    const story = channel(broker, { topics: 'a, b' }).connect()
    await story.ready()
    expect(story.find('gap')).toMatchObject([
      { why: { code: said, params: { filters: 'a' }, detail: 'ask Mina' } },
    ])
  })

  it('in 3.1.1 by a code that only MQTT 5 has is refused all the same', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'subscribe') return
      const [high, low] = [(packet.messageId ?? 0) >> 8, (packet.messageId ?? 0) & 0xff]
      client.raw(Uint8Array.of(0x90, 4, high, low, 0x8f, 1))
      return true
    })
    const story = channel(broker, { topics: 'a, b', version: '3.1.1' }).connect()
    await story.ready()
    expect(story.find('gap')).toMatchObject([
      { why: { code: 'mqtt.some-refused', params: { filters: 'a' } } },
    ])
  })

  it('for several reasons is a row for each', async () => {
    const broker = await start(granting({ a: 0x87, b: 0x97, c: 0x87 }))
    const story = channel(broker, { topics: 'a, b, c, d' }).connect()
    await story.ready()
    expect(story.find('gap').map(({ why }) => [why?.code, why?.params?.['filters']])).toEqual([
      ['mqtt.filters.not-authorized', 'a, c'],
      ['mqtt.filters.quota', 'b'],
    ])
  })

  it('altogether with no reason is said with its code and the broker’s words', async () => {
    const broker = await start(granting({ a: 0x80 }, { reasonString: 'ask Mina' }))
    const story = channel(broker, { topics: 'a' }).connect()
    expect(await codeOf(story.end)).toBe('mqtt.none-granted refused')
    expect(((await story.end) as NetError).why.detail).toBe('0x80: ask Mina')
  })
})

describe('a broker that hangs up at a topic', () => {
  it('is asked for the others, and not for that one again', async () => {
    const broker = await start(hangingUpAt('secret'))
    const { story, times } = await goOn(channel(broker, { topics: 'a, secret, b' }))
    expect(times).toBe(4)
    expect(asked(broker.of('subscribe')).slice(-2)).toEqual([['a'], ['b']])
    expect(story.find('gap')).toContainEqual({
      type: 'gap',
      why: { code: 'mqtt.filters.hung-up', params: { filters: 'secret' } },
    })
  })

  it('with a reason code is believed at once', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'subscribe' || !packet.subscriptions.some(({ topic }) => topic === 'secret')) return
      client.send({ cmd: 'disconnect', reasonCode: 0x87, properties: { reasonString: 'ask Mina' } })
      return true
    })
    const { story, times } = await goOn(channel(broker, { topics: 'a, secret' }))
    expect(times).toBe(3)
    expect(story.find('gap')).toContainEqual({
      type: 'gap',
      why: {
        ...{ code: 'mqtt.filters.not-authorized', detail: 'ask Mina' },
        params: { code: '0x87', filters: 'secret' },
      },
    })
    const only = channel(broker, { topics: 'secret' }).connect()
    expect(await codeOf(only.end)).toBe('mqtt.filters.not-authorized refused')
  })

  it('is asked again and again for the only one, since the wire may have been cut', async () => {
    const broker = await start(hangingUpAt('secret'))
    const { error } = await goOn(channel(broker, { topics: 'secret' }), 4)
    expect((error as NetError).why.code).toBe('mqtt.closed-at-subscribe')
    expect((error as NetError).retryable).toBe(true)
  })

  it('for another reason is none of the topics’ fault', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'subscribe') return
      client.send({ cmd: 'disconnect', reasonCode: 0x8b })
      return true
    })
    expect(await codeOf(channel(broker, { topics: 'a, b' }).connect().end)).toBe('mqtt.shutting-down dropped')
  })
})

describe('how a topic is shared', () => {
  it('is no part of its room, nor of where one publishes', async () => {
    const broker = await start()
    const story = channel(broker, {
      topics: '$share/group/home/hall, $queue/jobs, $exclusive/home/hall',
    }).connect()
    await story.ready()
    expect(story.find('rooms')).toMatchObject([{ rooms: [{ id: 'home/hall' }, { id: 'jobs' }] }])
  })

  it.each(['$share/', '$share/group', '$share/group/', '$share//a', '$share/a+/b', '$queue/'])(
    'is not asked for where it is wrong: %s',
    async (topics) => {
      const broker = await start()
      expect(await codeOf(channel(broker, { topics }).connect().end)).toBe('mqtt.bad-filters refused')
    },
  )
})

it('says which server to use instead, where the broker says so', async () => {
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'connect') return
    client.send(connack(client, 0x9d, false, { reasonString: 'moved', serverReference: 'other.example:443' }))
    return true
  })
  const story = channel(broker).connect()
  expect(await codeOf(story.end)).toBe('mqtt.moved refused')
  expect(((await story.end) as NetError).why.detail).toBe('moved → other.example:443')
})
