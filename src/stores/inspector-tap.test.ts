import { beforeEach, describe, expect, it } from 'vitest'
import type { Traced } from '../model/traced.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Recorder } from '../net/trace.ts'
import { LEASE_MS, Tap, TELL_MS } from './inspector-tap.ts'
import type { Glimpse } from './inspector-watch.ts'
import { RENEW_MS, Watch } from './inspector-watch.ts'

const frame = (at: number): Traced => ({ at, kind: 'in', frame: String(at) })

let clock: FakeClock
/** The tab that has the wire. Replaced by a takeover. */
let leader: { recorder: Recorder; tap: Tap }
let watches: Map<string, Watch>

function lead(): void {
  const recorder = new Recorder()
  const tap: Tap = new Tap(recorder, clock, (tapped) => {
    // As over a channel: every tab hears it, and it is a copy.
    for (const watch of watches.values()) watch.hear(structuredClone(tapped))
  })
  leader = { recorder, tap }
}

/** Another tab that shows the wire. */
function open(who: string) {
  const glimpses: Glimpse[] = []
  const watch = new Watch(
    who,
    (call, ...given) => {
      if (call === 'watch') leader.tap.watch(...(given as Parameters<Tap['watch']>))
      else leader.tap.leave(who)
    },
    clock,
  )
  watches.set(who, watch)
  const stop = watch.start((glimpse) => glimpses.push(glimpse))
  return { watch, stop, glimpses, seen: () => glimpses.flatMap(({ traced }) => traced.map(({ at }) => at)) }
}

beforeEach(() => {
  clock = new FakeClock()
  watches = new Map()
  lead()
})

describe('what crosses a wire, watched', () => {
  it('is told from what is kept on, in batches', async () => {
    leader.recorder.trace(frame(1))
    const one = open('one')
    expect(one.seen()).toEqual([1])
    for (const n of [2, 3, 4]) leader.recorder.trace(frame(n))
    expect(one.seen()).toEqual([1])
    await clock.pass(TELL_MS)
    expect(one.seen()).toEqual([1, 2, 3, 4])
    expect(one.glimpses.map(({ kept }) => kept)).toEqual([true, false])
  })

  it('is the same for whoever comes later, and nobody is told anything twice', async () => {
    const one = open('one')
    leader.recorder.trace(frame(1))
    const two = open('two')
    leader.recorder.trace(frame(2))
    await clock.pass(TELL_MS)
    expect(one.seen()).toEqual([1, 2])
    expect(two.seen()).toEqual([1, 2])
  })

  it('says how many were not kept', () => {
    leader.recorder.trace({ at: 0, kind: 'open', url: 'ws://x' })
    for (let n = 1; n <= 300; n++) leader.recorder.trace(frame(n))
    const one = open('one')
    expect(one.glimpses.map(({ missed, traced }) => [missed, traced.length])).toEqual([
      [0, 1],
      [100, 200],
    ])
  })

  it('costs nothing once nobody watches, and after a tab that is gone without a word', async () => {
    const one = open('one')
    expect(leader.recorder.follower).toBeDefined()
    one.stop()
    expect(leader.recorder.follower).toBeUndefined()

    leader.tap.watch('a tab that was killed since', undefined)
    expect(leader.recorder.follower).toBeDefined()
    await clock.pass(LEASE_MS + 1)
    leader.recorder.trace(frame(1))
    await clock.pass(TELL_MS)
    expect(leader.recorder.follower).toBeUndefined()
  })

  it('goes on for as long as the watch is renewed, and nothing is told again for it', async () => {
    const one = open('one')
    leader.recorder.trace(frame(1))
    await clock.pass(LEASE_MS * 2)
    leader.recorder.trace(frame(2))
    await clock.pass(TELL_MS)
    expect(one.seen()).toEqual([1, 2])
    expect(one.glimpses).toHaveLength(2)
  })

  it('goes on with the next tab that has the wire', async () => {
    const one = open('one')
    leader.recorder.trace(frame(1))
    await clock.pass(TELL_MS)
    lead()
    leader.recorder.trace(frame(2))
    await clock.pass(RENEW_MS)
    leader.recorder.trace(frame(3))
    await clock.pass(TELL_MS)
    expect(one.seen()).toEqual([1, 2, 3])
  })

  it('does not wait for a timer when there is much of it', () => {
    const one = open('one')
    for (let n = 0; n < 12_000; n++) leader.recorder.trace(frame(n))
    expect(one.seen()).toHaveLength(10_000)
  })
})
