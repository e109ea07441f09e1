import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from './fake-clock.ts'
import { HIDDEN_FACTOR, Pace } from './pace.ts'
import { poll } from './poll.ts'

let clock: FakeClock
let pace: Pace
let stop: AbortController
let asked: number[]
let answers: string[]
let draw: number

beforeEach(() => {
  clock = new FakeClock(0)
  pace = new Pace(1_000)
  stop = new AbortController()
  asked = []
  answers = []
  draw = 0.5
})

async function start(takesMs = 0): Promise<void> {
  const ask = () => {
    asked.push(clock.now())
    return new Promise<string>((resolve) => void clock.after(takesMs, () => resolve(`#${asked.length}`)))
  }
  void (async () => {
    for await (const answer of poll(ask, pace, { signal: stop.signal, clock, random: () => draw }))
      answers.push(answer)
  })()
  await settle()
}

describe('poll', () => {
  it('asks at once, then an interval after each answer, one in flight', async () => {
    await start(300)
    await clock.pass(4_000)
    expect(asked).toEqual([0, 1_300, 2_600, 3_900])
  })

  it('varies each wait by 10 %', async () => {
    draw = 0
    await start()
    await clock.pass(0)
    draw = 1
    await clock.pass(1_999)
    expect(asked).toEqual([0, 900])
    await clock.pass(1)
    expect(asked).toEqual([0, 900, 2_000])
  })

  it('keeps 50 ms between two polls even when the interval is nothing', async () => {
    pace.set({ everyMs: 0 })
    await start()
    await clock.pass(120)
    expect(asked).toEqual([0, 50, 100])
  })

  it('asks at once when told to, and tells when it will ask next', async () => {
    const next: (number | undefined)[] = []
    pace.onNext = (at) => next.push(at)
    await start()
    await clock.pass(100)
    pace.now()
    await settle()
    expect(asked).toEqual([0, 100])
    await clock.pass(0)
    expect(next).toEqual([undefined, 1_000, undefined, 1_100])
  })

  it('does not ask while paused, and asks at once afterwards when the value is overdue', async () => {
    await start()
    await clock.pass(0)
    pace.set({ paused: true })
    await clock.pass(60_000)
    expect(asked).toEqual([0])
    pace.set({ paused: false })
    await clock.pass(0)
    expect(asked).toEqual([0, 60_000])
  })

  it('measures a changed interval from the last answer', async () => {
    await start()
    await clock.pass(400)
    pace.set({ everyMs: 500 })
    await clock.pass(100)
    expect(asked).toEqual([0, 500])
  })

  it.each([
    ['keep', 1_000],
    ['slow', 1_000 * HIDDEN_FACTOR],
    ['pause', Infinity],
  ] as const)('in a hidden tab that is to %s it waits %d ms', (whenHidden, everyMs) => {
    pace.set({ whenHidden, hidden: true })
    expect(pace.everyMs).toBe(everyMs)
  })

  it('refreshes a stale value at once when the tab is shown again', async () => {
    pace.set({ whenHidden: 'pause' })
    await start()
    await clock.pass(0)
    pace.set({ hidden: true })
    await clock.pass(30_000)
    pace.set({ hidden: false })
    await clock.pass(0)
    expect(asked).toEqual([0, 30_000])
  })

  it('asks at once after a sleep that the timers did not count', async () => {
    await start()
    await clock.pass(100)
    const sleeper = clock.after.bind(clock)
    clock.after = (ms, run) => sleeper(ms + 3_600_000, run)
    pace.check()
    clock.after = sleeper
    await clock.pass(60_000)
    expect(asked).toEqual([0])
    pace.check()
    await clock.pass(0)
    expect(asked).toEqual([0, 60_100])
  })

  it('ends by what the ask throws', async () => {
    const failing = poll(() => Promise.reject(new Error('no')), pace, { signal: stop.signal, clock })
    await expect(failing.next()).rejects.toThrow('no')
  })

  it('ends quietly at the abort, and leaves no timer behind', async () => {
    await start()
    await clock.pass(0)
    stop.abort()
    await settle()
    expect(clock.next).toBeUndefined()
    expect(answers).toEqual(['#1'])
  })
})
