import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming } from '../model/message.ts'
import type { Status } from '../model/status.ts'
import { BASE_MS, CAP_MS, delay, OFFLINE_RETRY_MS, STEADY_MS } from './backoff.ts'
import type { Attempt } from './connection.ts'
import { keepConnected } from './connection.ts'
import { NetError } from './errors.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { IDLE_MS, PROBE_TIMEOUT_MS } from './liveness.ts'
import { Queue } from './queue.ts'
import { Hints } from './wake.ts'

/** One attempt, as the test plays it. */
class Story {
  readonly told = new Queue<Incoming>()
  readonly attempt: Attempt
  constructor(attempt: Attempt) {
    this.attempt = attempt
    attempt.signal.addEventListener('abort', () => this.told.end())
  }
  ready(more: Partial<Incoming & { type: 'ready' }> = {}): Promise<void> {
    this.told.push({ type: 'ready', can: [], ...more })
    return settle()
  }
  drop(error: unknown = new NetError('dropped', { code: 'ended' })): Promise<void> {
    this.told.fail(error)
    return settle()
  }
}

let clock: FakeClock
let online: boolean
let draw: number
let wake: Hints
let stories: Story[]
let statuses: Status[]
let incoming: Incoming[]
let stop: AbortController
let done: Promise<void>

const last = () => stories.at(-1) as Story
const status = () => statuses.at(-1) as Status
const waitMs = () => {
  const now = status()
  return now.name === 'waiting' ? (now.until ?? NaN) - clock.now() : NaN
}

beforeEach(async () => {
  clock = new FakeClock()
  online = true
  draw = 0.5
  wake = new Hints(() => online)
  stories = []
  statuses = []
  incoming = []
  stop = new AbortController()
  done = keepConnected(
    (attempt) => {
      const story = new Story(attempt)
      stories.push(story)
      return story.told
    },
    { status: (each) => statuses.push(each), incoming: (each) => incoming.push(each) },
    stop.signal,
    { clock, random: () => draw, wake },
  )
  await settle()
})

describe('the ladder', () => {
  it('draws 500 ms + rand(0, min(30 s, 500·2^n)), and nothing is clipped after the jitter', () => {
    expect(delay(0, () => 0)).toBe(BASE_MS)
    expect(delay(0, () => 1)).toBe(BASE_MS + 500)
    expect(delay(3, () => 1)).toBe(BASE_MS + 4_000)
    expect(delay(40, () => 1)).toBe(BASE_MS + CAP_MS)
    expect(delay(40, () => 0.25)).toBe(BASE_MS + CAP_MS / 4)
  })

  it('climbs with every failure, for ever, with a fresh draw each time', async () => {
    const waits: number[] = []
    for (const each of [0.5, 0.1, 0.9, 0.5, 0.5, 0.5, 0.5, 0.5]) {
      draw = each
      await last().drop()
      waits.push(waitMs())
      await clock.pass(waitMs())
    }
    expect(waits).toEqual([750, 600, 2_300, 2_500, 4_500, 8_500, 15_500, 15_500])
    expect(stories).toHaveLength(9)
  })

  it('does not start anew merely because the wire opened: who accepts and hangs up is not hammered', async () => {
    for (let n = 0; n < 4; n++) {
      await last().ready()
      await last().drop()
      if (n < 3) await clock.pass(waitMs())
    }
    expect(waitMs()).toBe(delay(3, () => 0.5))
  })

  it('starts anew after 5 s of steady ready', async () => {
    for (let n = 0; n < 4; n++) {
      await last().drop()
      await clock.pass(waitMs())
    }
    await last().ready()
    await clock.pass(STEADY_MS)
    await last().drop()
    expect(waitMs()).toBe(delay(0, () => 0.5))
  })

  it('starts anew after an application-level hello', async () => {
    for (let n = 0; n < 4; n++) {
      await last().drop()
      await clock.pass(waitMs())
    }
    await last().ready({ hello: true })
    await last().drop()
    expect(waitMs()).toBe(delay(0, () => 0.5))
  })

  it('reconnects after a clean end too', async () => {
    await last().ready()
    last().told.end()
    await settle()
    expect(status()).toMatchObject({ name: 'waiting', why: { code: 'ended' } })
  })

  it('waits at least as long as the server asks, with jitter on top', async () => {
    await last().drop(new NetError('busy', { code: 'rate-limited' }, { retryAt: clock.now() + 20_000 }))
    expect(waitMs()).toBe(20_250)
  })

  it('gives a server that is busy a higher floor when it does not say until when', async () => {
    await last().drop(new NetError('busy', { code: 'closed' }, { code: 1013 }))
    expect(waitMs()).toBe(5_250)
  })
})

describe('the end of trying', () => {
  it.each(['refused', 'unauthorized', 'protocol'] as const)(
    'fails at once when the error is %s',
    async (kind) => {
      await last().drop(new NetError(kind, { code: 'closed' }))
      await done
      expect(status()).toEqual({ name: 'failed', why: { code: 'closed' } })
    },
  )

  it('shows anything else that is thrown as a bug and does not retry it', async () => {
    await last().drop(new TypeError('x is undefined'))
    await done
    expect(status()).toEqual({ name: 'failed', why: { code: 'bug', detail: 'TypeError: x is undefined' } })
  })

  it('says closed when it is stopped, while connecting, ready or waiting', async () => {
    await last().ready()
    stop.abort()
    await done
    expect(status()).toEqual({ name: 'closed' })
    expect(last().attempt.signal.aborted).toBe(true)
  })

  it('ends a wait at the abort', async () => {
    await last().drop()
    stop.abort()
    await done
    expect(status()).toEqual({ name: 'closed' })
    expect(clock.next).toBeUndefined()
  })
})

