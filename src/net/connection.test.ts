import { beforeEach, describe, expect, it } from 'vitest'
import type { Status } from '../model/status.ts'
import { BASE_MS, CAP_MS, delay, OFFLINE_RETRY_MS, STEADY_MS } from './backoff.ts'
import { keepConnected } from './connection.ts'
import { NetError } from './errors.ts'
import { settle } from './fake-clock.ts'
import { FakeLoop } from './fake-loop.ts'

let loop: FakeLoop

beforeEach(() => {
  loop = new FakeLoop()
  return settle()
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
      loop.draw = each
      await loop.last.drop()
      waits.push(loop.waitMs)
      await loop.clock.pass(loop.waitMs)
    }
    expect(waits).toEqual([750, 600, 2_300, 2_500, 4_500, 8_500, 15_500, 15_500])
    expect(loop.stories).toHaveLength(9)
  })

  it('does not start anew merely because the wire opened: who accepts and hangs up is not hammered', async () => {
    for (let n = 0; n < 4; n++) {
      await loop.last.ready()
      await loop.last.drop()
      if (n < 3) await loop.clock.pass(loop.waitMs)
    }
    expect(loop.waitMs).toBe(delay(3, () => 0.5))
  })

  it('starts anew after 5 s of steady ready', async () => {
    for (let n = 0; n < 4; n++) {
      await loop.last.drop()
      await loop.clock.pass(loop.waitMs)
    }
    await loop.last.ready()
    await loop.clock.pass(STEADY_MS)
    await loop.last.drop()
    expect(loop.waitMs).toBe(delay(0, () => 0.5))
  })

  it('starts anew after an application-level hello', async () => {
    for (let n = 0; n < 4; n++) {
      await loop.last.drop()
      await loop.clock.pass(loop.waitMs)
    }
    await loop.last.ready({ hello: true })
    await loop.last.drop()
    expect(loop.waitMs).toBe(delay(0, () => 0.5))
  })

  it('reconnects after a clean end too', async () => {
    await loop.last.ready()
    loop.last.told.end()
    await settle()
    expect(loop.status).toMatchObject({ name: 'waiting', why: { code: 'ended' } })
  })

  it('waits at least as long as the server asks, with jitter on top', async () => {
    await loop.last.drop(
      new NetError('busy', { code: 'rate-limited' }, { retryAt: loop.clock.now() + 20_000 }),
    )
    expect(loop.waitMs).toBe(20_250)
  })

  it('gives a server that is busy a higher floor when it does not say until when', async () => {
    await loop.last.drop(new NetError('busy', { code: 'closed' }, { code: 1013 }))
    expect(loop.waitMs).toBe(5_250)
  })
})

describe('the end of trying', () => {
  it.each(['refused', 'unauthorized', 'protocol'] as const)(
    'fails at once when the error is %s',
    async (kind) => {
      await loop.last.drop(new NetError(kind, { code: 'closed' }))
      await loop.done
      expect(loop.status).toEqual({ name: 'failed', why: { code: 'closed' } })
    },
  )

  it('shows anything else that is thrown as a bug and does not retry it', async () => {
    await loop.last.drop(new TypeError('x is undefined'))
    await loop.done
    expect(loop.status).toEqual({ name: 'failed', why: { code: 'bug', detail: 'TypeError: x is undefined' } })
  })

  it('says closed when it is stopped, while connecting, ready or waiting', async () => {
    await loop.last.ready()
    loop.stop.abort()
    await loop.done
    expect(loop.status).toEqual({ name: 'closed' })
    expect(loop.last.attempt.signal.aborted).toBe(true)
  })

  it('ends a wait at the abort', async () => {
    await loop.last.drop()
    loop.stop.abort()
    await loop.done
    expect(loop.status).toEqual({ name: 'closed' })
    expect(loop.clock.next).toBeUndefined()
  })
})

