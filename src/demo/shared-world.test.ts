import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { FakeTabs } from '../net/fake-tabs.ts'
import type { FakeTab } from '../net/fake-tabs.ts'
import { SharedKeeper, SILENCE_MS } from './shared-world.ts'
import { World } from './world.ts'

let clock: FakeClock
let tabs: FakeTabs

beforeEach(() => {
  clock = new FakeClock()
  tabs = new FakeTabs(clock)
})

async function join(tab: FakeTab = tabs.open()) {
  const keeper = new SharedKeeper(tab, 'world')
  const world = await World.open(keeper)
  const counts = { begun: 0, ended: 0 }
  keeper.whileLeading(() => {
    counts.begun++
    return () => counts.ended++
  })
  const heard: string[] = []
  world.subscribe((event) => heard.push(event.type === 'message' ? event.message.body : event.type))
  await settle()
  return { tab, keeper, world, heard, counts }
}

const say = (world: World, body: string) => world.say({ author: '', body })
const bodies = (world: World) => world.messages.map(({ body }) => body)

describe('two tabs', () => {
  it('share one world: what is said in one appears in the other, once in each', async () => {
    const [one, two] = [await join(), await join()]
    await say(one.world, 'from one')
    const event = await say(two.world, 'from two')
    await settle()
    expect(one.heard).toEqual(['from one', 'from two'])
    expect(two.heard).toEqual(['from one', 'from two'])
    expect(event).toMatchObject({ message: one.world.messages[1] })
    expect(two.world.messages).toEqual(one.world.messages)
  })

  it('have one leader, so that bots speak once', async () => {
    const [one, two] = [await join(), await join()]
    expect([one.counts.begun, two.counts.begun]).toEqual([1, 0])
  })

  it('give a newcomer what there is', async () => {
    const one = await join()
    await say(one.world, 'long ago')
    await one.world.set('load', 1)
    const two = await join()
    expect(bodies(two.world)).toEqual(['long ago'])
    expect(two.world.reading('load')?.value).toBe(1)
    expect(two.heard).toEqual([])
  })

  it('survive the closing of the first: the other goes on with what it has', async () => {
    const [one, two] = [await join(), await join()]
    await say(one.world, 'before')
    await settle()
    await one.world.close()
    await settle()
    expect([one.counts.ended, two.counts.begun]).toEqual([1, 1])
    await say(two.world, 'after')
    expect(bodies(two.world)).toEqual(['before', 'after'])
    const [before, after] = two.world.messages
    expect(after!.id).toBeGreaterThan(before!.id)
  })

  it('lose nothing that was said while the leader went', async () => {
    const [one, two, three] = [await join(), await join(), await join()]
    one.tab.hangs = true
    const saying = say(three.world, 'is anyone there')
    await one.world.close()
    await saying
    await settle()
    expect(bodies(two.world)).toEqual(['is anyone there'])
    expect(bodies(three.world)).toEqual(['is anyone there'])
    expect(three.heard).toEqual(['is anyone there'])
  })

  it('take the lead from one that hangs, and do nothing twice', async () => {
    const [one, two] = [await join(), await join()]
    one.tab.hangs = true
    const saying = say(two.world, 'hello?')
    await clock.pass(SILENCE_MS)
    await saying
    expect(two.keeper.leading).toBe(true)
    expect(one.keeper.leading).toBe(false)
    expect(one.counts.ended).toBe(1)
    one.tab.hangs = false
    await say(one.world, 'back')
    await settle()
    expect(bodies(two.world)).toEqual(['hello?', 'back'])
    expect(bodies(one.world)).toContain('back')
  })

  it('let a tab that is seen lead, as a hidden one is throttled', async () => {
    const [one, two] = [await join(), await join()]
    one.tab.sign('hidden')
    await settle()
    expect([one.keeper.leading, two.keeper.leading]).toEqual([false, true])
    await say(one.world, 'from behind')
    await settle()
    expect(bodies(two.world)).toEqual(['from behind'])
    two.tab.sign('hidden')
    one.tab.sign('shown')
    await settle()
    expect([one.keeper.leading, two.keeper.leading]).toEqual([true, false])
    expect(one.counts).toEqual({ begun: 2, ended: 1 })
  })

  it('let go of the lead when put away, and follow when taken out again', async () => {
    const [one, two] = [await join(), await join()]
    one.tab.sign('away')
    await settle()
    expect(two.keeper.leading).toBe(true)
    await say(two.world, 'missed')
    one.tab.sign('back')
    await settle()
    expect([one.keeper.leading, two.keeper.leading]).toEqual([false, true])
    expect(one.heard).toEqual(['missed'])
  })

  it('lead each for itself where nothing can be shared', async () => {
    const [one, two] = [await join(tabs.open({ shares: false })), await join(tabs.open({ shares: false }))]
    await say(one.world, 'mine')
    expect([one.counts.begun, two.counts.begun]).toEqual([1, 1])
    expect(bodies(two.world)).toEqual([])
  })

  it('lead each for itself where the browser forbids locks', async () => {
    const tab = tabs.open()
    const locks = { request: () => Promise.reject(new DOMException('no', 'SecurityError')) }
    const one = await join(Object.assign(tab, { locks }))
    expect(one.keeper.leading).toBe(true)
    await one.world.close()
    expect(one.counts).toEqual({ begun: 1, ended: 1 })
  })

  it('leave no timer and no lock behind', async () => {
    const [one, two] = [await join(), await join()]
    void say(two.world, 'on its way')
    await two.world.close()
    await one.world.close()
    await settle()
    expect(clock.next).toBeUndefined()
    expect((await join()).keeper.leading).toBe(true)
  })
})
