import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch } from '../net/fake-platform.ts'
import { FakeCarry } from './fake-carry.ts'

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
      { type: 'garbled', why: { code: 'binary' } },
      { type: 'messages', messages: [{ body: 'as binary' }] },
    ])
  })

  it('marks a gap on every connection but the first', async () => {
    carry.memory.set('connected', true)
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    await settle()
    expect(told.map(({ type }) => type)).toEqual(['gap', 'ready'])
  })

  it('agrees on acks and a ping with a server that greets, and with no other', async () => {
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give('{"type":"hello","text":"not for us"}')
    await settle()
    expect(told[1]).toMatchObject({ type: 'messages' })
    socket().give('{"type":"hello","signalbox":1,"acks":true}')
    await settle()
    const ready = told[2] as Incoming & { type: 'ready' }
    expect(ready).toMatchObject({ type: 'ready', hello: true })
    const said = ready.act?.({ id: 'd1', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    const pinged = ready.probe?.()
    await settle()
    socket().give('{"type":"ack","id":"d1","messageId":7}')
    socket().give('{"type":"pong","id":"ping-1"}')
    expect(await said).toBe('7')
    await pinged
    expect(told).toHaveLength(3)
  })

  it('says what the server said against a draft, and that nobody knows when it drops before the ack', async () => {
    const { told, socket } = carry.start({ wire: 'socket' })
    socket().open()
    await settle()
    socket().give('{"type":"hello","signalbox":1,"acks":true}')
    await settle()
    const { act } = told[1] as Incoming & { type: 'ready' }
    const say = (id: string) => act?.({ id, at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    const refused = expect(say('d1')).rejects.toMatchObject({
      why: { code: 'server-error', detail: 'too rude' },
    })
    await settle()
    socket().give('{"type":"error","id":"d1","text":"too rude"}')
    await refused
    const lost = expect(say('d2')).rejects.toMatchObject({ why: { code: 'ended' } })
    await settle()
    socket().drop()
    await lost
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
