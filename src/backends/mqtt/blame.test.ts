import { afterEach, describe, expect, it, vi } from 'vitest'
import type { IPublishPacket } from 'mqtt-packet'
import type { Answer } from './fake-broker.ts'
import { connack } from './fake-broker.ts'
import { channel, codeOf, endAll, fastClock, say, start, WAIT } from './fake-channel.ts'

afterEach(endAll)

/** Two seconds, in which what ends is ended for a message, are 400 ms: enough on a machine that is busy. */
const FAST = 5

const bodiesOf = (packets: readonly object[]) =>
  packets.map((packet) => String((packet as IPublishPacket).payload))
const isPoison = (packet: object) => 'payload' in packet && String(packet.payload) === 'poison'

/** Connects again and again, until `enough`. */
async function live(connect: ReturnType<typeof channel>['connect'], enough: () => boolean, most = 8) {
  const ends: string[] = []
  while (!enough() && ends.length < most) {
    const story = connect()
    const end = codeOf(story.end)
    const over = await Promise.race([
      end,
      vi.waitFor(() => expect(enough()).toBe(true), { timeout: 20_000, interval: 5 }).then(() => 'enough'),
    ])
    if (over !== 'enough') ends.push(over)
    if (over === 'enough') story.stop()
  }
  return ends
}

describe('a message that the broker hangs up on', () => {
  const hangsUp: Answer = (packet, client) => {
    if (packet.cmd === 'publish' && isPoison(packet)) client.cut()
    return packet.cmd === 'publish' && isPoison(packet)
  }

  it.each(['1', '2'])(
    'with QoS %s is given up when it happened twice, and the connection goes on without it',
    async (qos) => {
      const broker = await start(hangsUp)
      broker.sessionPresent = true
      const { connect } = channel(broker, { version: '3.1.1', qos }, {}, fastClock(FAST))
      const first = connect()
      const act = await first.ready()
      let fate: string | undefined
      void codeOf(act(say('poison', { room: 'a/b' })).then(() => 'taken')).then((code) => (fate = code))
      const ends = [await codeOf(first.end), ...(await live(connect, () => fate !== undefined))]
      expect(fate).toBe('mqtt.hung-up-on refused')
      expect(ends.every((end) => end.endsWith(' dropped'))).toBe(true)
      expect(ends.join()).not.toContain('subscribe')
      expect(ends.length).toBeLessThan(4)
      const sent = broker.of('publish').length
      const story = connect()
      expect(await (await story.ready())(say('fine'))).toEqual({})
      expect(bodiesOf(broker.of('publish').slice(sent))).toEqual(['fine'])
    },
  )

  it('is not blamed on the name, nor on the topics that are listened to', async () => {
    const broker = await start(hangsUp)
    broker.sessionPresent = true
    const { connect } = channel(broker, { version: '3.1.1' }, {}, fastClock(FAST))
    const act = await connect().ready()
    let fate: string | undefined
    void codeOf(act(say('poison'))).then((code) => (fate = code))
    await live(connect, () => fate !== undefined)
    await connect().ready()
    expect(new Set(broker.clients.map((client) => client.connect?.clientId)).size).toBe(1)
  })

  it('is told from a wire that is lost again and again, whenever that is', async () => {
    let cuts = 0
    const broker = await start((packet, client) => {
      // The wire is lost as each connection begins, and with each message that is sent at once.
      if (packet.cmd === 'publish' && cuts++ < 2) {
        client.cut()
        return true
      }
      if (packet.cmd === 'subscribe' && cuts > 0 && cuts < 9) {
        cuts++
        client.cut()
        return true
      }
      return false
    })
    broker.sessionPresent = true
    const { connect } = channel(broker, { version: '3.1.1', clientId: 'me' }, {}, fastClock(FAST))
    const act = await connect().ready()
    let fate: unknown
    void act(say('honest')).then(
      (receipt) => (fate = receipt),
      (error: unknown) => (fate = error),
    )
    await live(connect, () => fate !== undefined, 20)
    expect(fate).toEqual({})
  })
})

