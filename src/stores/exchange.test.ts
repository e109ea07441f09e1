import { beforeEach, describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import type { Incoming, Message } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { BATCH_MS } from './bulletin.ts'
import { ECHO_MS, JUDGED_MS } from './echo.ts'
import { fakeExchange } from './fake-exchange.ts'
import { TYPING_MS } from './typists.ts'

type Ready = Incoming & { type: 'ready' }

const NOON = new Date(2026, 0, 5, 12).getTime()
let clock: FakeClock
let fake: ReturnType<typeof fakeExchange>
let handed: string[]

const takes = async ({ act }: Draft) =>
  void handed.push(act.kind === 'say' && typeof act.body === 'string' ? act.body : act.kind)
const ready = async (more: Partial<Ready> = {}) => {
  fake.exchange.hearStatus({ name: 'connecting', attempt: 0 })
  fake.exchange.hearStatus({ name: 'ready', since: clock.now() })
  fake.exchange.hear({ type: 'ready', can: ['say'], act: takes, ...more })
  await settle()
}
const drop = (why = new NetError('dropped', { code: 'ended' }).why) =>
  fake.exchange.hearStatus({ name: 'waiting', attempt: 0, why })
const say = async (body: string) => {
  fake.channel.do({ kind: 'say', body })
  await clock.pass(BATCH_MS)
}
const hear = async (messages: Message[], more: object = {}) => {
  fake.exchange.hear({ type: 'messages', messages, ...more })
  await clock.pass(BATCH_MS)
}
const message = (id: string, body = id, more: Partial<Message> = {}): Message => ({
  id,
  at: clock.now(),
  body,
  ...more,
})
const later = <T>() => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((done) => (resolve = done))
  return { promise, resolve }
}
const rows = () => {
  const all = fake.channel.rows
  return Array.from({ length: all.length }, (_, n) => all.at(n)?.entry).flatMap((entry) => {
    if (entry?.kind === 'message') return [`${entry.message.own ? 'own' : 'theirs'}: ${entry.message.body}`]
    if (entry?.kind === 'draft' && entry.draft.act.kind === 'say')
      return [`${entry.draft.state}: ${String(entry.draft.act.body)}`]
    return entry?.kind === 'gap' ? ['gap'] : []
  })
}

beforeEach(() => {
  clock = new FakeClock(NOON)
  fake = fakeExchange(clock)
  handed = []
})

it('has each line of ours on screen in every batch, once, whatever becomes of it', async () => {
  await ready({ act: async (draft) => ({ messageId: `server's ${draft.id}` }) })
  const seen: string[][] = []
  const { take } = fake.channel
  fake.channel.take = (batch, own) => {
    take.call(fake.channel, batch, own)
    seen.push(rows())
  }
  await say('one')
  await settle()
  await hear([message('theirs'), message("server's two", 'two')])
  await clock.pass(BATCH_MS)
  expect(rows()).toEqual(['sent: one', 'theirs: theirs', 'theirs: two'])
  for (const each of seen) expect(each.filter((row) => row.endsWith(': one'))).toHaveLength(1)
  expect(seen.length).toBeGreaterThan(2)
})

describe('bytes', () => {
  const bytes = (...given: number[]) => new Uint8Array(given).buffer

  it('that come back are the line that was sent, and another one is not', async () => {
    await ready()
    fake.channel.do({ kind: 'say', body: bytes(0xff, 1) })
    await clock.pass(BATCH_MS)
    await hear([message('~1', '', { source: bytes(0xff, 2) })])
    expect(rows()).toEqual(['sent: [object ArrayBuffer]', 'theirs: '])
    await hear([message('~2', '', { source: bytes(0xff, 1) })])
    expect(rows()).toEqual(['own: ', 'theirs: '])
  })

  it('are a value that cannot be read, for whoever follows one', () => {
    const told: string[] = []
    fake.channel.follow(({ type }) => told.push(type))
    fake.exchange.hear({ type: 'messages', messages: [message('~1', '', { source: bytes(0xff) })] })
    fake.exchange.flush()
    expect(told).toContain('garbled')
    expect(rows()).toEqual(['theirs: '])
  })
})

