import { beforeEach, describe, expect, it } from 'vitest'
import type { Act, Draft } from '../model/act.ts'
import type { Status } from '../model/status.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Repeat } from './repeat.svelte.ts'

/** A channel whose wire takes at once what it is given, unless told otherwise. */
class FakeOutlet {
  status: Status = { name: 'ready', since: 0 }
  can: Act['kind'][] = ['say']
  drafts: Draft[] = []
  full = false
  /** What a draft becomes; undefined: it went out. */
  becomes: Draft['state'] | undefined
  readonly said: unknown[] = []
  readonly at: number[] = []
  readonly acts: Act[] = []
  readonly #clock: FakeClock

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  do(act: Act): Draft | undefined {
    if (this.full) return undefined
    this.said.push('body' in act ? act.body : undefined)
    this.at.push(this.#clock.now())
    this.acts.push(act)
    const draft: Draft = { id: `d${this.said.length}`, at: 0, act, state: this.becomes ?? 'sent' }
    this.drafts = this.becomes ? [draft] : []
    return draft
  }
}

let clock: FakeClock
let outlet: FakeOutlet
let repeat: Repeat
let count: number
const start = (times?: number, everyMs = 1_000) =>
  repeat.start({ label: 'n', everyMs, times, body: () => `n ${++count}` })

beforeEach(() => {
  clock = new FakeClock()
  outlet = new FakeOutlet(clock)
  repeat = new Repeat(outlet, clock)
  count = 0
})

describe('repeating', () => {
  it('sends the same options to the same room each time', async () => {
    const about = { room: 'ops', options: { title: 'Deploy' } }
    repeat.start({ label: 'n', everyMs: 1_000, times: 2, body: () => 'x', about })
    await clock.pass(1_000)
    expect(outlet.acts).toEqual([1, 2].map(() => ({ kind: 'say', body: 'x', ...about })))
  })

  it('sends at once, then in time, filled in anew, and ends after so many', async () => {
    start(3)
    expect(outlet.said).toEqual(['n 1'])
    expect(repeat.running).toMatchObject({ sent: 1, times: 3, nextAt: clock.now() + 1_000 })
    await clock.pass(999)
    expect(outlet.said).toHaveLength(1)
    await clock.pass(1)
    expect(repeat.running).toMatchObject({ sent: 2 })
    await clock.pass(60_000)
    expect(outlet.said).toEqual(['n 1', 'n 2', 'n 3'])
    expect(repeat.running).toBeUndefined()
    expect(repeat.ended).toEqual({ sent: 3, why: 'done' })
  })

  it('goes on until it is stopped where no number is given', async () => {
    start(undefined, 100)
    await clock.pass(10_000)
    expect(outlet.said).toHaveLength(101)
    repeat.stop()
    await clock.pass(10_000)
    expect(outlet.said).toHaveLength(101)
    expect(repeat.ended).toEqual({ sent: 101, why: 'stopped' })
    expect(clock.next).toBeUndefined()
  })

  it('keeps its pace: what the timers lose is not added up', async () => {
    start(undefined, 333)
    await clock.pass(333 * 9)
    expect(outlet.at.at(-1)).toBe((outlet.at[0] ?? 0) + 333 * 9)
  })

  it('waits while the wire is down, piles nothing up, and goes on soon after it is back', async () => {
    start(10, 1_000)
    outlet.can = []
    await clock.pass(60_000)
    expect(outlet.said).toHaveLength(1)
    expect(repeat.running).toMatchObject({ sent: 1, holds: 'down' })
    outlet.can = ['say']
    await clock.pass(500)
    expect(outlet.said).toHaveLength(2)
    expect(repeat.running?.holds).toBeUndefined()
    await clock.pass(999)
    expect(outlet.said).toHaveLength(2)
    await clock.pass(1)
    expect(outlet.said).toHaveLength(3)
  })

  it('begins where the wire is down with waiting', async () => {
    outlet.can = []
    start(2)
    expect(outlet.said).toEqual([])
    outlet.can = ['say']
    await clock.pass(5_000)
    expect(outlet.said).toEqual(['n 1', 'n 2'])
  })

  it('waits for what is still on its way', async () => {
    outlet.becomes = 'sending'
    start(undefined, 100)
    await clock.pass(5_000)
    expect(outlet.said).toHaveLength(1)
    expect(repeat.running?.holds).toBe('busy')
    outlet.drafts = []
    outlet.becomes = undefined
    await clock.pass(100)
    expect(outlet.said).toHaveLength(2)
  })

  it('waits where nothing more is taken', async () => {
    outlet.full = true
    start(1)
    await clock.pass(2_000)
    expect(repeat.running).toMatchObject({ sent: 0, holds: 'busy' })
    outlet.full = false
    await clock.pass(1_000)
    expect([outlet.said.length, count]).toEqual([1, 1])
  })

  it('ends where one was refused', async () => {
    outlet.becomes = 'failed'
    start()
    await clock.pass(60_000)
    expect(outlet.said).toHaveLength(1)
    expect(repeat.ended).toEqual({ sent: 1, why: 'refused' })
    repeat.forget()
    expect(repeat.ended).toBeUndefined()
  })

  it('goes on after one that may or may not have arrived', async () => {
    outlet.becomes = 'unconfirmed'
    start(2)
    await clock.pass(1_000)
    expect(outlet.said).toHaveLength(2)
  })

  it('does not make up for what a sleeping tab missed', async () => {
    start()
    await clock.leap(3_600_000)
    expect(outlet.said).toHaveLength(2)
    await clock.pass(1_000)
    expect(outlet.said).toHaveLength(3)
  })

  it('is one at a time: another one takes its place', async () => {
    start()
    repeat.start({ label: 'other', everyMs: 1_000, times: undefined, body: () => 'other' })
    await clock.pass(2_000)
    expect(outlet.said).toEqual(['n 1', 'other', 'other', 'other'])
  })
})
