import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../model/log.ts'
import type { Incoming, Message } from '../model/message.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Pace } from '../net/pace.ts'
import type { Channel } from './channel.svelte.ts'
import { Chat } from './chat.svelte.ts'
import type { Exchange } from './exchange.ts'
import { BATCH_MS } from './bulletin.ts'
import { fakeExchange } from './fake-exchange.ts'
import { Inbox } from './inbox.svelte.ts'
import { Polling } from './polling.svelte.ts'

let clock: FakeClock
let channel: Channel
let exchange: Exchange
beforeEach(() => {
  clock = new FakeClock(new Date(2026, 0, 5, 12).getTime())
  ;({ channel, exchange } = fakeExchange(clock))
})
const message = (id: string, body = id, more: Partial<Message> = {}): Message => ({
  id,
  at: clock.now(),
  body,
  ...more,
})
const tell = (incoming: Incoming) => {
  exchange.hear(incoming)
  exchange.flush()
}
const hear = async (...messages: Message[]) => {
  exchange.hear({ type: 'messages', messages })
  await clock.pass(BATCH_MS)
}

describe('Chat', () => {
  it('counts what came since it was looked at', async () => {
    const chat = new Chat(channel)
    await hear(message('a'), message('b'))
    expect(chat.unread).toBe(2)
    chat.markRead()
    expect(chat.unread).toBe(0)
    chat.leave()
    await hear(message('c'))
    expect(chat.unread).toBe(1)
    expect(chat.lineIn(channel)).toBe(channel.log.at(2)?.key)
  })
})

describe('Inbox', () => {
  let inbox: Inbox
  const bodies = () =>
    Array.from({ length: inbox.entries.length }, (_, n) => inbox.entries.at(n)).map((entry) =>
      entry?.kind === 'message' ? entry.message.body : entry?.kind,
    )
  const keyOf = (body: string) => {
    for (let n = 0; n < channel.log.length; n++) {
      const entry = channel.log.at(n)
      if (entry?.kind === 'message' && entry.message.body === body) return entry.key
    }
    throw new Error(body)
  }
  beforeEach(async () => {
    inbox = new Inbox(channel)
    await hear(
      message('1', 'backup done', { title: 'NAS' }),
      message('2', 'door open'),
      message('3', 'door shut'),
    )
  })

  it('is newest first, all unread, and counts them', () => {
    expect(bodies()).toEqual(['door shut', 'door open', 'backup done'])
    expect(inbox.unread).toBe(3)
  })

  it('marks read and unread, one and all, and what is read stays in sight until the filter is set again', async () => {
    inbox.filter = 'unread'
    expect(bodies()).toHaveLength(3)
    inbox.mark(keyOf('door open'), true)
    expect(inbox.unread).toBe(2)
    expect(bodies()).toHaveLength(3)
    inbox.filter = 'all'
    inbox.filter = 'unread'
    expect(bodies()).toEqual(['door shut', 'backup done'])
    inbox.markAllRead()
    expect(inbox.unread).toBe(0)
    await hear(message('4', 'new'))
    expect(inbox.unread).toBe(1)
    expect(bodies()).toContain('new')
  })

  it('removes one, and takes that back', () => {
    const undo = inbox.remove(keyOf('door open'))
    expect(bodies()).toEqual(['door shut', 'backup done'])
    expect(inbox.unread).toBe(2)
    undo()
    expect(bodies()).toHaveLength(3)
    expect(inbox.unread).toBe(3)
  })

  it('does not call read messages unread again when the log changes under it', () => {
    inbox.markAllRead()
    channel.log.remove((entry) => entry.kind === 'message' && entry.message.id === '1')
    exchange.hear({ type: 'messages', messages: [] })
    expect(inbox.unread).toBe(0)
  })
})