describe('what was handed to a wire that dropped', () => {
  it('goes out again, in its place, to a server that takes what comes twice for one', async () => {
    const never = () =>
      new Promise<void>((_, reject) => (cut = () => reject(new NetError('dropped', { code: 'ended' }))))
    let cut = () => {}
    await ready({ act: never, dedupes: true })
    await say('one')
    await say('two')
    cut()
    drop()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['queued: one', 'queued: two'])
    await ready({ dedupes: true })
    expect(handed).toEqual(['one', 'two'])
  })

  it('is tried again on the same wire, when only its receipt was late', async () => {
    let tries = 0
    await ready({
      dedupes: true,
      act: async (draft) => {
        if (tries++ === 0) throw new NetError('timeout', { code: 'timeout', params: { seconds: 10 } })
        return takes(draft)
      },
    })
    await say('one')
    await say('two')
    await clock.pass(60_000)
    expect(handed).toEqual(['one', 'two'])
  })

  it('stays unconfirmed with any other server, and what is behind it goes on', async () => {
    let cut = () => {}
    await ready({
      act: () =>
        new Promise<void>((_, reject) => (cut = () => reject(new NetError('dropped', { code: 'ended' })))),
    })
    await say('one')
    await say('two')
    cut()
    drop()
    await settle()
    await ready()
    await clock.pass(60_000)
    expect(handed).toEqual(['two'])
    expect(rows()).toEqual(['sent: two', 'unconfirmed: one'])
  })

  it('is in doubt where nothing was heard since, and not where something was heard well after', async () => {
    await ready()
    await say('early')
    await clock.pass(JUDGED_MS)
    await hear([message('~1', 'somebody')])
    await say('late')
    drop()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: early', 'theirs: somebody', 'unconfirmed: late'])
  })

  it('proves nothing of echoes: what came back before the wire stalled is one line in the end', async () => {
    await ready()
    await say('one')
    await hear([message('~1', 'one')])
    await say('two')
    await clock.pass(2 * ECHO_MS)
    // A server that does not echo, and another person's line? Nobody knows yet.
    expect(rows()).toEqual(['sent: one', 'theirs: one', 'sent: two'])
    drop()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['own: one', 'unconfirmed: two'])
  })

  it('proves that a server does not echo, where that was heard of later', async () => {
    await ready()
    await say('one')
    await hear([message('~1', 'one')])
    await say('two')
    await clock.pass(2 * ECHO_MS)
    await hear([message('~2', 'somebody')])
    drop()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: one', 'theirs: one', 'sent: two', 'theirs: somebody'])
  })

  it('is not in doubt where the server gave its receipt', async () => {
    await ready({ act: async () => ({}) })
    await say('taken')
    drop()
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: taken'])
  })

  it('is not in doubt where the person disconnected', async () => {
    await ready()
    await say('goodbye')
    fake.exchange.hearStatus({ name: 'closed' })
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['sent: goodbye'])
  })
})

describe('an exchange that takes over', () => {
  const before = { cursor: '7', unread: [], heardAt: NOON - 60_000 }
  const waiting = (id: string, state: Draft['state'], at = NOON - 60_000): Draft => {
    const draft: Draft = { id, at, act: { kind: 'say', body: id }, state }
    fake.keeper.kept.set(id, draft)
    return draft
  }

  it('resumes where it stopped, and shows nothing twice that was shown before', async () => {
    fake.channel.log.add([{ kind: 'message', key: 1, at: NOON, message: message('6', 'six', { at: 6 }) }])
    fake.exchange.restore({ ...before, drafts: [] })
    expect(fake.exchange.cursor).toBe('7')
    await ready()
    await hear([message('6', 'six', { at: 6 }), message('8', 'eight', { at: 8 })])
    expect(rows()).toEqual(['theirs: six', 'theirs: eight'])
  })

  it('shows a line once that stands in the log, whatever is written down of it', async () => {
    const draft = waiting('a', 'sending')
    fake.channel.log.add([{ kind: 'draft', key: 1, at: draft.at, draft: { ...draft, state: 'sent' } }])
    fake.exchange.restore({ ...before, drafts: [draft, waiting('b', 'queued')] })
    expect(rows()).toEqual(['unconfirmed: a', 'queued: b'])
    await ready()
    expect(handed).toEqual(['b'])
  })

  it('calls unconfirmed what was on its way, and knows its echo all the same', async () => {
    fake.exchange.restore({ ...before, drafts: [waiting('a', 'sending'), waiting('b', 'queued')] })
    expect(rows()).toEqual(['unconfirmed: a', 'queued: b'])
    await ready()
    expect(handed).toEqual(['b'])
    await hear([message('9', 'a', { echoOf: 'a' })])
    expect(rows()).toEqual(['sent: b', 'own: a'])
  })

  it('sends again what was on its way, first, to a server that takes what comes twice for one', async () => {
    fake.exchange.restore({ ...before, drafts: [waiting('a', 'sending'), waiting('b', 'queued')] })
    await ready({ dedupes: true })
    expect(handed).toEqual(['a', 'b'])
  })

  it('does not send what waited for more than a week, and says so', async () => {
    const old = waiting('old', 'queued', NOON - 8 * 86_400_000)
    fake.exchange.restore({ ...before, drafts: [old, waiting('b', 'queued')] })
    await ready()
    await clock.pass(BATCH_MS)
    expect(handed).toEqual(['b'])
    expect(fake.channel.drafts).toMatchObject([{ id: 'old', state: 'failed', error: { code: 'outbox-old' } }])
  })

  it('tells from when to when something may be missing: since the server was last heard', async () => {
    fake.exchange.restore({ ...before, drafts: [] })
    fake.exchange.hear({ type: 'gap', why: { code: 'cannot-resume' } })
    fake.exchange.flush()
    const entry = fake.channel.log.at(1)
    expect(entry).toMatchObject({ kind: 'gap', from: NOON - 60_000, to: NOON })
  })
})

