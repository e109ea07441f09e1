import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../model/message.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Pace } from '../net/pace.ts'
import { BATCH_MS, Channel } from './channel.svelte.ts'
import { Chat } from './chat.svelte.ts'
import { Inbox } from './inbox.svelte.ts'
import { Polling } from './polling.svelte.ts'

let clock: FakeClock
let channel: Channel
beforeEach(() => {
  clock = new FakeClock(new Date(2026, 0, 5, 12).getTime())
  channel = new Channel(clock, () => 0.5)
})
const message = (id: string, body = id, more: Partial<Message> = {}): Message => ({
  id,
  at: clock.now(),
  body,
  ...more,
})
const hear = async (...messages: Message[]) => {
  channel.hear({ type: 'messages', messages })
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
    expect(chat.lastRead).toBe(channel.log.at(2)?.key)
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

  it('filters by words in title and body', () => {
    inbox.query = 'DOOR open'
    expect(bodies()).toEqual(['door open'])
    inbox.query = 'nas'
    expect(bodies()).toEqual(['backup done'])
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
    channel.hear({ type: 'messages', messages: [] })
    expect(inbox.unread).toBe(0)
  })
})

describe('Polling', () => {
  let polling: Polling
  let partial: boolean
  const pace = new Pace(1_000)
  const answer = (value: unknown, more = {}) =>
    channel.hear({ type: 'snapshot', snapshot: { at: clock.now(), value, ...more } })
  const push = async (source: string) => {
    channel.hear({ type: 'messages', messages: [], source })
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
    channel.hear({ type: 'garbled', frame: '<html>', why: { code: 'not-json' } })
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
    for (let n = 0; n < 1_000; n++) channel.hear({ type: 'messages', messages: [], source: String(n) })
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
