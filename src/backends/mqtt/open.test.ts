import { afterEach, describe, expect, it } from 'vitest'
import { CONNECTED } from '../backend.ts'
import type { Answer } from './fake-broker.ts'
import { connack } from './fake-broker.ts'
import type { Broker } from './fake-channel.ts'
import { channel, codeOf, endAll, fastClock, start } from './fake-channel.ts'

afterEach(endAll)

const versions = (broker: Broker) => broker.clients.map(({ connect }) => connect?.protocolVersion)
/** Lets in who speaks one of those, and does that to all others. */
const speaking = (known: number[], refuse: (...given: Parameters<Answer>) => void): Answer => {
  return (packet, client) => {
    if (packet.cmd !== 'connect' || known.includes(packet.protocolVersion ?? 0)) return
    refuse(packet, client)
    return true
  }
}
const byCode: Parameters<typeof speaking>[1] = (_, client) => client.send(connack(client, 0x84))
const byReturnCode: Parameters<typeof speaking>[1] = (_, client) => client.raw(Uint8Array.of(0x20, 2, 0, 1))
const hangingUp: Parameters<typeof speaking>[1] = (_, client) => client.cut()
const silent: Parameters<typeof speaking>[1] = () => undefined
const garbled: Parameters<typeof speaking>[1] = (_, client) => client.raw(Uint8Array.of(0, 0, 0, 0))
const blind: Parameters<typeof speaking>[1] = (_, client) => client.raw(Uint8Array.of(0x20, 2, 0, 0))
const protocolError: Parameters<typeof speaking>[1] = (_, client) => client.send(connack(client, 0x82))

describe('a broker of 3.1.1', () => {
  it.each([
    ['says so', byCode],
    ['says so in its own way', byReturnCode],
    ['hangs up', hangingUp],
    ['says nothing', silent],
    ['says something odd', garbled],
    ['says that the protocol was not kept', protocolError],
    ['lets everybody in and knows no properties', blind],
  ])('that %s is spoken to in 3.1.1, also by the next connection', async (_, refuse) => {
    const broker = await start(speaking([4, 3], refuse))
    const { connect } = channel(broker, {}, {}, fastClock(20))
    const first = connect()
    await first.ready()
    first.stop()
    await first.end
    await connect().ready()
    expect(versions(broker)).toEqual([5, 4, 4])
  })
})

describe('a broker of 3.1', () => {
  it('is spoken to in 3.1 after it said no to the others, also by the next connection', async () => {
    const broker = await start(speaking([3], byReturnCode))
    const { connect } = channel(broker)
    const first = connect()
    await first.ready()
    first.stop()
    await first.end
    await connect().ready()
    expect(versions(broker)).toEqual([5, 4, 3, 3])
  })

  it('that knows no version at all says so', async () => {
    const broker = await start(speaking([], byReturnCode))
    expect(await codeOf(channel(broker).connect().end)).toBe('mqtt.version refused')
    expect(versions(broker)).toEqual([5, 4, 3])
  })
})

describe('what a broker spoke before', () => {
  it('is found out anew where another is there now', async () => {
    const broker = await start(speaking([4], byCode))
    const { connect, memory } = channel(broker)
    const first = connect()
    await first.ready()
    first.stop()
    await first.end
    broker.answer = speaking([5], byReturnCode)
    await connect().ready()
    expect(versions(broker)).toEqual([5, 4, 4, 5])
    expect(memory.get('mqtt session')).not.toContain('version')
  })

  it('is not forgotten because it hung up as it fell', async () => {
    const broker = await start()
    const { connect, memory } = channel(broker)
    const first = connect()
    await first.ready()
    first.stop()
    await first.end
    expect(memory.get(CONNECTED)).toBe(true)
    broker.answer = speaking([4], hangingUp)
    const second = connect()
    await second.ready()
    second.stop()
    await second.end
    broker.answer = () => false
    await connect().ready()
    expect(versions(broker)).toEqual([5, 5, 4, 5])
  })
})

it('says that what is silent at the end may not be a broker', async () => {
  const broker = await start(speaking([], silent))
  expect(await codeOf(channel(broker, {}, {}, fastClock(20)).connect().end)).toBe('mqtt.silent timeout')
  expect(versions(broker)).toEqual([5, 4])
})

it('tells what a broker says of a login and not that it hung up before', async () => {
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'connect') return
    if (packet.protocolVersion === 5) client.cut()
    else client.raw(Uint8Array.of(0x20, 2, 0, 4))
    return true
  })
  const login = { user: 'mina', password: 'wrong' }
  expect(await codeOf(channel(broker, { auth: 'basic' }, login).connect().end)).toBe(
    'mqtt.login unauthorized',
  )
  expect(versions(broker)).toEqual([5, 4])
})

it.each([0x86, 0x87])('asks for a login where none was given: %i', async (code) => {
  const broker = await start((packet, client) => {
    if (packet.cmd !== 'connect') return
    client.send(connack(client, code))
    return true
  })
  expect(await codeOf(channel(broker).connect().end)).toBe('mqtt.login-needed unauthorized')
})
