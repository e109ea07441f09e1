import { beforeEach, describe, expect, it } from 'vitest'
import { settle } from '../net/fake-clock.ts'
import { CONNECTED } from './backend.ts'
import { FakeCarry } from './fake-carry.ts'
import type { Ready } from './fake-greeter.ts'
import { ALL, draft, greeted, hello, open, sent, types } from './fake-greeter.ts'
import { GREETED_MS, GREETING_MS } from './greets.ts'
import { LONGEST_MS, SILENT_MS } from './patience.ts'

let carry: FakeCarry

beforeEach(() => {
  carry = new FakeCarry()
})

describe('a greeting', () => {
  it('is answered with who we are, and what is told then is no other message’s', async () => {
    const story = await greeted(carry, ALL)
    expect(sent(story)).toEqual([{ type: 'hello', signalbox: 1, from: 'me' }])
    expect(story.ready).toMatchObject({ hello: true, dedupes: true, can: ['say', 'typing'] })
    await story.give({ type: 'message', id: 7, text: 'a' })
    expect(story.told.at(-1)).toMatchObject({ type: 'messages', cursor: '7', exact: true })
  })

  it('is not answered by more than it asks for', async () => {
    const story = await greeted(carry, { acks: true })
    expect(sent(story)).toEqual([])
    expect(story.ready.can).toEqual(['say'])
    expect(story.ready).not.toHaveProperty('history')
    expect(story.ready).not.toHaveProperty('dedupes')
  })

  it('counts as the first frame and no later, so that nobody who is relayed can greet in the server’s name', async () => {
    const story = await open(carry)
    await story.give({ type: 'hello', text: 'not for us' })
    story.socket().give(hello(ALL))
    await settle()
    expect(types(story)).toEqual(['ready', 'messages', 'messages'])
    expect(sent(story)).toEqual([])
  })

  it('counts once: our own answer that is sent back begins nothing', async () => {
    const story = await greeted(carry, ALL)
    await story.give({ type: 'hello', signalbox: 1, from: 'me' })
    expect(types(story)).toEqual(['ready', 'ready'])
    expect(sent(story)).toHaveLength(1)
  })

  it('is waited for, before anything is said, where the server is known to greet', async () => {
    await greeted(carry, ALL)
    const again = await open(carry, '7')
    await again.clock.pass(GREETED_MS - 1)
    expect(again.told).toEqual([])
    again.socket().give(hello(ALL))
    await settle()
    expect(types(again)).toEqual(['ready'])
    expect(sent(again)).toEqual([{ type: 'hello', signalbox: 1, from: 'me', since: '7' }])
  })

  it('that does not come any more makes a stranger of the server', async () => {
    await greeted(carry, ALL)
    const again = await open(carry, '7')
    await again.clock.pass(GREETED_MS)
    expect(types(again)).toEqual(['gap', 'ready'])
    expect(sent(again)).toEqual([])
  })

  it('may come a moment after one has begun to speak: what was said waits for it', async () => {
    const story = await open(carry)
    const said = (story.told[0] as Ready).act?.(draft('d1'))
    await settle()
    expect(story.socket().sent).toEqual([])
    story.socket().give(hello({ acks: true }))
    await settle()
    await story.give({ type: 'ack', id: 'd1', messageId: '5' })
    expect(await said).toEqual({ messageId: '5' })
  })

  it('of a server that dedupes sends what was said back into its queue, behind what is older', async () => {
    const story = await open(carry)
    const said = expect((story.told[0] as Ready).act?.(draft('d1'))).rejects.toMatchObject({
      why: { code: 'dropped-unsent' },
    })
    story.socket().give(hello(ALL))
    await said
    expect(sent(story)).toHaveLength(1)
  })

  it('that does not come lets one speak after a moment', async () => {
    const story = await open(carry)
    void (story.told[0] as Ready).act?.(draft('d1'))
    await story.clock.pass(GREETING_MS)
    expect(story.socket().sent).toHaveLength(1)
  })
})

describe('resuming', () => {
  beforeEach(() => void carry.memory.set(CONNECTED, true))

  it('is over when the server says so, without a gap', async () => {
    const story = await greeted(carry, ALL, '7')
    await story.give({ type: 'message', id: '8', cursor: 'c8', text: 'missed' })
    await story.give({ type: 'resumed', cursor: 'c9' })
    await story.clock.pass(2 * LONGEST_MS)
    expect(story.told).toMatchObject([
      { type: 'ready', hello: true },
      { type: 'messages', cursor: 'c8', exact: true },
      { type: 'cursor', cursor: 'c9' },
    ])
  })

  it('shows the server’s own gap, with its times', async () => {
    const story = await greeted(carry, ALL, '7')
    await story.give({ type: 'gap', from: 1_000, to: 2_000 })
    await story.clock.pass(2 * LONGEST_MS)
    expect(story.told.slice(1)).toEqual([{ type: 'gap', from: 1_000, to: 2_000, why: { code: 'not-kept' } }])
  })

  it('that brings neither for ten seconds is a gap', async () => {
    const story = await greeted(carry, ALL, '7')
    await story.clock.pass(SILENT_MS - 1)
    await story.give({ type: 'message', id: '8', text: 'still at it' })
    await story.clock.pass(SILENT_MS - 1)
    expect(types(story)).toEqual(['ready', 'messages'])
    await story.clock.pass(1)
    expect(types(story)).toEqual(['ready', 'messages', 'gap'])
    await story.give({ type: 'message', id: '9', text: 'later' })
    expect(types(story)).toEqual(['ready', 'messages', 'gap', 'messages'])
  })

  it('that goes on for ever is a gap', async () => {
    const story = await greeted(carry, ALL, '7')
    for (let id = 8; id < 8 + LONGEST_MS / SILENT_MS; id++) {
      await story.clock.pass(SILENT_MS - 1)
      await story.give({ type: 'message', id, text: 'x' })
    }
    await story.clock.pass(SILENT_MS)
    expect(types(story).filter((type) => type === 'gap')).toHaveLength(1)
  })

  it('with a server that cannot is a gap, before anything is told', async () => {
    const story = await greeted(carry, { acks: true, presence: true }, '7')
    expect(types(story)).toEqual(['gap', 'ready'])
    expect(sent(story)).toEqual([{ type: 'hello', signalbox: 1, from: 'me' }])
  })

  it('without a place to go on from is a gap', async () => {
    expect(types(await greeted(carry, ALL))).toEqual(['gap', 'ready'])
  })

  it('is asked for after a reload too, where only the place is known', async () => {
    carry.memory.clear()
    const story = await greeted(carry, ALL, '7')
    expect(sent(story)).toMatchObject([{ since: '7' }])
    await story.clock.pass(SILENT_MS)
    expect(types(story)).toEqual(['ready', 'gap'])
  })
})
