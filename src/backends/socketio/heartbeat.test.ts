import { describe, expect, it } from 'vitest'
import { FakeClock } from '../../net/fake-clock.ts'
import { Heartbeat } from './heartbeat.ts'

describe('a server that said how often it pings', () => {
  it('is there as long as it is heard', async () => {
    const clock = new FakeClock()
    const errors: unknown[] = []
    const heartbeat = new Heartbeat(clock, (error) => errors.push(error))
    await clock.pass(1_000_000)
    heartbeat.begin(45_000)
    for (let minute = 0; minute < 10; minute++) {
      await clock.pass(40_000)
      heartbeat.heard()
    }
    expect(errors).toEqual([])
    await clock.pass(44_999)
    expect(errors).toEqual([])
    await clock.pass(1)
    expect(errors).toMatchObject([
      { kind: 'timeout', why: { code: 'socketio.no-ping', params: { seconds: 45 } } },
    ])
  })

  it('is known to be gone when a lid is opened', async () => {
    const clock = new FakeClock()
    const errors: unknown[] = []
    const heartbeat = new Heartbeat(clock, (error) => errors.push(error))
    heartbeat.begin(45_000)
    await clock.leap(3_600_000)
    expect(errors).toHaveLength(1)
  })

  it('is not watched any more when it is over', async () => {
    const clock = new FakeClock()
    const errors: unknown[] = []
    const heartbeat = new Heartbeat(clock, (error) => errors.push(error))
    heartbeat.begin(45_000)
    heartbeat.stop()
    await clock.pass(1_000_000)
    expect(errors).toEqual([])
  })
})