describe('an exchange that is closed', () => {
  it('touches the log no more, whatever still comes of what was on its way', async () => {
    let receive = () => {}
    await ready({ act: () => new Promise((resolve) => (receive = () => resolve({}))) })
    await say('on its way')
    fake.exchange.close()
    receive()
    await settle()
    fake.exchange.hear({ type: 'messages', messages: [message('late')] })
    await clock.pass(60_000)
    expect(fake.channel.log.length).toBe(0)
  })
})

describe('a gap', () => {
  it('begins when the server was last heard, not when that was noticed', async () => {
    await ready()
    await hear([message('~1')])
    const heardAt = clock.now() - BATCH_MS
    await clock.pass(35_000)
    drop()
    await clock.pass(2_000)
    await ready()
    fake.exchange.hear({ type: 'gap', why: { code: 'cannot-resume' } })
    fake.exchange.flush()
    const gap = fake.channel.log.at(fake.channel.log.length - 1)
    expect(gap).toMatchObject({ kind: 'gap', from: heardAt })
  })
})

describe('ids that the server promises', () => {
  it('are believed whatever is said of them the second time, also within one connection', async () => {
    await ready()
    await hear([message('1', 'a')], { exact: true })
    await hear([message('1', 'another text'), message('2', 'b'), message('1', 'a')], { exact: true })
    expect(rows()).toEqual(['theirs: a', 'theirs: b'])
  })

  it('may be changed and taken away by it', async () => {
    await ready()
    await hear([message('1', 'a'), message('2', 'b')])
    fake.exchange.hear({ type: 'change', id: '1', set: { body: 'A' } })
    fake.exchange.hear({ type: 'change', id: '2', set: 'gone' })
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['theirs: A'])
  })
})

describe('who is there', () => {
  it('is shown, and who is writing for as long as they are heard to', async () => {
    await ready({ can: ['say', 'typing'] })
    fake.exchange.hear({ type: 'members', members: ['mina', 'ada'] })
    fake.exchange.hear({ type: 'typing', from: 'mina', on: true })
    fake.exchange.hear({ type: 'typing', from: 'ada', on: true })
    await clock.pass(BATCH_MS)
    expect([fake.channel.members, fake.channel.typing]).toEqual([
      ['mina', 'ada'],
      ['mina', 'ada'],
    ])
    await hear([message('~1', 'hi', { from: 'mina' })])
    expect(fake.channel.typing).toEqual(['ada'])
    await clock.pass(TYPING_MS + BATCH_MS)
    expect(fake.channel.typing).toEqual([])
    drop()
    expect(fake.channel.members).toEqual([])
  })

  it('is told that the person is writing, not with every key, and never later', async () => {
    fake.channel.typed()
    await ready({ can: ['say', 'typing'] })
    for (let n = 0; n < 10; n++) fake.channel.typed()
    expect(handed).toEqual(['typing'])
    await clock.pass(3_000)
    fake.channel.typed()
    expect(handed).toEqual(['typing', 'typing'])
  })
})