describe('waking', () => {
  it.each(['visible', 'resume', 'pageshow', 'retry'] as const)(
    'ends the wait at once on %s',
    async (hint) => {
      await last().drop()
      wake.give(hint)
      await settle()
      expect(stories).toHaveLength(2)
    },
  )

  it('spreads the return after online over half a second', async () => {
    await last().drop()
    wake.give('online')
    await clock.pass(249)
    expect(stories).toHaveLength(1)
    await clock.pass(1)
    expect(stories).toHaveLength(2)
  })

  it('never revives what the person closed', async () => {
    stop.abort()
    await done
    wake.give('visible')
    wake.give('retry')
    await settle()
    expect(stories).toHaveLength(1)
  })

  it('heeds the server rather than a tab that came back, but a person before the server', async () => {
    await last().drop(new NetError('busy', { code: 'rate-limited' }, { retryAt: clock.now() + 60_000 }))
    wake.give('visible')
    await settle()
    expect(stories).toHaveLength(1)
    wake.give('retry')
    await settle()
    expect(stories).toHaveLength(2)
  })

  it('tries once at the start even offline, then every 30 s, and says why', async () => {
    online = false
    await last().drop()
    expect(status()).toMatchObject({ name: 'waiting', why: { code: 'offline' } })
    expect(waitMs()).toBe(OFFLINE_RETRY_MS)
    await clock.pass(OFFLINE_RETRY_MS)
    expect(stories).toHaveLength(2)
  })
})

describe('generations', () => {
  it('lets nothing of an old attempt touch the new one', async () => {
    const old = last()
    await old.ready()
    await old.drop()
    await clock.pass(waitMs())
    const before = incoming.length
    old.told.push({ type: 'messages', messages: [] })
    await settle()
    expect(incoming).toHaveLength(before)
    expect(status()).toMatchObject({ name: 'connecting', attempt: 1 })
  })

  it('does not wait for a backend that ignores its signal', async () => {
    const stubborn = new AbortController()
    const seen: Status[] = []
    const ended = keepConnected(
      async function* () {
        await new Promise(() => undefined)
      },
      { status: (each) => seen.push(each), incoming: () => undefined },
      stubborn.signal,
      { clock },
    )
    await settle()
    stubborn.abort()
    await ended
    expect(seen.at(-1)).toEqual({ name: 'closed' })
  })
})

describe('liveness', () => {
  let pings: { resolve: () => void; reject: (error: unknown) => void }[]
  const probe = () => new Promise<void>((resolve, reject) => pings.push({ resolve, reject }))
  beforeEach(() => (pings = []))

  it('measures the round trip at the start and shows it', async () => {
    await last().ready({ probe })
    await clock.pass(23)
    pings[0]?.resolve()
    await settle()
    expect(status()).toMatchObject({ name: 'ready', rttMs: 23 })
  })

  it('asks after 25 s without a byte, and reconnects when 10 s bring none', async () => {
    await last().ready({ probe })
    pings[0]?.resolve()
    await clock.pass(IDLE_MS)
    expect(pings).toHaveLength(2)
    await clock.pass(PROBE_TIMEOUT_MS)
    expect(status()).toMatchObject({ name: 'waiting', why: { code: 'silent' } })
  })

  it('takes any inbound byte for life', async () => {
    await last().ready({ probe })
    pings[0]?.resolve()
    await clock.pass(IDLE_MS - 1)
    last().attempt.heard()
    await clock.pass(IDLE_MS - 1)
    expect(pings).toHaveLength(1)
    await clock.pass(1)
    expect(pings).toHaveLength(2)
    last().attempt.heard()
    await clock.pass(1)
    last().attempt.heard()
    await clock.pass(PROBE_TIMEOUT_MS)
    expect(status().name).toBe('ready')
  })

  it('asks on every wake', async () => {
    await last().ready({ probe })
    pings[0]?.resolve()
    await settle()
    wake.give('visible')
    expect(pings).toHaveLength(2)
  })

  it('takes a timer that comes much too late for a sleep: it asks again before it gives up', async () => {
    await last().ready({ probe })
    pings[0]?.resolve()
    await clock.pass(IDLE_MS)
    await clock.leap(8 * 60 * 60_000)
    expect(status().name).toBe('ready')
    expect(pings).toHaveLength(3)
    await clock.pass(PROBE_TIMEOUT_MS)
    expect(status().name).toBe('waiting')
  })

  it('never calls a server without a ping dead for being silent', async () => {
    await last().ready()
    await clock.pass(24 * 60 * 60_000)
    wake.give('visible')
    expect(status().name).toBe('ready')
  })
})

describe('a wire that heals by itself', () => {
  it('shows that it is lost and that it is back, in one attempt', async () => {
    await last().ready()
    last().told.push({ type: 'lost', why: { code: 'ended' }, until: 5 })
    await settle()
    expect(status()).toMatchObject({ name: 'waiting', until: 5 })
    await last().ready()
    expect(status().name).toBe('ready')
    expect(stories).toHaveLength(1)
  })
})
