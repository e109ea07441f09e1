import { beforeEach, describe, expect, it } from 'vitest'
import type { Incoming, Message } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import type { Channel } from './channel.svelte.ts'
import { JUDGED_MS } from './echo.ts'
import type { Exchange } from './exchange.ts'
import { BATCH_MS } from './bulletin.ts'
import { fakeExchange } from './fake-exchange.ts'

let clock: FakeClock
let channel: Channel
let exchange: Exchange
let handed: string[]

const NOON = new Date(2026, 0, 5, 12).getTime()
const message = (id: string, body: string, more: Partial<Message> = {}): Message => ({
  id,
  at: clock.now(),
  body,
  ...more,
})
const hear = async (...messages: Message[]) => {
  exchange.hear({ type: 'messages', messages })
  await clock.pass(BATCH_MS)
}
const ready = async (act: (Incoming & { type: 'ready' })['act'] = async ({ id }) => void handed.push(id)) => {
  exchange.hearStatus({ name: 'connecting', attempt: 0 })
  exchange.hearStatus({ name: 'ready', since: clock.now() })
  exchange.hear({ type: 'ready', can: ['say'], act })
  await settle()
}
const drop = () => exchange.hearStatus({ name: 'waiting', attempt: 0, why: { code: 'ended' } })
/** The rows, as a reader sees them. */
const rows = () =>
  Array.from({ length: channel.rows.length }, (_, n) => channel.rows.at(n)?.entry)
    .map((entry) => {
      if (entry?.kind === 'message') return `${entry.message.own ? 'own' : 'theirs'}: ${entry.message.body}`
      if (entry?.kind === 'draft')
        return `${entry.draft.state}: ${entry.draft.act.kind === 'say' ? entry.draft.act.body : ''}`
      return entry?.kind
    })
    .filter((row) => row !== 'day')
const say = async (body: string) => {
  channel.do({ kind: 'say', body })
  await clock.pass(BATCH_MS)
}

beforeEach(() => {
  clock = new FakeClock(NOON)
  ;({ channel, exchange } = fakeExchange(clock))
  handed = []
})

describe('what is said', () => {
  it('shows at once, queued until the wire is ready, and then sent', async () => {
    channel.do({ kind: 'say', body: 'hi' })
    expect(rows()).toEqual(['queued: hi'])
    await ready()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: hi'])
    expect(handed).toHaveLength(1)
  })

  it('goes out beside a stream that is still silent, and not any more once that failed', async () => {
    exchange.hearStatus({ name: 'connecting', attempt: 0 })
    exchange.hear({ type: 'able', can: ['say'], act: async ({ id }) => void handed.push(id) })
    await say('early')
    expect(rows()).toEqual(['sent: early'])
    drop()
    expect(channel.can).toEqual([])
    await say('late')
    expect(rows()).toEqual(['unconfirmed: early', 'queued: late'])
  })

  it('stands where it was said: what the server answers comes below it', async () => {
    await ready()
    await say('hi')
    await hear(message('~1', 'You said: hi'))
    expect(rows()).toEqual(['sent: hi', 'theirs: You said: hi'])
  })

  it('rests calmly where the server never answers', async () => {
    await ready()
    await say('hi')
    await clock.pass(60_000)
    expect(rows()).toEqual(['sent: hi'])
  })

  it('is one line when the server sends it back, and two when another says the same', async () => {
    await ready()
    await say('hi')
    await hear(message('~1', 'hi'))
    expect(rows()).toEqual(['own: hi'])
    await hear(message('~2', 'hi'))
    expect(rows()).toEqual(['own: hi', 'theirs: hi'])
    expect(channel.arrived).toBe(1)
  })

  it('is given its place back with the other’s line, once the server is seen not to echo', async () => {
    await ready()
    await say('hi')
    await hear(message('~1', 'hi'))
    await say('how are you')
    await clock.pass(JUDGED_MS + BATCH_MS)
    expect(rows()).toEqual(['sent: hi', 'theirs: hi', 'sent: how are you'])
  })

  it('is one line when its echo comes before the answer to its POST', async () => {
    let answer: (receipt: { messageId: string }) => void = () => undefined
    await ready(() => new Promise((resolve) => (answer = resolve)))
    await say('hi')
    expect(rows()).toEqual(['sending: hi'])
    await hear(message('7', 'hi', { from: 'me' }))
    answer({ messageId: '7' })
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['own: hi'])
  })

  it('is unconfirmed when the wire of a server that echoes drops before the echo', async () => {
    await ready()
    for (const body of ['a', 'b']) {
      await say(body)
      await hear(message(`~${body}`, body))
    }
    await say('c')
    drop()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['own: a', 'own: b', 'unconfirmed: c'])
  })

  it('is failed, and nothing else with it, when its frame was too big', async () => {
    await ready()
    await say('small')
    await say('huge')
    exchange.hearStatus({
      name: 'waiting',
      attempt: 0,
      why: { code: 'closed', params: { code: 1009, name: 'message too big' } },
    })
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: small', 'failed: huge'])
  })

  it('goes out again, or is gone, when the person says so', async () => {
    await ready(() => Promise.reject(new NetError('refused', { code: 'server-error' })))
    await say('a')
    await say('b')
    expect(rows()).toEqual(['failed: a', 'failed: b'])
    await ready()
    const [a, b] = [0, 1].map((n) => channel.rows.at(n)?.entry)
    channel.retry(a?.kind === 'draft' ? a.draft.id : '')
    channel.discard(b?.kind === 'draft' ? b.draft.id : '')
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: a'])
  })
})

describe('what is heard', () => {
  it('is shown in batches: many messages are one update', async () => {
    await ready()
    const { version } = channel
    for (let n = 0; n < 1_000; n++) exchange.hear({ type: 'messages', messages: [message(`~${n}`, 'x')] })
    await clock.pass(BATCH_MS)
    expect(channel.version).toBe(version + 1)
    expect(channel.log.length).toBe(1_001)
  })

  it('shows what could not be read, and where something may be missing', async () => {
    await ready()
    drop()
    await clock.pass(5_000)
    exchange.hear({ type: 'gap', why: { code: 'cannot-resume' } })
    exchange.hear({ type: 'garbled', frame: '<html>', why: { code: 'not-json' } })
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['gap', 'garbled'])
    const gap = channel.log.at(1)
    expect(gap?.kind === 'gap' && (gap.to ?? 0) - (gap.from ?? 0)).toBe(5_000)
  })

  it('is shown once, when a server tells it again after a reconnect', async () => {
    await ready()
    await hear(message('1', 'a', { at: 5 }), message('2', 'b', { at: 6 }))
    drop()
    await ready()
    await hear(message('2', 'b', { at: 6 }), message('3', 'c', { at: 7 }))
    expect(rows()).toEqual(['theirs: a', 'theirs: b', 'theirs: c'])
  })

  it('keeps the cursor of where to resume', async () => {
    exchange.hear({ type: 'messages', messages: [], cursor: '9' })
    exchange.hear({ type: 'messages', messages: [] })
    exchange.flush()
    expect(channel.cursor).toBe('9')
  })

  it('takes away what could be done, when the wire drops, and says since when', async () => {
    await ready()
    expect(channel.can).toEqual(['say'])
    drop()
    expect(channel.can).toEqual([])
    expect(channel.downSince).toBe(NOON)
    exchange.hearStatus({ name: 'ready', since: 0 })
    expect(channel.downSince).toBeUndefined()
  })
})
