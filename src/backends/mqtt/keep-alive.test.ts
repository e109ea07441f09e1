import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clock } from '../../net/clock.ts'
import { FakeClock } from '../../net/fake-clock.ts'
import { keepAlive } from './keep-alive.ts'

const MINUTE_MS = 60_000

/** Its timers come at full minutes only, as those of a page that is long hidden. */
function hiddenClock(clock: FakeClock): Clock {
  return {
    now: () => clock.now(),
    after: (ms, run) => {
      const due = clock.now() + ms
      return clock.after(Math.ceil(due / MINUTE_MS) * MINUTE_MS - clock.now(), run)
    },
  }
}

/** The longest silence (ms), where we also say something at these times (ms). */
async function longestSilence(says: readonly number[], hidden: boolean, keepalive: number) {
  const fake = new FakeClock(MINUTE_MS)
  let wroteAt = fake.now()
  let longest = 0
  const write = () => {
    longest = Math.max(longest, fake.now() - wroteAt)
    wroteAt = fake.now()
  }
  for (const at of says) fake.after(at, write)
  const pingAfter = (ms: number) => {
    if (fake.now() - wroteAt >= ms) write()
  }
  const stop = keepAlive({ keepalive, pingAfter }, hidden ? hiddenClock(fake) : fake)
  await fake.pass(8 * MINUTE_MS)
  stop()
  write()
  return longest
}

describe('a keep-alive of a minute', () => {
  const says = fc.array(fc.nat(7 * MINUTE_MS), { maxLength: 12 })

  it.each([true, false])('is kept, whatever we say (hidden: %s)', async (hidden) => {
    await fc.assert(
      fc.asyncProperty(says, async (all) => {
        expect(await longestSilence(all, hidden, 60)).toBeLessThanOrEqual(hidden ? 75_000 : 60_000)
      }),
    )
  })

  it('of none is none', async () => {
    expect(await longestSilence([], false, 0)).toBe(8 * MINUTE_MS)
  })
})
