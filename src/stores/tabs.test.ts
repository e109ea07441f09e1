import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../net/fake-clock.ts'
import type { FakeTab } from '../net/fake-tabs.ts'
import { FakeTabs } from '../net/fake-tabs.ts'
import type { Batch, State } from './desk.ts'
import type { Ask } from './asks.ts'
import { HERE_MS, SILENCE_MS, Tabs } from './tabs.ts'

let clock: FakeClock
let browser: FakeTabs

/** One tab, with all that it was told and asked. */
class Page {
  readonly tab: FakeTab
  readonly tabs: Tabs
  readonly heard: string[] = []
  readonly asked: Ask[] = []

  constructor(shares = true) {
    this.tab = browser.open({ shares })
    this.tabs = new Tabs(this.tab, {
      lead: () => this.heard.push('lead'),
      follow: () => this.heard.push('follow'),
      batch: (profile, { arrived }) => this.heard.push(`${profile} ${arrived}`),
      state: (profile, { now }) => this.heard.push(`${profile} has ${now.nextAt}`),
      tapped: (profile, { of }) => this.heard.push(`${profile} tapped ${of}`),
      secrets: (word) => this.heard.push(`secrets: ${word.type}`),
      joined: () => undefined,
      states: () => [['p', { now: { nextAt: 7 } } as State]],
      serve: (ask) => {
        this.asked.push(ask)
        return `served ${ask.call}`
      },
      stopped: () => undefined,
      watched: () => undefined,
    })
    this.tabs.start()
  }
}

const batch = (arrived: number): Batch => ({ arrived })
const ask = (call: string): Ask => ({ profile: 'p', call, with: [] })

beforeEach(() => {
  clock = new FakeClock()
  browser = new FakeTabs(clock)
})

describe('several tabs', () => {
  it('have one that leads; whoever comes later is told all that it has, and then what happens', async () => {
    const one = new Page()
    await settle()
    one.tabs.tell('p', batch(1))
    const two = new Page()
    await settle()
    one.tabs.tell('p', batch(2))
    await settle()
    expect(one.tabs.leading).toBe(true)
    expect(two.tabs.leading).toBe(false)
    expect(two.heard).toEqual(['follow', 'p has 7', 'p 2'])
  })

  it('ask the one that leads, and get its answer', async () => {
    const one = new Page()
    await settle()
    const two = new Page()
    await settle()
    expect(await two.tabs.ask(ask('x'))).toBe('served x')
    expect(one.asked).toEqual([ask('x')])
    expect(await one.tabs.ask(ask('y'))).toBe('served y')
  })

  it.each(['away', 'frozen'] as const)('go on with the next when the one that leads is %s', async (sign) => {
    const one = new Page()
    await settle()
    const two = new Page()
    await settle()
    one.tab.sign(sign)
    await settle()
    expect(two.tabs.leading).toBe(true)
    expect(two.heard.at(-1)).toBe('lead')
    one.tab.sign('back')
    await settle()
    expect(one.tabs.leading).toBe(false)
    expect(one.heard.at(-1)).toBe('p has 7')
  })

  it('rob one that hangs, and do not hear what it still says; what was asked of it is done by the next', async () => {
    const one = new Page()
    await settle()
    const two = new Page()
    await settle()
    one.tab.hangs = true
    const answer = two.tabs.ask(ask('say'))
    await clock.pass(HERE_MS + SILENCE_MS)
    expect(two.tabs.leading).toBe(true)
    expect(await answer).toBe('served say')
    expect(one.asked).toEqual([])
    one.tab.hangs = false
    const heard = two.heard.length
    one.tabs.tell('p', batch(99))
    await settle()
    expect(two.heard).toHaveLength(heard)
    expect(one.tabs.leading).toBe(false)
  })

  it('do not rob one because they slept themselves', async () => {
    const one = new Page()
    await settle()
    const two = new Page()
    await settle()
    await clock.pass(HERE_MS)
    await clock.leap(60 * 60_000)
    expect(one.tabs.leading).toBe(true)
    expect(two.tabs.leading).toBe(false)
  })

  it('do nothing twice that was asked twice', async () => {
    const one = new Page()
    await settle()
    const two = new Page()
    await settle()
    one.tab.hangs = true
    const answer = two.tabs.ask(ask('say'))
    await settle()
    one.tab.hangs = false
    const three = new Page()
    await settle()
    one.tab.sign('away')
    await settle()
    expect(await answer).toBe('served say')
    expect([...two.asked, ...three.asked]).toEqual([ask('say')])
  })

  it('know whether a person looks at another one', async () => {
    const one = new Page()
    await settle()
    expect(one.tabs.watchedElsewhere).toBe(false)
    const two = new Page()
    await settle()
    expect(one.tabs.watchedElsewhere).toBe(true)
    two.tab.sign('hidden')
    await settle()
    expect(one.tabs.watchedElsewhere).toBe(false)
  })
})

describe('tabs that cannot share', () => {
  it('lead each for itself', async () => {
    const [one, two] = [new Page(false), new Page(false)]
    await settle()
    expect([one.tabs.leading, two.tabs.leading]).toEqual([true, true])
    one.tabs.tell('p', batch(1))
    await settle()
    expect(two.heard).toEqual(['lead'])
  })
})
