import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../net/fake-clock.ts'
import type { Dialect } from './dialect.ts'
import { jsonTongue } from './dialects/json.ts'
import { FakePeer } from './fake-peer.ts'
import { memoryKeeper } from './memory.ts'
import { ANSWER_MS, SPOKE_MS } from './talk.ts'
import { threeWires } from './three-wires.ts'
import { World } from './world.ts'

let clock: FakeClock
let world: World
let json: Dialect

beforeEach(async () => {
  clock = new FakeClock()
  world = await World.open(memoryKeeper(clock))
  json = threeWires(jsonTongue, clock)
})

type Words = Record<string, unknown>

function attach(place = 'chat') {
  const peer = new FakePeer(`ws://host/demo/x/${place}`)
  const hear = json.socket?.(peer, world) ?? (() => {})
  return {
    peer,
    /** What was heard since the greeting. */
    heard: () => peer.heard.slice(1).map((frame) => JSON.parse(frame) as Words),
    say: async (words: Words) => {
      hear(JSON.stringify(words))
      await settle()
    },
    hello: async (more: Words = {}) => {
      hear(JSON.stringify({ type: 'hello', signalbox: 1, ...more }))
      await settle()
    },
  }
}

const say = (...bodies: string[]) =>
  Promise.all(bodies.map((body) => world.say({ author: '', body, key: `a-unique-key-of ${body}` })))
const texts = (words: Words[]) => words.filter(({ type }) => type === 'message').map(({ text }) => text)
const types = (words: Words[]) => words.map(({ type }) => type)

describe('a client that answers the greeting', () => {
  it('is told nothing before, and then what it missed, in order, with whose echo it is', async () => {
    await say('one', 'two', 'three')
    const { heard, hello } = attach('notifications')
    const me = attach()
    await say('four')
    expect([heard(), me.heard()]).toEqual([[], []])
    await me.hello({ since: String(world.messages[0]!.id) })
    await say('five')
    expect(texts(me.heard())).toEqual(['two', 'three', 'four', 'five'])
    expect(me.heard()[1]).toMatchObject({ text: 'two', echoOf: 'a-unique-key-of two' })
    expect(me.heard().at(-2)).toEqual({ type: 'resumed', cursor: String(world.messages[3]!.id) })
    await hello()
    expect(types(heard())).toEqual(['resumed'])
  })

  it('hears of a gap where its place is from before this world, or from another', async () => {
    await say('one')
    for (const since of ['5', '9999999999999999', 'nonsense', String(world.messages[0]!.id - 2)]) {
      const { heard, hello } = attach()
      await hello({ since })
      expect(types(heard()), since).toEqual(['presence', 'gap', 'message', 'resumed'])
    }
  })

  it('misses nothing that is said while it is told what it missed', async () => {
    await say('first')
    const since = String(world.messages[0]!.id)
    for (let count = 0; count < 1_200; count++) await world.say({ author: '', body: String(count) })
    const { peer, heard, hello } = attach()
    let release: () => void = () => {}
    Object.assign(peer, { drained: () => new Promise<void>((resolve) => (release = resolve)) })
    await hello({ since })
    expect(texts(heard())).toHaveLength(500)
    await say('meanwhile')
    for (let round = 0; round < 3; round++) {
      release()
      await settle()
    }
    await say('after')
    expect(texts(heard())).toEqual([
      ...Array.from({ length: 1_200 }, (_, count) => String(count)),
      'meanwhile',
      'after',
    ])
    expect(types(heard()).filter((type) => type === 'resumed')).toHaveLength(1)
  })

  it('is told no more when it is gone', async () => {
    await say('one')
    const { peer, heard, hello } = attach()
    await hello({ from: 'Kim' })
    const before = heard().length
    peer.close()
    await say('two')
    expect(heard()).toHaveLength(before)
    expect(world.crowd.members).toEqual([])
    expect(clock.next).toBeUndefined()
  })
})

