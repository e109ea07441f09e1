import { describe, expect, it } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import type { Told, WorldEvent } from './book.ts'
import { KEPT_READINGS, KEPT_ROWS } from './book.ts'
import { memoryKeeper } from './memory.ts'
import { World } from './world.ts'

async function openWorld() {
  const clock = new FakeClock()
  const world = await World.open(memoryKeeper(clock))
  const events: WorldEvent[] = []
  world.subscribe((event) => events.push(event))
  return { world, clock, events }
}

describe('the world', () => {
  it('tells everyone what was said, with the key of who said it', async () => {
    const { world, events, clock } = await openWorld()
    const event = await world.say({ author: 'Kim', body: 'hello', key: 'k1' })
    expect(events).toEqual([event])
    expect(event).toMatchObject({
      message: { room: 'general', author: 'Kim', body: 'hello', at: clock.now(), key: 'k1' },
    })
    expect(world.messages).toHaveLength(1)
  })

  it('numbers rows upwards, and by the time, so that a world that began anew does not use an id twice', async () => {
    const { world, clock } = await openWorld()
    await world.say({ author: '', body: 'one' })
    await world.say({ author: '', body: 'two' })
    const [one, two] = world.messages
    expect(one?.id).toBe(clock.now())
    expect(two?.id).toBe(clock.now() + 1)
    await clock.pass(60_000)
    const later = await openWorld()
    await later.clock.pass(60_000)
    await later.world.say({ author: '', body: 'three' })
    expect(later.world.messages[0]?.id).toBeGreaterThan(two?.id ?? Infinity)
  })

  it('does what comes twice under one unique key once, and under a short one twice', async () => {
    const { world, events } = await openWorld()
    const line = { author: '', body: 'again' }
    const key = '0123456789abcdef01234567'
    expect(await world.say({ ...line, key })).toEqual(await world.say({ ...line, key }))
    expect(world.messages).toHaveLength(1)
    expect(events).toHaveLength(1)
    await world.say({ ...line, key: '1' })
    await world.say({ ...line, key: '1' })
    expect(world.messages).toHaveLength(3)
  })

  it('remembers so many rows and no more, the newest', async () => {
    const { world } = await openWorld()
    for (let count = 1; count <= KEPT_ROWS + 5; count++) await world.say({ author: '', body: String(count) })
    expect(world.messages).toHaveLength(KEPT_ROWS)
    expect(world.messages[0]?.body).toBe('6')
    expect(world.messages.at(-1)?.body).toBe(String(KEPT_ROWS + 5))
  })

  it('keeps the type of a value, and refuses readings without end', async () => {
    const { world } = await openWorld()
    for (const value of [1.5, 'open', true, null]) {
      await world.set('thing', value)
      expect(world.reading('thing')?.value).toBe(value)
    }
    for (let count = 1; count < KEPT_READINGS; count++) await world.set(`r${count}`, count)
    await expect(world.set('one more', 1)).rejects.toThrow('readings already')
    await expect(world.set('thing', 2)).resolves.toBeDefined()
  })

  it('sets a value only while it is what its maker had seen', async () => {
    const { world } = await openWorld()
    await world.set('load', 1)
    expect(await world.do({ kind: 'set', name: 'load', value: 3, was: 2 })).toBeUndefined()
    expect(await world.do({ kind: 'set', name: 'load', value: 3, was: 1 })).toBeDefined()
    expect(world.reading('load')?.value).toBe(3)
  })

  it('says nothing to who has stopped listening', async () => {
    const { world } = await openWorld()
    let heard = 0
    const listener = () => heard++
    const stops = [world.subscribe(listener), world.subscribe(listener)]
    await world.say({ author: '', body: 'a' })
    stops[0]?.()
    await world.say({ author: '', body: 'b' })
    expect(heard).toBe(3)
  })

  it('goes on from any row that it remembers, and says where it remembers no more', async () => {
    const { world } = await openWorld()
    for (let count = 1; count <= KEPT_ROWS + 5; count++) await world.say({ author: '', body: String(count) })
    const bodies = (rows: readonly Told[]) => rows.map((row) => row.type === 'message' && row.message.body)
    const first = world.messages[0]!.id
    expect(bodies(world.after('message', first, 3).rows)).toEqual(['7', '8', '9'])
    expect(world.after('message', first - 1, 1)).toMatchObject({ missed: false })
    expect(world.after('message', first - 2, 1)).toMatchObject({
      missed: true,
      rows: [{ message: { body: '6' } }],
    })
    expect(world.after('message', world.lastId('message'), 9)).toEqual({ rows: [], missed: false })
  })

  it('goes back from any row, to the first', async () => {
    const { world } = await openWorld()
    for (let count = 1; count <= 7; count++) await world.say({ author: '', body: String(count) })
    const bodies = (id: number | undefined, limit: number) => {
      const { rows, done } = world.before('message', id, limit)
      return [...rows.map((row) => row.type === 'message' && row.message.body), done]
    }
    const [first] = world.messages
    expect(bodies(undefined, 3)).toEqual(['5', '6', '7', false])
    expect(bodies(first!.id + 4, 3)).toEqual(['2', '3', '4', false])
    expect(bodies(first!.id + 1, 3)).toEqual(['1', true])
    expect(bodies(first!.id, 3)).toEqual([true])
  })

  it('knows that one who comes from before it began has missed something', async () => {
    const { world, clock } = await openWorld()
    expect(world.after('message', clock.now() - 2, 1).missed).toBe(true)
    expect(world.after('message', world.lastId('message'), 1).missed).toBe(false)
  })
})