describe('Inbox over what was kept', () => {
  const kept = (...keys: number[]): Entry[] =>
    keys.map((key) => ({ kind: 'message', key, at: clock.now(), message: message(String(key)) }))
  const keysOf = ({ entries }: Inbox) => Array.from({ length: entries.length }, (_, n) => entries.at(n)?.key)

  it('takes what is read back for read, unless it was kept as unread', () => {
    const inbox = new Inbox(channel, clock)
    channel.restored(kept(5, 6, 7), true)
    expect(inbox.unread).toBe(0)
    channel.take({ now: { unread: [3, 6] } }, false)
    expect(inbox.unread).toBe(2)
    expect([5, 6, 7].filter((key) => inbox.isUnread(key))).toEqual([6])
  })

  it('shows history that is read later at its end, and counts none of it', () => {
    const inbox = new Inbox(channel, clock)
    channel.restored(kept(5, 6), true)
    const before = inbox.entries
    channel.log.prepend(kept(3, 4))
    channel.version++
    expect(keysOf(inbox)).toEqual([6, 5, 4, 3])
    expect(inbox.entries.prepended - before.prepended).toBe(2)
    expect([before.at(0)?.key, before.at(1)?.key]).toEqual([6, 5])
    expect(inbox.unread).toBe(0)
  })

  it('tells its marks at once, and those of a flood in lumps', async () => {
    const inbox = new Inbox(channel, clock)
    await hear(message('a'))
    expect(exchange.condition.unread).toEqual([1])
    await hear(message('b'))
    expect(exchange.condition.unread).toEqual([1])
    await clock.pass(250)
    expect(exchange.condition.unread).toEqual([1, 2])
    inbox.mark(1, true)
    expect(exchange.condition.unread).toEqual([2])
    await clock.pass(BATCH_MS)
    expect(inbox.unread).toBe(1)
  })

  it('keeps the mark of what arrives while the marks are told', async () => {
    const inbox = new Inbox(channel, clock)
    await hear(message('a'))
    inbox.mark(1, true)
    await hear(message('b'))
    expect(inbox.unread).toBe(1)
    expect(inbox.isUnread(2)).toBe(true)
  })

  it('takes over what was marked in another tab', async () => {
    const inbox = new Inbox(channel, clock)
    await hear(message('a'), message('b'))
    exchange.mark([2])
    await clock.pass(BATCH_MS)
    expect(inbox.unread).toBe(1)
  })

  it('leaves in sight what is read while only the unread are shown, also once that is kept', async () => {
    const inbox = new Inbox(channel, clock)
    await hear(message('a'), message('b'))
    inbox.filter = 'unread'
    expect(keysOf(inbox)).toEqual([2, 1])
    inbox.mark(1, true)
    await clock.pass(BATCH_MS)
    expect(keysOf(inbox)).toEqual([2, 1])
  })

  it('forgets marks of what is nowhere any more', async () => {
    const inbox = new Inbox(channel, clock)
    channel.restored(kept(5, 6), false)
    channel.take({ now: { unread: [2, 6] } }, false)
    expect(inbox.unread).toBe(2)
    inbox.save()
    await clock.pass(BATCH_MS)
    expect(inbox.unread).toBe(1)
  })

  it('hears nothing more once it is closed', async () => {
    const inbox = new Inbox(channel, clock)
    inbox.close()
    await hear(message('a'))
    expect(inbox.unread).toBe(0)
  })
})

describe('Polling', () => {
  let polling: Polling
  let partial: boolean
  const pace = new Pace(1_000)
  const answer = (value: unknown, more = {}) =>
    tell({ type: 'snapshot', snapshot: { at: clock.now(), value, ...more } })
  const push = async (source: string) => {
    tell({ type: 'messages', messages: [], sources: [source] })
    await clock.pass(50)
  }
  beforeEach(() => {
    partial = false
    polling = new Polling(channel, pace, clock, () => partial)
  })

  it('shows the value, lists what changed, the latest answer first, and keeps every number over time', async () => {
    answer({ a: 1, b: 'x' })
    await clock.pass(1_000)
    answer({ a: 2, b: 'y' })
    expect(polling.snapshot?.value).toEqual({ a: 2, b: 'y' })
    expect(polling.changes).toMatchObject([
      { path: 'a', from: 1, to: 2 },
      { path: 'b', from: 'x', to: 'y' },
    ])
    expect([...polling.changed]).toEqual(['a', 'b'])
    expect(polling.series('a').value).toEqual([1, 2])
  })

  it('keeps the last good value when an answer cannot be read, and says so', () => {
    answer({ a: 1 })
    tell({ type: 'garbled', frame: '<html>', why: { code: 'not-json' } })
    expect(polling.snapshot?.value).toEqual({ a: 1 })
    expect(polling.trouble).toMatchObject({ why: { code: 'not-json' }, text: '<html>' })
    answer({ a: 1 })
    expect(polling.trouble).toBeUndefined()
  })

  it('takes pushed values, and rows into their table', async () => {
    answer([
      { name: 'a', v: 1 },
      { name: 'b', v: 2 },
    ])
    await push('{"name":"b","v":3}')
    expect(polling.snapshot?.value).toEqual([
      { name: 'a', v: 1 },
      { name: 'b', v: 3 },
    ])
    await push('42')
    expect(polling.snapshot?.value).toBe(42)
  })

  it('updates some members of a first value that came from elsewhere', async () => {
    partial = true
    answer({ a: 1, b: 2 })
    await push('{"b":3}')
    expect(polling.snapshot?.value).toEqual({ a: 1, b: 3 })
  })

  it('shows the last of many values that come at once', async () => {
    for (let n = 0; n < 1_000; n++) tell({ type: 'messages', messages: [], sources: [String(n)] })
    await clock.pass(50)
    expect(polling.snapshot?.value).toBe(999)
    expect(polling.series('').value).toEqual([999])
  })

  it('stands still while paused, and then shows the latest', () => {
    answer(1)
    polling.pause(true)
    answer(2)
    expect(polling.snapshot?.value).toBe(1)
    expect(pace.everyMs).toBe(Infinity)
    polling.pause(false)
    expect(polling.snapshot?.value).toBe(2)
  })

  it('takes an unchanged answer for a sign of life, not for a change', () => {
    answer({ a: 1 })
    const { value } = polling.snapshot ?? {}
    answer(value, { unchanged: true })
    expect(polling.changes).toEqual([])
    expect(polling.snapshot?.unchanged).toBe(true)
  })
})
