import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import { settle } from '../net/fake-clock.ts'
import { FakeCarry } from './fake-carry.ts'
import { ALL, draft, greeted, sent, types } from './fake-greeter.ts'
import { MAX_MEMBERS } from './json-crowd.ts'
import { ANSWER_TIMEOUT_MS } from './receipts.ts'

let carry: FakeCarry

beforeEach(() => {
  carry = new FakeCarry()
})

describe('acks', () => {
  it('give the id of the message; a ping is answered beside them', async () => {
    const story = await greeted(carry, { acks: true })
    const said = story.ready.act?.(draft('d1'))
    const pinged = story.ready.probe?.()
    await settle()
    await story.give({ type: 'ack', id: 'd1', messageId: 7 })
    await story.give({ type: 'pong', id: 'ping-1' })
    expect(await said).toEqual({ messageId: '7' })
    await pinged
    expect(types(story)).toEqual(['ready', 'ready'])
  })

  it('that do not come, that say no, and that were on their way when the wire dropped', async () => {
    const story = await greeted(carry, { acks: true })
    const [late, refused, lost] = ['d1', 'd2', 'd3'].map((id) =>
      Promise.resolve(story.ready.act?.(draft(id))).catch((error: unknown) => error),
    )
    await settle()
    await story.give({ type: 'error', id: 'd2', text: 'too rude' })
    expect(await refused).toMatchObject({ why: { code: 'server-error', detail: 'too rude' } })
    await story.clock.pass(ANSWER_TIMEOUT_MS)
    expect(await late).toMatchObject({ kind: 'timeout' })
    story.socket().drop()
    expect(await lost).toMatchObject({ name: 'NetError' })
  })
})

describe('who is there', () => {
  it('is told whole, whatever the server told of it', async () => {
    const story = await greeted(carry, ALL)
    await story.give({ type: 'presence', members: ['mina', 5, {}, null, 'mina', ''] })
    await story.give({ type: 'join', from: 'ada' })
    await story.give({ type: 'leave', from: 'mina' })
    expect(story.told.slice(2)).toEqual([
      { type: 'members', members: ['mina', '5'] },
      { type: 'members', members: ['mina', '5', 'ada'] },
      { type: 'members', members: ['5', 'ada'] },
    ])
  })

  it('has an end', async () => {
    const story = await greeted(carry, ALL)
    const members = Array.from({ length: MAX_MEMBERS + 5 }, (_, at) => `m${at}`)
    await story.give({ type: 'presence', members })
    await story.give({ type: 'join', from: 'one more' })
    expect((story.told.at(-1) as Incoming & { type: 'members' }).members).toHaveLength(MAX_MEMBERS)
  })

  it('who is writing is told both ways, and only where the server can', async () => {
    const story = await greeted(carry, ALL)
    await story.give({ type: 'typing', from: 'ada', on: true })
    await story.give({ type: 'typing', from: 'ada', on: false })
    expect(story.told.slice(2)).toEqual([
      { type: 'typing', from: 'ada', on: true },
      { type: 'typing', from: 'ada', on: false },
    ])
    await story.ready.act?.(draft('t', { kind: 'typing' }))
    expect(sent(story).at(-1)).toEqual({ type: 'typing', from: 'me', on: true })
    const other = await greeted(carry, { acks: true })
    await expect(other.ready.act?.(draft('t', { kind: 'typing' }))).rejects.toMatchObject({
      why: { code: 'cannot-say' },
    })
  })
})

