import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import { settle } from './fake-clock.ts'
import { FakeLoop } from './fake-loop.ts'
import { IDLE_MS, PROBE_TIMEOUT_MS } from './liveness.ts'

let loop: FakeLoop

beforeEach(() => {
  loop = new FakeLoop()
  return settle()
})

describe('liveness', () => {
  let pings: { resolve: () => void; reject: (error: unknown) => void }[]
  const probe = () => new Promise<void>((resolve, reject) => pings.push({ resolve, reject }))
  beforeEach(() => (pings = []))

  it('measures the round trip at the start and shows it', async () => {
    await loop.last.ready({ probe })
    await loop.clock.pass(23)
    pings[0]?.resolve()
    await settle()
    expect(loop.status).toMatchObject({ name: 'ready', rttMs: 23 })
  })

  it('asks after 25 s without a byte, and reconnects when 10 s bring none', async () => {
    await loop.last.ready({ probe })
    pings[0]?.resolve()
    await loop.clock.pass(IDLE_MS)
    expect(pings).toHaveLength(2)
    await loop.clock.pass(PROBE_TIMEOUT_MS)
    expect(loop.status).toMatchObject({ name: 'waiting', why: { code: 'silent' } })
  })

  it('hands nothing to a wire that slept too long, before a probe was answered', async () => {
    const handed: string[] = []
    const act = async ({ id }: Draft) => void handed.push(id)
    await loop.last.ready({ probe, act })
    pings[0]?.resolve()
    await settle()
    await loop.clock.leap(IDLE_MS + PROBE_TIMEOUT_MS)
    const told = loop.incoming.find((incoming) => incoming.type === 'ready')
    const sending = told?.act?.({ id: 'a', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    await settle()
    expect(handed).toEqual([])
    pings.at(-1)?.resolve()
    await sending
    expect(handed).toEqual(['a'])
  })

  it('says that nothing was handed over, where the wire turns out to be dead', async () => {
    const act = async () => undefined
    await loop.last.ready({ probe, act })
    pings[0]?.resolve()
    await settle()
    await loop.clock.leap(IDLE_MS + PROBE_TIMEOUT_MS)
    const told = loop.incoming.find((incoming) => incoming.type === 'ready')
    const sending = told?.act?.({ id: 'a', at: 0, state: 'sending', act: { kind: 'say', body: 'hi' } })
    const failure = expect(sending).rejects.toMatchObject({ why: { code: 'dropped-unsent' } })
    await loop.clock.pass(PROBE_TIMEOUT_MS)
    await failure
    expect(loop.status).toMatchObject({ name: 'waiting', why: { code: 'silent' } })
  })

  it('takes any inbound byte for life', async () => {
    await loop.last.ready({ probe })
    pings[0]?.resolve()
    await loop.clock.pass(IDLE_MS - 1)
    loop.last.attempt.heard()
    await loop.clock.pass(IDLE_MS - 1)
    expect(pings).toHaveLength(1)
    await loop.clock.pass(1)
    expect(pings).toHaveLength(2)
    loop.last.attempt.heard()
    await loop.clock.pass(1)
    loop.last.attempt.heard()
    await loop.clock.pass(PROBE_TIMEOUT_MS)
    expect(loop.status.name).toBe('ready')
  })

  it('asks on every wake', async () => {
    await loop.last.ready({ probe })
    pings[0]?.resolve()
    await settle()
    loop.wake.give('visible')
    expect(pings).toHaveLength(2)
  })

  it('takes a timer that comes much too late for a sleep: it asks again before it gives up', async () => {
    await loop.last.ready({ probe })
    pings[0]?.resolve()
    await loop.clock.pass(IDLE_MS)
    await loop.clock.leap(8 * 60 * 60_000)
    expect(loop.status.name).toBe('ready')
    expect(pings).toHaveLength(3)
    await loop.clock.pass(PROBE_TIMEOUT_MS)
    expect(loop.status.name).toBe('waiting')
  })

  it('does not take a late answer to an old question for death', async () => {
    await loop.last.ready({ probe })
    pings[0]?.resolve()
    await loop.clock.pass(IDLE_MS)
    loop.last.attempt.heard()
    await loop.clock.pass(1)
    loop.last.attempt.heard()
    await loop.clock.pass(PROBE_TIMEOUT_MS)
    pings[1]?.reject(new Error('too late'))
    await settle()
    expect(loop.status.name).toBe('ready')
  })

  it('never calls a server without a ping dead for being silent', async () => {
    await loop.last.ready()
    await loop.clock.pass(24 * 60 * 60_000)
    loop.wake.give('visible')
    expect(loop.status.name).toBe('ready')
  })
})

describe('a wire that heals by itself', () => {
  it('shows that it is lost and that it is back, in one attempt', async () => {
    await loop.last.ready()
    loop.last.told.push({ type: 'lost', why: { code: 'ended' }, until: 5 })
    await settle()
    expect(loop.status).toMatchObject({ name: 'waiting', until: 5 })
    await loop.last.ready()
    expect(loop.status.name).toBe('ready')
    expect(loop.stories).toHaveLength(1)
  })

  it('is begun anew when the person does not want to wait', async () => {
    await loop.last.ready()
    loop.last.told.push({ type: 'lost', why: { code: 'ended' } })
    await settle()
    loop.wake.give('retry')
    await settle()
    expect(loop.stories).toHaveLength(2)
    loop.wake.give('retry')
    await settle()
    expect(loop.stories).toHaveLength(3)
  })
})