describe('a DISCONNECT about a message', () => {
  const ends =
    (reasonCode: number): Answer =>
    (packet, client) => {
      if (packet.cmd !== 'publish' || !isPoison(packet)) return
      client.send({ cmd: 'disconnect', reasonCode, properties: { reasonString: 'no!' } })
      client.cut()
      return true
    }

  it.each([
    [0x87, 'mqtt.may-not-publish'],
    [0x90, 'mqtt.bad-topic'],
    [0x95, 'mqtt.too-large'],
    [0x99, 'mqtt.payload-format'],
    [0x9a, 'mqtt.no-retain'],
    [0x9b, 'mqtt.no-qos'],
  ])('(%i) fails it at once, with the reason, and the connection goes on', async (code, why) => {
    const broker = await start(ends(code))
    broker.sessionPresent = true
    const { connect } = channel(broker)
    const first = connect()
    const act = await first.ready()
    expect(await codeOf(act(say('poison')))).toBe(`${why} refused`)
    expect(await codeOf(first.end)).toBe(`${why} dropped`)
    expect(await (await connect().ready())(say('fine'))).toEqual({})
    expect(bodiesOf(broker.of('publish'))).toEqual(['poison', 'fine'])
  })

  it.each([0x87, 0x90, 0x95])('of QoS 0 (%i) leaves the connection to be tried again', async (code) => {
    const broker = await start(ends(code))
    const story = channel(broker, { qos: '0' }).connect()
    await (
      await story.ready()
    )(say('poison'))
    expect(await codeOf(story.end)).toMatch(/ dropped$/)
  })

  it.each([
    [0x80, 'mqtt.hung-up-on'],
    [0x81, 'mqtt.hung-up-on'],
    [0x82, 'mqtt.hung-up-on'],
    [0x83, 'mqtt.hung-up-on'],
    [0x96, 'mqtt.rate'],
    [0x97, 'mqtt.quota'],
  ])('that may be about it (%i) fails it at the second time', async (code, why) => {
    const broker = await start(ends(code))
    broker.sessionPresent = true
    const { connect } = channel(broker, {}, {}, fastClock(FAST))
    const act = await connect().ready()
    let fate: string | undefined
    void codeOf(act(say('poison'))).then((said) => (fate = said))
    await live(connect, () => fate !== undefined)
    expect(fate).toBe(`${why} refused`)
    expect(bodiesOf(broker.of('publish'))).toEqual(['poison', 'poison'])
    expect(await (await connect().ready())(say('fine'))).toEqual({})
  })

  it('that is not about it leaves it to be sent again', async () => {
    let told = false
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'publish' || told) return
      told = true
      client.send({ cmd: 'disconnect', reasonCode: 0x8b })
      client.cut()
      return true
    })
    broker.sessionPresent = true
    const { connect } = channel(broker, {}, {}, fastClock(FAST))
    const first = connect()
    const taken = (await first.ready())(say('poison'))
    expect(await codeOf(first.end)).toBe('mqtt.shutting-down dropped')
    await connect().ready()
    expect(await taken).toEqual({})
  })
})

describe('a message that is not confirmed', () => {
  it('though the connection is there is in doubt after a while, and what comes after it is sent', async () => {
    const broker = await start((packet) => packet.cmd === 'publish' && isPoison(packet))
    const story = channel(broker, {}, {}, fastClock(20)).connect()
    const act = await story.ready()
    expect(await codeOf(act(say('poison')))).toBe('mqtt.unanswered dropped')
    expect(await act(say('fine'))).toEqual({})
    expect(broker.clients).toHaveLength(1)
  })

  it('when it was sent again is in doubt after a while, and what comes after it is sent', async () => {
    const broker = await start((packet) => packet.cmd === 'publish' && isPoison(packet))
    broker.sessionPresent = true
    const { connect } = channel(broker, {}, {}, fastClock(20))
    const first = connect()
    const fate = codeOf((await first.ready())(say('poison')))
    await vi.waitFor(() => expect(broker.of('publish')).toHaveLength(1), WAIT)
    broker.last().cut()
    await first.end
    const act = await connect().ready()
    expect(await act(say('fine'))).toEqual({})
    expect(await fate).toBe('mqtt.unanswered dropped')
  })
})

