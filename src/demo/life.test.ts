import { describe, expect, it } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import { ANSWER_MS, ANSWER_SPREAD_MS, startBots, TALK_MS, TALK_SPREAD_MS } from './bots.ts'
import { DATABASE } from './deed.ts'
import { seed, startLife } from './life.ts'
import { isBot, languageOf } from './lines.ts'
import { memoryKeeper } from './memory.ts'
import { HANDS_OFF_MS, startMeters, TICK_MS } from './meters.ts'
import { NOTIFY_MS, startNotifier } from './notifier.ts'
import { World } from './world.ts'

/** As Math.random, but the same each time. */
function steps(): () => number {
  let at = 0
  return () => (at = (at * 16_807 + 0.618_034) % 1)
}

async function setUp() {
  const clock = new FakeClock()
  const world = await World.open(memoryKeeper(clock))
  return { clock, world, surroundings: { clock, random: steps() } }
}

const SOON = ANSWER_MS + ANSWER_SPREAD_MS

describe('bots', () => {
  it.each([
    ['Hello there', 'en'],
    ['what is this?', 'en'],
    ['안녕하세요 여러분', 'ko'],
    ['이거 되나요?', 'ko'],
  ] as const)('answer "%s" within a second, in its language', async (body, language) => {
    const { clock, world, surroundings } = await setUp()
    startBots(world, surroundings)
    await world.say({ author: 'Kim', body })
    await clock.pass(SOON)
    expect(SOON).toBeLessThanOrEqual(1_000)
    const answer = world.messages.at(-1)
    expect(isBot(answer?.author ?? '')).toBe(true)
    expect(languageOf(`${answer?.author}${answer?.body}`)).toBe(language)
  })

  it('answer the last of many lines, once', async () => {
    const { clock, world, surroundings } = await setUp()
    startBots(world, surroundings)
    for (let count = 0; count < 50; count++) await world.say({ author: '', body: `line ${count}` })
    await clock.pass(SOON)
    expect(world.messages).toHaveLength(51)
  })

  it('never answer a bot, nor what another process put into the database', async () => {
    const { clock, world, surroundings } = await setUp()
    startBots(world, surroundings)
    await world.say({ author: 'Ada', body: 'Hello?' })
    await world.say({ author: DATABASE, body: 'Hello?' })
    await clock.pass(SOON)
    expect(world.messages).toHaveLength(2)
  })

  it('talk among themselves now and then, in both languages', async () => {
    const { clock, world, surroundings } = await setUp()
    startBots(world, surroundings)
    await clock.pass(120_000)
    const count = world.messages.length
    expect(count).toBeGreaterThanOrEqual(Math.floor(120_000 / (TALK_MS + TALK_SPREAD_MS)))
    expect(count).toBeLessThanOrEqual(120_000 / TALK_MS)
    expect(new Set(world.messages.map(({ body }) => languageOf(body)))).toEqual(new Set(['en', 'ko']))
  })

  it('quote no more than a part of a long line', async () => {
    const { clock, world, surroundings } = await setUp()
    startBots(world, surroundings)
    await world.say({ author: '', body: '긴 '.repeat(20_000) })
    await clock.pass(SOON)
    expect(world.messages.at(-1)?.body.length).toBeLessThan(200)
  })
})

describe('the notifier', () => {
  it('notifies every 5 seconds, of every priority, in both languages', async () => {
    const { clock, world, surroundings } = await setUp()
    startNotifier(world, surroundings)
    await clock.pass(12 * NOTIFY_MS)
    expect(world.notices).toHaveLength(12)
    expect(new Set(world.notices.map(({ priority }) => priority))).toEqual(new Set([1, 2, 3, 4, 5]))
    expect(new Set(world.notices.map(({ body }) => languageOf(body)))).toEqual(new Set(['en', 'ko']))
  })
})

describe('readings', () => {
  it('change each second, some of them, and stay numbers', async () => {
    const { clock, world, surroundings } = await setUp()
    await seed(world, surroundings)
    startMeters(world, surroundings)
    const before = new Map(world.readings.map(({ name, value }) => [name, value]))
    await clock.pass(5 * TICK_MS)
    expect(world.readings.some(({ name, value }) => before.get(name) !== value)).toBe(true)
    expect(world.reading('temperature')?.value).toBeTypeOf('number')
    expect(world.reading('door')?.value).toBe('closed')
  })

  it('are left alone for a minute once someone set them by hand', async () => {
    const { clock, world, surroundings } = await setUp()
    await seed(world, surroundings)
    startMeters(world, surroundings)
    await clock.pass(10 * TICK_MS)
    await world.set('temperature', 99)
    await clock.pass(HANDS_OFF_MS - TICK_MS)
    expect(world.reading('temperature')?.value).toBe(99)
    await clock.pass(HANDS_OFF_MS)
    expect(world.reading('temperature')?.value).not.toBe(99)
  })
})

describe('a world that begins', () => {
  it('has something of everything at once, and of what it has nothing twice', async () => {
    const { world, surroundings } = await setUp()
    await seed(world, surroundings)
    await seed(world, surroundings)
    expect(world.messages.length).toBeGreaterThan(3)
    expect(world.messages.every(({ at }) => at < surroundings.clock.now())).toBe(true)
    expect(world.notices).toHaveLength(4)
    expect(world.readings).toHaveLength(8)
  })

  it('stands still, with no timer left, once its life is stopped', async () => {
    const { clock, world, surroundings } = await setUp()
    await seed(world, surroundings)
    const stop = startLife(world, surroundings)
    await world.say({ author: 'Kim', body: 'hi' })
    stop()
    expect(clock.next).toBeUndefined()
  })
})
