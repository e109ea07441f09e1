import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import { NetError } from '../net/errors.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { FakeKeeper } from './fake-exchange.ts'
import { Outbox } from './outbox.ts'

const draft = (id: string): Draft => ({ id, at: 0, state: 'queued', act: { kind: 'say', body: id } })
let clock: FakeClock
let outbox: Outbox
let sent: string[]
let handed: string[]
let random: number
let keeper: FakeKeeper

beforeEach(() => {
  clock = new FakeClock()
  sent = []
  handed = []
  random = 0.5
  keeper = new FakeKeeper()
  outbox = new Outbox(
    {
      sending: () => undefined,
      leaving: () => undefined,
      sent: ({ id }) => sent.push(id),
      kept: () => undefined,
      changed: () => undefined,
    },
    keeper,
    clock,
    () => random,
  )
})
const states = () => outbox.drafts.map(({ id, state }) => `${id} ${state}`)
const takes = async ({ id }: Draft) => void handed.push(id)
const refuses = (error: unknown) => () => Promise.reject(error)

describe('the outbox', () => {
  it('waits for the wire and sends in order', async () => {
    outbox.add(draft('a'))
    outbox.add(draft('b'))
    await settle()
    expect(states()).toEqual(['a queued', 'b queued'])
    outbox.open(takes)
    await settle()
    expect(sent).toEqual(['a', 'b'])
    expect(states()).toEqual([])
  })

  it('doubts what another tab had on its way, and sends it again only to a server that dedupes', async () => {
    outbox.open(takes)
    outbox.add({ ...draft('a'), state: 'sending' })
    await settle()
    expect(states()).toEqual(['a unconfirmed'])
    outbox.open(takes, true)
    outbox.add({ ...draft('b'), state: 'sending' })
    await settle()
    expect(handed).toEqual(['a', 'b'])
    expect(states()).toEqual([])
  })

  it('hands over one at a time, and the next only when that one is out', async () => {
    const acks: (() => void)[] = []
    outbox.open(({ id }) => (handed.push(id), new Promise((resolve) => acks.push(() => resolve()))))
    outbox.add(draft('a'))
    outbox.add(draft('b'))
    await settle()
    expect(handed).toEqual(['a'])
    acks[0]?.()
    await settle()
    expect(handed).toEqual(['a', 'b'])
  })

  it.each([
    ['it was never handed over', new NetError('dropped', { code: 'dropped-unsent' })],
    ['the server is busy', new NetError('busy', { code: 'rate-limited' })],
  ])('puts a draft back in the queue when %s, and tries again', async (_, error) => {
    outbox.open(refuses(error))
    outbox.add(draft('a'))
    outbox.add(draft('b'))
    await settle()
    expect(states()).toEqual(['a queued', 'b queued'])
    outbox.open(takes)
    await settle()
    expect(handed).toEqual(['a', 'b'])
  })

  it('tries again by itself while the wire stays ready, not before the server’s own time', async () => {
    let tries = 0
    outbox.open(async () => {
      if (tries++ === 0)
        throw new NetError('busy', { code: 'rate-limited' }, { retryAt: clock.now() + 9_000 })
    })
    outbox.add(draft('a'))
    await settle()
    await clock.pass(9_000)
    expect(tries).toBe(1)
    await clock.pass(500)
    expect(sent).toEqual(['a'])
  })

  it('tries again by itself also where its timer comes a little early', async () => {
    random = 0.0003
    let tries = 0
    outbox.open(async () => {
      if (tries++ === 0) throw new NetError('dropped', { code: 'dropped-unsent' })
    })
    outbox.add(draft('a'))
    await clock.pass(10_000)
    expect(sent).toEqual(['a'])
  })

  it('keeps the peace that the server asked for, whatever else is written', async () => {
    let tries = 0
    outbox.open(async () => {
      tries++
      throw new NetError('busy', { code: 'rate-limited' }, { retryAt: clock.now() + 60_000 })
    })
    for (const id of ['a', 'b', 'c']) {
      outbox.add(draft(id))
      await settle()
    }
    outbox.open(takes)
    await clock.pass(59_000)
    expect([tries, handed]).toEqual([1, []])
    await clock.pass(2_000)
    expect(handed).toEqual(['a', 'b', 'c'])
  })

  it.each([
    new NetError('timeout', { code: 'timeout' }),
    new NetError('dropped', { code: 'ended' }),
    new NetError('dropped', { code: 'unreachable' }),
    new DOMException('', 'AbortError'),
  ])('calls unconfirmed what may have arrived, and never sends it again by itself (%s)', async (error) => {
    outbox.open(refuses(error))
    outbox.add(draft('a'))
    await settle()
    expect(states()).toEqual(['a unconfirmed'])
    outbox.open(takes)
    await clock.pass(60_000)
    expect(handed).toEqual([])
    outbox.retry('a')
    await settle()
    expect(sent).toEqual(['a'])
  })

  it('marks failed what the server refused, with the reason, and goes on with the next', async () => {
    const why = { code: 'http-status' as const, params: { status: 400 } }
    outbox.open(async ({ id }) => {
      if (id === 'a') throw new NetError('refused', why)
    })
    outbox.add(draft('a'))
    outbox.add(draft('b'))
    await settle()
    expect(outbox.drafts).toMatchObject([{ id: 'a', state: 'failed', error: why }])
    expect(sent).toEqual(['b'])
  })

  it('forgets a draft that is discarded, also in mid-send', async () => {
    let ack = () => {}
    outbox.open(() => new Promise((resolve) => (ack = () => resolve())))
    outbox.add(draft('a'))
    await settle()
    outbox.remove('a')
    ack()
    await settle()
    expect(sent).toEqual([])
  })
})