describe('what came before', () => {
  it('is asked of the server where nothing older is kept, down to the beginning', async () => {
    const asked: (string | undefined)[] = []
    await ready({
      history: async (before) => {
        asked.push(before)
        return before === '5'
          ? { messages: [message('3'), message('4')], done: false }
          : { messages: [message('2')], done: true }
      },
    })
    await hear([message('5')])
    expect(fake.channel.older).toBe('more')
    await fake.channel.loadOlder()
    await fake.channel.loadOlder()
    expect(asked).toEqual(['5', '3'])
    expect(rows()).toEqual(['theirs: 2', 'theirs: 3', 'theirs: 4', 'theirs: 5'])
    expect(fake.channel.older).toBe('none')
  })

  it('shows nothing twice that stands in another place here than there', async () => {
    const history = async () => ({ messages: [message('3'), message('4')], done: true })
    await ready({ history })
    await hear([message('5'), message('4')])
    await fake.channel.loadOlder()
    expect(rows()).toEqual(['theirs: 3', 'theirs: 5', 'theirs: 4'])
  })

  it('shows nothing twice that was told just before the server answered', async () => {
    await ready({ history: async () => ({ messages: [message('1'), message('2')], done: true }) })
    const loading = fake.channel.loadOlder()
    fake.exchange.hear({ type: 'messages', messages: [message('1'), message('2')] })
    await loading
    await clock.pass(BATCH_MS)
    expect(rows()).toEqual(['theirs: 1', 'theirs: 2'])
  })

  it('is put before what came while it was asked for, and what is in both is shown once', async () => {
    const page = later<{ messages: Message[]; done: boolean }>()
    await ready({ history: () => page.promise })
    const loading = fake.channel.loadOlder()
    await hear([message('3'), message('4')])
    page.resolve({ messages: [message('1'), message('2'), message('3'), message('4')], done: true })
    await loading
    await hear([message('5')])
    expect(rows()).toEqual(['theirs: 1', 'theirs: 2', 'theirs: 3', 'theirs: 4', 'theirs: 5'])
    expect(fake.channel.older).toBe('none')
  })

  it('stays away where the person clears while it is asked for', async () => {
    const page = later<{ messages: Message[]; done: boolean }>()
    await ready({ history: () => page.promise })
    const loading = fake.channel.loadOlder()
    fake.channel.desk.clear()
    page.resolve({ messages: [message('1')], done: true })
    await loading
    expect(rows()).toEqual([])
  })

  it('is asked of a server that offers it later, though nothing was there before', async () => {
    fake.channel.restored([], true)
    await fake.channel.loadOlder()
    expect(fake.channel.older).toBe('none')
    await ready({ history: async () => ({ messages: [message('3')], done: true }) })
    expect(fake.channel.older).toBe('more')
    await fake.channel.loadOlder()
    expect(rows()).toEqual(['theirs: 3'])
  })

  it('is not asked for what the person cleared', async () => {
    await ready({ history: async () => ({ messages: [message('3')], done: true }) })
    await hear([message('5')])
    fake.channel.desk.clear()
    expect(fake.channel.older).toBe('none')
    await ready({ history: async () => ({ messages: [message('3')], done: true }) })
    expect(fake.channel.older).toBe('none')
  })

  it('can be asked again where the wire was gone', async () => {
    await ready({ history: () => Promise.reject(new NetError('dropped', { code: 'ended' })) })
    await hear([message('5')])
    await fake.channel.loadOlder()
    expect(fake.channel.older).toBe('more')
  })
})

describe('the outbox', () => {
  it('takes no more when it is full, and does not pretend to', async () => {
    for (let n = 0; n < 1_000; n++) fake.channel.do({ kind: 'say', body: 'x' })
    await clock.pass(BATCH_MS)
    expect(fake.channel.full).toBe(true)
    expect(fake.channel.do({ kind: 'say', body: 'one more' })).toBeUndefined()
    expect(fake.channel.drafts).toHaveLength(1_000)
    await ready()
    while (fake.channel.drafts.length > 0) await clock.pass(BATCH_MS)
    expect(fake.channel.full).toBe(false)
  })

  it('writes down each step before it is taken: a draft is marked as on its way before it goes out', async () => {
    const states: (string | undefined)[] = []
    await ready({ act: async ({ id }) => void states.push(fake.keeper.kept.get(id)?.state) })
    await say('hi')
    expect(states).toEqual(['sending'])
    expect(fake.keeper.kept.size).toBe(0)
  })

  it('lets go of what another tab has settled meanwhile', async () => {
    await say('hi')
    fake.keeper.kept.clear()
    await ready()
    await clock.pass(BATCH_MS)
    expect(handed).toEqual([])
    expect(fake.channel.drafts).toEqual([])
  })
})