describe('a stranger', () => {
  it('is told the latest a moment after it has spoken', async () => {
    await say('one')
    const stranger = attach()
    await stranger.say({ text: 'hello' })
    await clock.pass(SPOKE_MS)
    expect(texts(stranger.heard())).toEqual(['one', 'hello'])
    expect(types(stranger.heard())).not.toContain('resumed')
  })

  it('is none if it only logged in before it answered', async () => {
    await say('one', 'two')
    const client = attach()
    await client.say({ type: 'ping', id: 1 })
    await client.hello({ since: String(world.messages[0]!.id) })
    await clock.pass(ANSWER_MS)
    expect(types(client.heard())).toEqual(['pong', 'presence', 'message', 'resumed'])
  })

  it('that only listens is told after a while, with a gap, as its answer may be late', async () => {
    await say('one')
    const { heard, hello } = attach()
    await clock.pass(ANSWER_MS)
    expect(types(heard())).toEqual(['gap', 'message'])
    await hello({ since: String(world.messages[0]!.id) })
    await say('two')
    expect(types(heard())).toEqual(['gap', 'message', 'presence', 'message'])
  })
})

describe('who is there', () => {
  it('is told to all by name, and those who come and go', async () => {
    const [kim, ada, nobody] = [attach(), attach(), attach()]
    await kim.hello({ from: 'Kim' })
    await nobody.hello()
    await ada.hello({ from: 'Ada' })
    expect(ada.heard()[0]).toEqual({ type: 'presence', members: ['Kim', 'Ada'] })
    expect(kim.heard().at(-1)).toEqual({ type: 'join', from: 'Ada' })
    const again = attach()
    await again.hello({ from: 'Ada' })
    ada.peer.close()
    expect(types(kim.heard())).not.toContain('leave')
    again.peer.close()
    expect(nobody.heard().at(-1)).toEqual({ type: 'leave', from: 'Ada' })
  })

  it('hears who is writing, but not of itself, and under no other name', async () => {
    const [kim, ada] = [attach(), attach()]
    await kim.hello({ from: 'Kim' })
    await ada.hello({ from: 'Ada' })
    const before = ada.heard().length
    await ada.say({ type: 'typing', from: 'Somebody else', on: true })
    await ada.say({ type: 'typing', on: false })
    expect(kim.heard().slice(-2)).toEqual([
      { type: 'typing', from: 'Ada', on: true },
      { type: 'typing', from: 'Ada', on: false },
    ])
    expect(ada.heard()).toHaveLength(before)
  })
})

describe('history', () => {
  it('comes in pages back to the first row', async () => {
    for (let count = 0; count < 25; count++) await world.say({ author: '', body: String(count) })
    const { heard, hello, say } = attach()
    await hello()
    const all: unknown[] = []
    let before: unknown
    for (let page = 0; page < 4; page++) {
      await say({ type: 'history', id: `h${page}`, limit: 10, ...(before !== undefined && { before }) })
      const { type, id, messages, done } = heard().at(-1) as { messages: Words[] } & Words
      expect([type, id]).toEqual(['history', `h${page}`])
      all.unshift(...messages.map(({ text }) => text))
      before = messages[0]?.['id']
      if (done) break
    }
    expect(all).toEqual(Array.from({ length: 25 }, (_, count) => String(count)))
  })

  it('is refused for what is no row', async () => {
    const { heard, hello, say } = attach()
    await hello()
    await say({ type: 'history', id: 'h', before: 'yesterday' })
    expect(heard().at(-1)).toMatchObject({
      type: 'error',
      id: 'h',
      text: expect.stringContaining('yesterday') as string,
    })
  })

  it('has pages that are no larger than a wire can carry at once', async () => {
    for (let count = 0; count < 60; count++) await world.say({ author: '', body: 'x'.repeat(50_000) })
    const { heard, hello, say } = attach()
    await hello()
    await say({ type: 'history', id: 'h', limit: 60 })
    const { messages, done } = heard().at(-1) as { messages: Words[]; done: boolean }
    expect(messages.length).toBeGreaterThan(5)
    expect(messages.length).toBeLessThan(30)
    expect(done).toBe(false)
  })
})