describe('a PUBCOMP or PUBREC of a message that the broker has', () => {
  it('is a yes, whatever its reason: nothing was left to release', async () => {
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'pubrel') return
      client.send({ cmd: 'pubcomp', messageId: packet.messageId ?? 0, reasonCode: 0x92 })
      return true
    })
    const act = await channel(broker, { qos: '2' }).connect().ready()
    expect(await act(say('x'))).toEqual({})
  })

  it('is a yes where what is sent again is known already (0x91)', async () => {
    let times = 0
    const broker = await start((packet, client) => {
      if (packet.cmd !== 'publish') return
      if (times++ === 0) client.cut()
      else client.send({ cmd: 'pubrec', messageId: packet.messageId ?? 0, reasonCode: 0x91 })
      return true
    })
    broker.sessionPresent = true
    const { connect } = channel(broker, { qos: '2' }, {}, fastClock(20))
    const first = connect()
    const taken = (await first.ready())(say('x'))
    await first.end
    await connect().ready()
    expect(await taken).toEqual({})
  })
})

describe('what a broker offers', () => {
  const offers =
    (properties: object): Answer =>
    (packet, client) => {
      if (packet.cmd !== 'connect') return
      client.send(connack(client, 0, false, properties))
      return true
    }

  it('at most is taken where nobody asked for more', async () => {
    const broker = await start(offers({ maximumQoS: 0 }))
    const act = await channel(broker).connect().ready()
    await act(say('x'))
    await vi.waitFor(() => expect(broker.of('publish')).toMatchObject([{ qos: 0 }]), WAIT)
    expect(await codeOf(act(say('x', { options: { qos: '1' } })))).toBe('mqtt.no-qos refused')
  })

  it('of length is not sent past', async () => {
    const broker = await start(offers({ maximumPacketSize: 100 }))
    const act = await channel(broker).connect().ready()
    expect(await codeOf(act(say('x'.repeat(93), { room: 'a' })))).toBe('mqtt.too-large refused')
    expect(await act(say('x'.repeat(94), { room: 'a', options: { qos: '0' } }))).toBeUndefined()
    await vi.waitFor(() => expect(broker.of('publish')).toHaveLength(1), WAIT)
    expect(await codeOf(act(say('x', { options: { contentType: 'y'.repeat(90) } })))).toBe(
      'mqtt.too-large refused',
    )
  })

  it('of what may be under way at once is kept', async () => {
    let held: (() => void)[] = []
    const broker = await start((packet, client) => {
      if (packet.cmd === 'connect') {
        client.send(connack(client, 0, false, { receiveMaximum: 2 }))
        return true
      }
      if (packet.cmd !== 'publish') return
      held.push(() => client.send({ cmd: 'puback', messageId: packet.messageId ?? 0 }))
      return true
    })
    const act = await channel(broker).connect().ready()
    const all = ['a', 'b', 'c', 'd'].map((body) => act(say(body)))
    for (let confirmed = 0; confirmed < 4;) {
      await vi.waitFor(() => expect(held.length).toBeGreaterThan(0), WAIT)
      expect(broker.of('publish').length - confirmed).toBeLessThanOrEqual(2)
      const now = held
      held = []
      confirmed += now.length
      for (const confirm of now) confirm()
    }
    expect(await Promise.all(all)).toEqual([{}, {}, {}, {}])
    expect(bodiesOf(broker.of('publish'))).toEqual(['a', 'b', 'c', 'd'])
  })
})
