import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { CONNECTED } from './backend.ts'
import { FakeCarry } from './fake-carry.ts'
import { GREETING_MS } from './greets.ts'

let carry: FakeCarry

beforeEach(() => {
  carry = new FakeCarry()
})

describe('over a socket', () => {
  it('opens the address in its own scheme, sends the first message before anything else, and is ready', async () => {
    const { told, socket } = carry.start({ wire: 'socket', first: '{"join":1}' })
    expect(socket().url).toBe('ws://server.test/')
    socket().open()
    await settle()
    expect(socket().sent).toEqual(['{"join":1}'])
    expect(told).toMatchObject([{ type: 'ready', can: ['say'] }])
  })

  it('joins the first value and what is pushed without a hole', async () => {
    let answer: (response: Response) => void = () => undefined
    const fetch = new FakeFetch(() => new Promise((resolve) => (answer = resolve)))
    const { told, socket } = carry.start({ wire: 'socket', initial: 'http://server.test/all' }, fetch)
    socket().open()
    await settle()
    socket().give('{"name":"a","value":2}')
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['ready'])
    answer(new Response('[{"name":"a","value":1}]'))
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['ready', 'snapshot', 'messages'])
  })

  it('shows what it cannot read, and reads on', async () => {
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give('Welcome')
    socket().give(new Uint8Array([0xff]).buffer)
    socket().give(new TextEncoder().encode('{"text":"as binary"}').buffer)
    await settle()
    expect(told.slice(1)).toMatchObject([
      { type: 'garbled', frame: 'Welcome', why: { code: 'not-json' } },
      {
        type: 'messages',
        messages: [{ body: '', source: new Uint8Array([0xff]).buffer }, { body: 'as binary' }],
      },
    ])
  })

  it('marks a gap on every connection but the first, once it is clear that no greeting comes', async () => {
    carry.memory.set(CONNECTED, true)
    const one = carry.start({ wire: 'socket' })
    one.socket().open()
    await settle()
    expect(one.told).toEqual([])
    await one.clock.pass(GREETING_MS)
    expect(one.told.map(({ type }) => type)).toEqual(['gap', 'ready'])
    const two = carry.start({ wire: 'socket' })
    two.socket().open()
    await settle()
    expect(two.told.map(({ type }) => type)).toEqual(['gap', 'ready'])
  })

  it('says at once that it is open where the first frame is no greeting', async () => {
    carry.memory.set(CONNECTED, true)
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    socket().give('{"text":"hi"}')
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready', 'messages'])
  })

  it('puts where to go on from into the address, where the profile has a parameter for it', async () => {
    carry.memory.set(CONNECTED, true)
    const server = 'ws://server.test/a?room=x%20y&since=old'
    const { told, socket } = carry.start({ server, wire: 'socket', resume: 'since' }, new FakeFetch(), 'm/7')
    expect(socket().url).toBe('ws://server.test/a?room=x%20y&since=m%2F7')
    socket().open()
    socket().give('{"id":8,"text":"a"}')
    await settle()
    socket().give('{"id":9,"cursor":"c9","text":"b"}')
    socket().give('{"id":10,"text":"c"}')
    await settle()
    expect(told).toMatchObject([
      { type: 'ready' },
      { type: 'messages', cursor: '8' },
      { type: 'messages', cursor: '10', messages: [{ body: 'b' }, { body: 'c' }] },
    ])
  })

  it('tells no place to go on from where nobody could be asked for it', async () => {
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    socket().give('{"id":8,"text":"a"}')
    await settle()
    expect(told[1]).not.toHaveProperty('cursor')
    expect(told[1]).not.toHaveProperty('exact')
  })
})

describe('an address', () => {
  it.each(['', 'not an address', 'ftp://x', 'http://'])(
    'that is none (%j) is refused with a reason',
    async (server) => {
      const { end } = carry.start({ wire: 'poll', server })
      await settle()
      expect(end.error).toMatchObject({ kind: 'refused', why: { code: 'bad-address' } })
    },
  )
})
