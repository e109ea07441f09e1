import { describe, expect, it } from 'vitest'
import type { Traced } from '../model/traced.ts'
import { Recorder } from './trace.ts'

const frame = (at: number): Traced => ({ at, kind: 'in', frame: String(at) })
const note = (at: number): Traced => ({ at, kind: 'note', detail: ':' })
const times = (traced: readonly Traced[]) => traced.map(({ at }) => at)

describe('Recorder', () => {
  it('keeps the last 200 frames, oldest first, and the timeline', () => {
    const recorder = new Recorder()
    recorder.trace({ at: 0, kind: 'open', url: 'ws://x' })
    for (let n = 1; n <= 250; n++) recorder.trace(frame(n))
    recorder.trace({ at: 251, kind: 'close', detail: 'closed', code: 1011 })
    expect(recorder.frames).toHaveLength(200)
    expect(recorder.frames[0]?.at).toBe(51)
    expect(recorder.frames.at(-1)?.at).toBe(250)
    expect(times(recorder.timeline)).toEqual([0, 251])
    expect(times(recorder.all)).toEqual([0, ...Array.from({ length: 200 }, (_, n) => n + 51), 251])
  })

  it('loses no frame and no turn of the connection to comments and round trips', () => {
    const recorder = new Recorder()
    recorder.trace({ at: 1, kind: 'status', status: { name: 'ready', since: 1 } })
    recorder.trace(frame(2))
    for (let n = 0; n < 5_000; n++) {
      recorder.trace(note(3))
      recorder.trace({ at: 3, kind: 'status', status: { name: 'ready', since: 1, rttMs: n } })
    }
    recorder.trace({ at: 4, kind: 'status', status: { name: 'closed' } })
    expect(times(recorder.frames)).toEqual([2])
    expect(times(recorder.timeline)).toEqual([1, 4])
    expect(recorder.all).toHaveLength(203)
  })

  it('has each state once, however often it is told', () => {
    const recorder = new Recorder()
    for (const rttMs of [undefined, undefined, 7, 7, 9])
      recorder.trace({ at: 1, kind: 'status', status: { name: 'ready', since: 1, ...(rttMs && { rttMs }) } })
    expect(recorder.all).toHaveLength(3)
    expect(recorder.timeline).toHaveLength(1)
  })

  it('tells what somebody does not know yet, and by its numbers what they missed', () => {
    const recorder = new Recorder()
    recorder.trace({ at: 0, kind: 'open', url: 'ws://x' })
    for (let n = 1; n <= 250; n++) recorder.trace(frame(n))
    const { of, stretches } = recorder.since(undefined)
    expect(stretches.map(({ from, traced }) => [from, traced.length])).toEqual([
      [0, 1],
      [51, 200],
    ])
    expect(recorder.since({ of, next: 249 }).stretches).toEqual([
      { from: 249, traced: [frame(249), frame(250)] },
    ])
    expect(recorder.since({ of, next: recorder.next }).stretches).toEqual([])
    expect(recorder.since({ of: 'another', next: 249 }).stretches).toEqual(stretches)
  })

  it('lets a follower hear everything whole, also what is too large to be kept', () => {
    const recorder = new Recorder()
    const heard: Traced[] = []
    recorder.trace(frame(1))
    recorder.follower = (traced) => heard.push(traced)
    const large: Traced = { at: 2, kind: 'in', frame: 'x'.repeat(5 * 1024 * 1024) }
    recorder.trace(large)
    recorder.follower = undefined
    recorder.trace(frame(3))
    expect(heard).toEqual([large])
  })
})
