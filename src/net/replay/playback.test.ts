import { beforeEach, describe, expect, it } from 'vitest'
import { FakeClock, settle } from '../fake-clock.ts'
import type { Speed } from './playback.ts'
import { LEAD_MS, Playback } from './playback.ts'

const FROM = 1_000_000
/** When things of the recording were, after its beginning (ms). */
let told: { at: number; real: number }[]
let real: FakeClock
let playback: Playback
let leave: AbortController

function play(...at: number[]): Promise<void> {
  const run = async () => {
    for (const each of at) {
      await playback.until(FROM + each, leave.signal)
      told.push({ at: playback.clock.now() - FROM, real: real.now() })
    }
  }
  return run().catch(
    (error: unknown) => void (error === leave.signal.reason || Promise.reject(error as Error)),
  )
}
const tolds = () => told.map(({ at, real: when }) => [at, when])

beforeEach(() => {
  told = []
  real = new FakeClock(0)
  playback = new Playback(FROM, settle, real)
  playback.skips = false
  leave = new AbortController()
})

describe('a recording as it is played', () => {
  it('comes at its own pace', async () => {
    void play(0, 1_000, 5_000)
    await real.pass(60_000)
    expect(tolds()).toEqual([
      [0, 0],
      [1_000, 1_000],
      [5_000, 5_000],
    ])
  })

  it.each<[Speed, number]>([
    [2, 2_500],
    [10, 500],
    [100, 50],
    ['most', 0],
  ])('comes faster: %s', async (speed, tookMs) => {
    playback.speed = speed
    void play(0, 5_000)
    await real.pass(60_000)
    expect(tolds()).toEqual([
      [0, 0],
      [5_000, tookMs],
    ])
  })

  it('stands while it is paused, and goes on from there', async () => {
    void play(1_000)
    await real.pass(400)
    playback.paused = true
    expect(playback.position).toBe(FROM + 400)
    await real.pass(100_000)
    expect(playback.position).toBe(FROM + 400)
    expect(told).toEqual([])
    playback.paused = false
    await real.pass(599)
    expect(told).toEqual([])
    await real.pass(1)
    expect(tolds()).toEqual([[1_000, 101_000]])
  })

  it('changes its speed in the middle', async () => {
    void play(10_000)
    await real.pass(5_000)
    playback.speed = 10
    await real.pass(500)
    expect(tolds()).toEqual([[10_000, 5_500]])
  })

  it('skips a long silence but for its end, where that is wanted', async () => {
    void play(0, 3_600_000)
    await real.pass(1_000)
    expect(playback.position).toBe(FROM + 1_000)
    playback.skips = true
    await real.pass(LEAD_MS)
    expect(tolds()).toEqual([
      [0, 0],
      [3_600_000, 1_000 + LEAD_MS],
    ])
  })

  it('runs what was to happen meanwhile at its time, also where it is skipped', async () => {
    const ran: number[] = []
    const later = (ms: number) => playback.clock.after(ms, () => ran.push(playback.clock.now() - FROM))
    later(7_000)
    later(2_000)
    later(5_000)()
    playback.clock.after(1_000, () => later(2_500))
    playback.speed = 'most'
    await play(6_000, 8_000)
    expect(ran).toEqual([2_000, 3_500, 7_000])
  })

  it('shows what came also where it stands', async () => {
    let shown = false
    playback.clock.after(16, () => (shown = true))
    playback.paused = true
    await real.pass(16)
    expect(shown).toBe(true)
  })

  it('goes on where the clock of who recorded it was set back', async () => {
    void play(60_000, 1_000, 2_000)
    await real.pass(61_000)
    expect(tolds()).toEqual([
      [60_000, 60_000],
      [1_000, 60_000],
      [2_000, 61_000],
    ])
  })

  it('ends when it is left, whatever it waits for', async () => {
    const playing = play(1_000)
    playback.paused = true
    leave.abort()
    await playing
    expect(told).toEqual([])
  })
})