describe('waking', () => {
  it.each(['visible', 'resume', 'pageshow', 'retry'] as const)(
    'ends the wait at once on %s',
    async (hint) => {
      await loop.last.drop()
      loop.wake.give(hint)
      await settle()
      expect(loop.stories).toHaveLength(2)
    },
  )

  it('spreads the return after online over half a second', async () => {
    await loop.last.drop()
    loop.wake.give('online')
    await loop.clock.pass(249)
    expect(loop.stories).toHaveLength(1)
    await loop.clock.pass(1)
    expect(loop.stories).toHaveLength(2)
  })

  it('never revives what the person closed', async () => {
    loop.stop.abort()
    await loop.done
    loop.wake.give('visible')
    loop.wake.give('retry')
    await settle()
    expect(loop.stories).toHaveLength(1)
  })

  it('heeds the server rather than a tab that came back, but a person before the server', async () => {
    await loop.last.drop(
      new NetError('busy', { code: 'rate-limited' }, { retryAt: loop.clock.now() + 60_000 }),
    )
    loop.wake.give('visible')
    await settle()
    expect(loop.stories).toHaveLength(1)
    loop.wake.give('retry')
    await settle()
    expect(loop.stories).toHaveLength(2)
  })

  it('comes back at once when the network does, once the server’s own time is over', async () => {
    await loop.last.drop(new NetError('dropped', { code: 'ended' }, { retryAt: loop.clock.now() + 2_000 }))
    loop.online = false
    await loop.clock.pass(loop.waitMs)
    await loop.last.drop(new NetError('dropped', { code: 'unreachable' }, { retryAt: loop.clock.now() - 1 }))
    loop.online = true
    loop.wake.give('online')
    await loop.clock.pass(500)
    expect(loop.stories).toHaveLength(3)
  })

  it('does not forget that the network is back while the server’s own time is not over', async () => {
    loop.online = false
    await loop.last.drop(new NetError('dropped', { code: 'ended' }, { retryAt: loop.clock.now() + 2_000 }))
    await loop.clock.pass(1_000)
    loop.online = true
    loop.wake.give('online')
    await settle()
    expect(loop.status).toMatchObject({ name: 'waiting', why: { code: 'ended' } })
    expect(loop.waitMs).toBe(1_250)
    await loop.clock.pass(1_249)
    expect(loop.stories).toHaveLength(1)
    await loop.clock.pass(1)
    expect(loop.stories).toHaveLength(2)
  })

  it('tries once at the start even offline, then every 30 s, and says why', async () => {
    loop.online = false
    await loop.last.drop()
    expect(loop.status).toMatchObject({ name: 'waiting', why: { code: 'offline' } })
    expect(loop.waitMs).toBe(OFFLINE_RETRY_MS)
    await loop.clock.pass(OFFLINE_RETRY_MS)
    expect(loop.stories).toHaveLength(2)
  })
})

describe('generations', () => {
  it('lets nothing of an old attempt touch the new one', async () => {
    const old = loop.last
    await old.ready()
    await old.drop()
    await loop.clock.pass(loop.waitMs)
    const before = loop.incoming.length
    old.told.push({ type: 'messages', messages: [] })
    await settle()
    expect(loop.incoming).toHaveLength(before)
    expect(loop.status).toMatchObject({ name: 'connecting', attempt: 1 })
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
      { clock: loop.clock },
    )
    await settle()
    stubborn.abort()
    await ended
    expect(seen.at(-1)).toEqual({ name: 'closed' })
  })

  it('comes again to a server that it was let in by, though it looks forbidden now; not to one that never let it in', async () => {
    const forbidden = new NetError('refused', { code: 'no-cors' })
    await loop.last.ready()
    await loop.last.drop(forbidden)
    expect(loop.status.name).toBe('waiting')

    const other = new FakeLoop()
    await settle()
    await other.last.drop(forbidden)
    expect(other.status).toMatchObject({ name: 'failed', why: { code: 'no-cors' } })
  })
})
