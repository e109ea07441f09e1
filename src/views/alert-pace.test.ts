import { describe, expect, it } from 'vitest'
import { FakeClock } from '../net/fake-clock.ts'
import { ALERT_EVERY_MS, AlertPace } from './alert-pace.ts'

describe('alerts', () => {
  it('come at once, and then no more often than a person can bear, with all that came meanwhile', async () => {
    const clock = new FakeClock()
    const told: Record<string, number>[] = []
    const pace = new AlertPace(clock, (counts) => told.push(Object.fromEntries(counts)))
    pace.add('builds', 1)
    await clock.pass(0)
    expect(told).toEqual([{ builds: 1 }])
    for (let n = 0; n < 500; n++) pace.add('builds', 1)
    pace.add('ops', 2)
    await clock.pass(ALERT_EVERY_MS - 1)
    expect(told).toHaveLength(1)
    await clock.pass(1)
    expect(told[1]).toEqual({ builds: 500, ops: 2 })
  })

  it('are not told to somebody who came to look', async () => {
    const clock = new FakeClock()
    const told: unknown[] = []
    const pace = new AlertPace(clock, (counts) => told.push(counts))
    pace.add('builds', 1)
    pace.forget()
    await clock.pass(ALERT_EVERY_MS)
    expect(told).toEqual([])
  })
})