describe('history', () => {
  it('is asked for before a message, and comes oldest first', async () => {
    const story = await greeted(carry, ALL)
    const asked = story.ready.history?.('50')
    await settle()
    expect(sent(story).at(-1)).toEqual({ type: 'history', id: 'history-1', before: '50', limit: 100 })
    const messages = [
      { id: 48, from: 'me', text: 'a', at: 1_700_000_000_000 },
      { id: 49, text: 'b' },
    ]
    await story.give({ type: 'history', id: 'history-1', messages, done: false })
    expect(await asked).toMatchObject({
      messages: [{ id: '48', body: 'a', own: true, at: 1_700_000_000_000 }, { id: '49' }],
      done: false,
    })
    expect(types(story)).toEqual(['ready', 'ready'])
  })

  it('is answered when all that came before the answer is told, also where both came at once', async () => {
    const story = await greeted(carry, ALL)
    const order: string[] = []
    const { push } = story.told
    story.told.push = (...told) => {
      for (const each of told)
        order.push(each.type === 'messages' ? each.messages.map(({ id }) => id).join() : each.type)
      return push.apply(story.told, told)
    }
    const asked = [story.ready.history?.(undefined), story.ready.act?.(draft('d1'))]
    asked.forEach((each, n) => void each?.then(() => order.push(`answer ${n}`)))
    await settle()
    const words = [
      { id: 1, text: 'a' },
      { id: 2, text: 'b' },
      { type: 'history', id: 'history-1', messages: [], done: true },
      { id: 3, text: 'c' },
      { type: 'ack', id: 'd1', messageId: 4 },
    ]
    for (const each of words) story.socket().give(JSON.stringify(each))
    await settle()
    expect(order.filter((each) => !each.startsWith('answer'))).toEqual(['1,2', '3'])
    expect(order.indexOf('answer 0')).toBeGreaterThan(order.indexOf('1,2'))
    expect(order.indexOf('answer 1')).toBeGreaterThan(order.indexOf('3'))
  })

  it.each([
    ['nothing', { messages: [] }],
    ['its last page', { messages: [], done: true }],
  ])('ends with a page that has %s', async (_, answer) => {
    const story = await greeted(carry, ALL)
    const asked = story.ready.history?.(undefined)
    await settle()
    await story.give({ type: 'history', id: 'history-1', ...answer })
    expect(await asked).toEqual({ messages: [], done: true })
  })

  it('fails by the server’s word, by nonsense, and by time', async () => {
    const story = await greeted(carry, ALL)
    const asked = [1, 2, 3].map(() => story.ready.history?.('1')?.catch((error: unknown) => error))
    await settle()
    await story.give({ type: 'error', id: 'history-1', text: 'no' })
    await story.give({ type: 'history', id: 'history-2', messages: 'all of them' })
    await story.clock.pass(ANSWER_TIMEOUT_MS)
    expect(await Promise.all(asked)).toMatchObject([
      { why: { code: 'server-error', detail: 'no' } },
      { why: { code: 'server-error' } },
      { kind: 'timeout' },
    ])
  })
})

describe('words that make no sense', () => {
  it.each([
    { type: 'ack', id: {} },
    { type: 'ack' },
    { type: 'pong', id: [] },
    { type: 'presence', members: 'all' },
    { type: 'presence' },
    { type: 'join', from: { toString: 1 } },
    { type: 'typing', from: null, on: 'yes' },
    { type: 'history', id: 'history-9', messages: 1 },
    { type: 'resumed', cursor: {} },
    { type: 'hello', signalbox: 1 },
  ])('are not shown: %j', async (words) => {
    const story = await greeted(carry, ALL, '7')
    const before = story.told.length
    await story.give(words)
    expect(story.told.slice(before)).toEqual([])
    expect(story.end.error).toBeUndefined()
  })

  it('leave times out that are none', async () => {
    const story = await greeted(carry, ALL, '7')
    await story.give({ type: 'gap', from: 'noon', to: -1 })
    await story.give({ type: 'gap', from: 2_000, to: 1_000 })
    expect(story.told.slice(1)).toEqual([
      { type: 'gap', why: { code: 'not-kept' } },
      { type: 'gap', why: { code: 'not-kept' } },
    ])
  })

  it('show as rows where they are a message, an error of nobody’s or anything else', async () => {
    const story = await greeted(carry, ALL)
    for (const words of [{ type: 'error', text: 'in general' }, { type: 'new', x: 1 }, [1], null, 5])
      await story.give(words)
    expect(types(story).slice(2)).toEqual(Array(5).fill('messages'))
  })
})
