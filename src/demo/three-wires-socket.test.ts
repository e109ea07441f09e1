import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../net/fake-clock.ts'
import type { Dialect } from './dialect.ts'
import { jsonTongue } from './dialects/json.ts'
import { plainTongue } from './dialects/plain.ts'
import { FakePeer } from './fake-peer.ts'
import { HISTORY_ROWS } from './follow.ts'
import { memoryKeeper } from './memory.ts'
import { COALESCE_MS, threeWires } from './three-wires.ts'
import { World } from './world.ts'

let clock: FakeClock
let world: World
let json: Dialect
let plain: Dialect

beforeEach(async () => {
  clock = new FakeClock()
  world = await World.open(memoryKeeper(clock))
  json = threeWires(jsonTongue, clock)
  plain = threeWires(plainTongue, clock)
})

const HELLO = '{"type":"hello","signalbox":1}'

/** A socket, and what its client says first. */
function attach(dialect: Dialect, place: string, hello?: string) {
  const peer = new FakePeer(`ws://host/demo/x/${place}`)
  const hear = dialect.socket?.(peer, world) ?? (() => {})
  if (hello !== undefined) hear(hello)
  const say = async (frame: string | ArrayBuffer) => {
    hear(frame)
    await settle()
  }
  return { peer, say, heard: peer.heard }
}

const records = (frames: readonly string[]) =>
  frames.map((frame) => JSON.parse(frame) as Record<string, unknown>)

describe('json over a socket', () => {
  it('greets, acknowledges, and echoes to all with the id of the draft', async () => {
    const [me, other] = [attach(json, 'chat', HELLO), attach(json, 'chat', HELLO)]
    expect(records(me.heard)[0]).toEqual({
      ...{ type: 'hello', signalbox: 1, acks: true, dedupes: true },
      ...{ resumes: true, history: true, presence: true, typing: true },
    })
    const [mine, others] = [me.heard.length, other.heard.length]
    await me.say('{"type":"message","id":"k1","from":"Kim","text":"hi","at":5}')
    const { id } = world.messages[0]!
    const echo = { type: 'message', id, echoOf: 'k1', from: 'Kim', text: 'hi', at: clock.now() }
    expect(records(me.heard).slice(mine)).toEqual([echo, { type: 'ack', id: 'k1', messageId: id }])
    expect(records(other.heard).slice(others)).toEqual([echo])
  })

  it('answers a ping', async () => {
    const { say, heard } = attach(json, 'chat')
    await say('{"type":"ping","id":"ping-1"}')
    expect(records(heard).at(-1)).toEqual({ type: 'pong', id: 'ping-1' })
    expect(world.messages).toHaveLength(0)
  })

  it.each([
    ['text that is no JSON', '{bad'],
    ['an empty list', '[]'],
    ['an empty text', '{"type":"message","id":"k9","text":""}'],
    ['bytes that are no text', Uint8Array.of(0xff, 0xfe).buffer],
  ])('says an error for %s', async (_, frame) => {
    const { say, heard } = attach(json, 'chat')
    await say(frame)
    expect(records(heard).at(-1)).toMatchObject({ type: 'error', text: expect.stringMatching(/./) as string })
  })

  it('takes the common names, bare strings and lists', async () => {
    const { say } = attach(json, 'chat')
    await say('{"message":"one","user":"Lee"}')
    await say('"two"')
    await say('[{"body":"three"},{"content":"four"}]')
    expect(world.messages.map(({ author, body }) => `${author}|${body}`)).toEqual([
      'Lee|one',
      '|two',
      '|three',
      '|four',
    ])
  })

  it('takes text that came as bytes', async () => {
    const { say } = attach(json, 'chat')
    await say(new TextEncoder().encode('{"text":"바이트"}').buffer)
    expect(world.messages[0]?.body).toBe('바이트')
  })

  it('tells notifications with all they have', async () => {
    const { heard } = attach(json, 'notifications', HELLO)
    await world.notify({ title: 'T', body: 'B', priority: 5 })
    const at = clock.now()
    expect(records(heard).slice(2)).toEqual([
      { type: 'notification', id: at, title: 'T', body: 'B', priority: 5, at },
    ])
  })

  it('tells the whole table at once, and changes together', async () => {
    await world.set('load', 1)
    const { heard } = attach(json, 'readings')
    expect(JSON.parse(heard[0] ?? '')).toEqual([{ name: 'load', value: 1 }])
    await world.set('load', 2)
    await world.set('door', 'open')
    await clock.pass(COALESCE_MS)
    expect(heard).toHaveLength(2)
    expect(JSON.parse(heard[1] ?? '')).toMatchObject([{ value: 2 }, { name: 'door', value: 'open' }])
  })

  it('leaves no timer and no listener behind', async () => {
    const { peer, heard } = attach(json, 'readings')
    await world.set('load', 2)
    peer.close()
    await clock.pass(60_000)
    expect(heard).toHaveLength(1)
    expect(clock.next).toBeUndefined()
  })

  it('sends who comes later the last few rows, with their ids', async () => {
    for (let count = 0; count < HISTORY_ROWS + 3; count++) await world.say({ author: '', body: `${count}` })
    const told = records(attach(json, 'chat', HELLO).heard).filter(({ type }) => type === 'message')
    expect(told).toHaveLength(HISTORY_ROWS)
    expect(told.at(-1)).toMatchObject({ id: world.messages.at(-1)?.id, text: `${HISTORY_ROWS + 2}` })
  })

  it('closes who asks for a place that is not there', () => {
    expect(attach(json, 'nowhere').peer.closed).toBe(1008)
  })
})

describe('plain over a socket', () => {
  it('sends a line back as it came, and names those who have a name', async () => {
    const { say, heard } = attach(plain, 'chat')
    await say('  {"a": 1}\n둘째 줄 ')
    await world.say({ author: 'Ada', body: 'hello' })
    expect(heard).toEqual(['  {"a": 1}\n둘째 줄 ', 'Ada: hello'])
  })

  it('tells notifications and readings as lines', async () => {
    await world.set('load', 0.5)
    await world.set('door', 'open')
    const readings = attach(plain, 'readings')
    const notifications = attach(plain, 'notifications')
    await world.notify({ title: 'Door', body: 'it is open' })
    expect(readings.heard).toEqual(['load: 0.5\ndoor: open'])
    expect(notifications.heard).toEqual(['Door: it is open'])
  })

  it('sets readings that are said, numbers as numbers', async () => {
    const { say } = attach(plain, 'readings')
    await say('load: 2.5\ndoor = open')
    expect(world.reading('load')?.value).toBe(2.5)
    expect(world.reading('door')?.value).toBe('open')
  })
})
