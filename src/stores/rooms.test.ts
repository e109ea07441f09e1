import { beforeEach, describe, expect, it } from 'vitest'
import type { Entry } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Pace } from '../net/pace.ts'
import { BATCH_MS } from './bulletin.ts'
import type { Channel } from './channel.svelte.ts'
import { Channel as FarChannel } from './channel.svelte.ts'
import { Chat } from './chat.svelte.ts'
import type { Desk } from './desk.ts'
import type { Exchange } from './exchange.ts'
import { messagesOf } from './export-source.ts'
import { fakeExchange } from './fake-exchange.ts'
import { InboxList } from './inbox-list.svelte.ts'
import { Inbox } from './inbox.svelte.ts'
import type { Live } from './live.svelte.ts'
import { Polling } from './polling.svelte.ts'
import { RoomReading } from './room-reading.svelte.ts'
import type { RoomNode } from './rooms.svelte.ts'
import { MAX_NAMED, Rooms } from './rooms.svelte.ts'
import { Search } from './search.svelte.ts'

let clock: FakeClock
let channel: Channel
let exchange: Exchange

const NOON = new Date(2026, 0, 5, 12).getTime()
const message = (body: string, room?: string, more: Partial<Message> = {}): Message => ({
  id: body,
  at: clock.now(),
  body,
  ...(room !== undefined && { room }),
  ...more,
})
const hear = async (...messages: Message[]) => {
  exchange.hear({ type: 'messages', messages })
  await clock.pass(BATCH_MS)
}
/** What is listed, deeper ones in brackets; a name in stars is no room. */
const drawn = (nodes: readonly RoomNode[]): string =>
  nodes
    .map(({ name, room, unread, children }) => {
      const own = `${room ? name : `*${name}*`}${unread > 0 ? `:${unread}` : ''}`
      return children.length > 0 ? `${own}(${drawn(children)})` : own
    })
    .join(' ')
const bodies = ({ rows }: { rows: Channel['rows'] }) =>
  Array.from({ length: rows.length }, (_, n) => rows.at(n)?.entry)
    .filter((entry) => entry?.kind !== 'day')
    .map((entry) => {
      if (entry?.kind === 'message') return entry.message.body
      return entry?.kind === 'draft' && entry.draft.act.kind === 'say'
        ? `> ${String(entry.draft.act.body)}`
        : entry?.kind
    })

beforeEach(() => {
  clock = new FakeClock(NOON)
  ;({ channel, exchange } = fakeExchange(clock))
})

describe('the rooms of a connection', () => {
  it('are those that its backend tells of, and those that messages name, by name', async () => {
    exchange.hear({ type: 'rooms', rooms: [{ id: 'b', name: 'News' }, { id: 'a10' }] })
    await hear(message('1', 'a9'), message('2'), message('3', 'b'))
    expect(drawn(channel.rooms.top)).toBe('a9:1 a10 b:1')
    expect(channel.rooms.nameOf('b')).toBe('News')
    expect(channel.rooms.size).toBe(3)
  })

  it('are none where messages name none', async () => {
    await hear(message('1'), message('2', ''))
    expect(channel.rooms.size).toBe(0)
    expect(channel.rooms.isSeveral).toBe(false)
  })

  it('are a tree where their names are paths, and what is new is counted up to the top', async () => {
    exchange.hear({ type: 'rooms', rooms: [], separator: '/' })
    await hear(message('1', 'home/kitchen/temp'), message('2', 'home/kitchen'), message('3', 'home/hall'))
    await hear(message('4', 'home/hall', { own: true }), message('5', '/odd'))
    await clock.pass(100)
    expect(drawn(channel.rooms.top)).toBe('*/*:1(odd:1) *home*:3(hall:1 kitchen:2(temp:1))')
    expect(channel.rooms.look('home/kitchen')).toBe(2)
    expect(drawn(channel.rooms.top)).toBe('*/*:1(odd:1) *home*:1(hall:1 kitchen(temp))')
  })

  it('become a tree where that is told after the first of them came, with what is new', async () => {
    await hear(message('1', 'home/kitchen'), message('2', 'home/hall'))
    expect(drawn(channel.rooms.top)).toBe('home/hall:1 home/kitchen:1')
    exchange.hear({ type: 'rooms', rooms: [{ id: 'home', readOnly: true }], separator: '/' })
    await clock.pass(BATCH_MS)
    expect(drawn(channel.rooms.top)).toBe('home:2(hall:1 kitchen:1)')
  })

  it('that are not told of any more stay while messages name them', async () => {
    exchange.hear({ type: 'rooms', rooms: [{ id: 'a' }, { id: 'b' }] })
    await hear(message('1', 'a'))
    exchange.hear({ type: 'rooms', rooms: [] })
    await clock.pass(BATCH_MS)
    expect(drawn(channel.rooms.top)).toBe('a:1')
  })

  it('are forgotten with the history', async () => {
    exchange.hear({ type: 'rooms', rooms: [{ id: 'told' }] })
    await hear(message('1', 'named'))
    exchange.clear()
    expect(drawn(channel.rooms.top)).toBe('told')
  })

  it('of another server are none of this one', async () => {
    exchange.hear({ type: 'rooms', rooms: [{ id: 'a' }, { id: 'b' }] })
    await clock.pass(BATCH_MS)
    exchange.startOver()
    await clock.pass(BATCH_MS)
    expect(channel.rooms.size).toBe(0)
  })

  it('without end are listed up to a bound, and shown in lumps', async () => {
    const rooms = new Rooms(clock)
    const { version } = rooms
    for (let n = 0; n < MAX_NAMED + 500; n++)
      rooms.take([{ kind: 'message', key: n, at: 0, message: message(String(n), `r${n}`) }], true)
    expect(rooms.version - version).toBe(1)
    await clock.pass(100)
    expect(rooms.version - version).toBe(2)
    expect(rooms.size).toBe(MAX_NAMED)
    expect(rooms.isFull).toBe(true)
    expect([...rooms.all()].length).toBe(MAX_NAMED)
  })

  it('may be paths without end', () => {
    const rooms = new Rooms(clock)
    rooms.tell({ rooms: [{ id: Array.from({ length: 5_000 }, () => 'x').join('/') }], separator: '/' })
    let depth = 0
    for (let nodes = rooms.top; nodes[0]; nodes = nodes[0].children) depth++
    expect(depth).toBe(32)
    expect(rooms.size).toBe(1)
  })

  it('are the same in a tab that comes later', async () => {
    exchange.hear({ type: 'rooms', rooms: [{ id: 'told' }], separator: '/' })
    await hear(message('1', 'named/deep'))
    const far = new FarChannel(clock, {} as Desk)
    far.adopt({ ...channel.state, entries: [], now: exchange.condition })
    expect(drawn(far.rooms.top)).toBe('*named*(deep) told')
  })
})

describe('a room that is open', () => {
  it('shows what was said there, below it and about the connection, and its own drafts', async () => {
    exchange.hear({ type: 'rooms', rooms: [], separator: '/' })
    await hear(message('1', 'home'), message('2', 'away'), message('3', 'home/hall'), message('4'))
    const home = new RoomReading(channel, 'home')
    exchange.hear({ type: 'gap', why: { code: 'cannot-resume' } })
    await hear(message('5', 'home'))
    channel.do({ kind: 'say', body: 'to home', room: 'home' })
    channel.do({ kind: 'say', body: 'to all' })
    expect(bodies(home)).toEqual(['1', '3', 'gap', '5', '> to home'])
    expect(home.arrived).toBe(1)
  })

  it('is the same list while others talk', async () => {
    await hear(message('1', 'a'), message('2', 'b'))
    const reading = new RoomReading(channel, 'a')
    const { rows } = reading
    await hear(message('3', 'b'), message('4'))
    expect(reading.rows).toBe(rows)
    await hear(message('5', 'a'))
    expect(reading.rows).not.toBe(rows)
  })

  it('has what is below it as soon as that is known to be below it', async () => {
    await hear(message('1', 'home/hall'))
    const home = new RoomReading(channel, 'home')
    expect(bodies(home)).toEqual([])
    exchange.hear({ type: 'rooms', rooms: [], separator: '/' })
    await clock.pass(BATCH_MS)
    expect(bodies(home)).toEqual(['1'])
  })

  it('reads back until there is some of it', async () => {
    const kept = Array.from({ length: 600 }, (_, n) => n + 1).map((key) => ({
      kind: 'message' as const,
      key,
      at: NOON,
      message: message(String(key), key === 50 ? 'rare' : 'often'),
    }))
    const page = async (before: number, limit: number) => kept.filter(({ key }) => key < before).slice(-limit)
    const far = new FarChannel(clock, {} as Desk, page)
    far.restored(kept.slice(-200), true)
    const reading = new RoomReading(far, 'rare')
    await reading.loadOlder()
    expect(bodies(reading)).toEqual(['50'])
    expect(far.rooms.get('rare')).toBeDefined()
    reading.close()
  })

  it('is searched alone', async () => {
    await hear(message('hit one', 'a'), message('hit two', 'b'), message('hit three', 'a'))
    const search = new Search(new RoomReading(channel, 'a'))
    search.look({ text: 'hit', regex: false, matchCase: false })
    await expect.poll(() => search.hits.keys).toEqual([1, 3])
    await hear(message('hit four', 'b'), message('hit five', 'a'))
    await expect.poll(() => search.hits.keys).toEqual([1, 3, 5])
    search.close()
  })
})

describe('what is saved of a room', () => {
  it('is what was said there, kept or shown, its drafts, and what tells of the connection', async () => {
    await hear(message('3', 'home'), message('4', 'away'))
    channel.do({ kind: 'say', body: 'waits', room: 'home' })
    channel.do({ kind: 'say', body: 'waits elsewhere', room: 'away' })
    const kept = ['home', 'away'].map((room, n): Entry => ({
      kind: 'message',
      key: -2 + n,
      at: NOON,
      message: message(`kept ${room}`, room),
    }))
    const stored = async (after: number) => kept.filter(({ key }) => Number(key) > after)
    const live = { channel, stored, sweep: (text: string) => text } as unknown as Live
    const all: unknown[] = []
    for await (const records of messagesOf(live, undefined, 'home')) all.push(...records)
    expect(all.map((record) => (record as { text?: string }).text)).toEqual(['kept home', '3', 'waits'])
  })
})

describe('what is new in a chat with rooms', () => {
  it('is read by room, and all at once', async () => {
    const chat = new Chat(channel)
    await hear(message('1', 'a'), message('2', 'a'), message('3', 'b'), message('4'))
    expect([chat.unread, chat.unreadIn('a'), chat.unreadIn('b')]).toEqual([4, 2, 1])
    chat.markRead('a')
    expect([chat.unread, chat.unreadIn('a'), chat.unreadIn('b')]).toEqual([2, 0, 1])
    chat.markRead()
    expect([chat.unread, chat.unreadIn('b'), channel.rooms.news]).toEqual([0, 0, 0])
  })

  it('begins below what was there, in a room that nobody has opened yet', async () => {
    const chat = new Chat(channel)
    await hear(message('1', 'a'), message('2', 'b'))
    chat.markRead()
    await hear(message('3', 'a'), message('4', 'b'))
    const reading = new RoomReading(channel, 'a')
    expect(chat.lineIn(reading)).toBe(1)
    chat.markRead('a')
    chat.leave(reading)
    await hear(message('5', 'a'))
    expect(chat.lineIn(reading)).toBe(3)
  })
})

describe('an inbox with rooms', () => {
  const shownIn = (inbox: Inbox, reading: RoomReading) => {
    const { entries } = new InboxList(inbox, reading)
    return Array.from({ length: entries.length }, (_, n) => entries.at(n)?.key)
  }

  it('shows a room newest first, and marks only that as read', async () => {
    const inbox = new Inbox(channel, clock)
    await hear(message('1', 'a'), message('2', 'b'), message('3', 'a'))
    const reading = new RoomReading(channel, 'a')
    expect(shownIn(inbox, reading)).toEqual([3, 1])
    expect([inbox.unread, inbox.unreadIn('a')]).toEqual([3, 2])
    inbox.mark(3, true)
    expect([inbox.unread, inbox.unreadIn('a')]).toEqual([2, 1])
    const undo = inbox.remove(1)
    expect([inbox.unread, inbox.unreadIn('a')]).toEqual([1, 0])
    undo()
    inbox.mark(3, false)
    expect([inbox.unread, inbox.unreadIn('a')]).toEqual([3, 2])
    inbox.markAllRead('a')
    expect([inbox.unread, inbox.unreadIn('a'), inbox.unreadIn('b')]).toEqual([1, 0, 1])
  })

  it('keeps its counts while marks are told and more arrives', async () => {
    const inbox = new Inbox(channel, clock)
    for (let n = 0; n < 50; n++) {
      await hear(message(`a${n}`, 'a'), message(`b${n}`, 'b'))
      if (n % 7 === 0) inbox.mark(channel.log.lastKey, true)
    }
    await clock.pass(1_000)
    expect(inbox.unreadIn('a') + inbox.unreadIn('b')).toBe(inbox.unread)
    expect(inbox.unreadIn('a')).toBe(50)
  })

  it('knows the rooms of what was unread before, once that is read back', async () => {
    const inbox = new Inbox(channel, clock)
    channel.take({ now: { unread: [5, 6] } }, false)
    expect(inbox.unread).toBe(2)
    channel.restored(
      [5, 6, 7].map((key) => ({
        kind: 'message',
        key,
        at: NOON,
        message: message(String(key), key === 5 ? 'a' : 'b'),
      })),
      false,
    )
    expect([inbox.unreadIn('a'), inbox.unreadIn('b')]).toEqual([1, 1])
  })
})

describe('a value with rooms', () => {
  const pace = new Pace(1_000)
  const push = async (...messages: Message[]) => {
    exchange.hear({ type: 'messages', messages, sources: messages.map(({ body }) => body) })
    await clock.pass(60)
  }

  it('is what each of them said last, by room; a single room is the value itself', async () => {
    const polling = new Polling(channel, pace, clock, () => false)
    await push(message('{"t":1}', 'hall'))
    expect([polling.isByRoom, polling.snapshot?.value]).toEqual([false, { t: 1 }])
    await push(message('{"t":2,"room":"kitchen"}', 'kitchen'), message('on', 'lamp'))
    expect([polling.isByRoom, { ...(polling.snapshot?.value as object) }]).toEqual([
      true,
      { hall: { t: 1 }, kitchen: { t: 2 }, lamp: 'on' },
    ])
    await push(message('{"t":3}', 'hall'))
    expect(polling.changes).toMatchObject([{ path: 'hall › t', from: 1, to: 3 }])
    polling.pick('hall › t')
    await push(message('{"t":4}', 'hall'))
    expect(polling.series('hall › t').value).toEqual([1, 3, 4])
    expect(polling.roomAt('lamp')).toBeLessThan(polling.roomAt('hall') ?? 0)
  })

  it('stays what was said last where an older message is read anew', async () => {
    const polling = new Polling(channel, pace, clock, () => false)
    await push(message('1', 'hall'), message('2', 'hall'), message('5', 'kitchen'))
    const first = channel.log.at(1)
    expect(first?.kind === 'message' && first.message.body).toBe('1')
    if (first?.kind === 'message')
      exchange.hear({ type: 'change', id: first.message.id, set: { body: 'one' } })
    await clock.pass(60)
    expect(polling.snapshot?.value).toMatchObject({ hall: 2, kitchen: 5 })
  })

  it('is that room alone where it is open, from what was there', async () => {
    await push(message('1', 'home/hall'), message('5', 'home/kitchen'), message('9', 'away'))
    exchange.hear({ type: 'rooms', rooms: [], separator: '/' })
    await clock.pass(BATCH_MS)
    const hall = new Polling(channel, pace, clock, () => false, 'home/hall')
    const home = new Polling(channel, pace, clock, () => false, 'home')
    expect([hall.isByRoom, hall.snapshot?.value]).toEqual([false, 1])
    expect({ ...(home.snapshot?.value as object) }).toEqual({ 'home/hall': 1, 'home/kitchen': 5 })
    await push(message('2', 'home/hall'), message('10', 'away'))
    expect(hall.snapshot?.value).toBe(2)
    expect(hall.changes).toMatchObject([{ path: '', from: 1, to: 2 }])
    hall.close()
    await push(message('3', 'home/hall'))
    expect(hall.snapshot?.value).toBe(2)
    home.close()
  })

  it('takes any name for a room’s name', async () => {
    const polling = new Polling(channel, pace, clock, () => false)
    await push(message('{"x":1}', '__proto__'), message('2', 'constructor'))
    expect(Object.entries(polling.snapshot?.value as object)).toEqual([
      ['__proto__', { x: 1 }],
      ['constructor', 2],
    ])
    await push(message('{"x":2}', '__proto__'))
    expect(polling.changes).toMatchObject([{ path: '__proto__ › x', from: 1, to: 2 }])
  })

  it('that was asked for is whole, whatever rooms it names', async () => {
    const polling = new Polling(channel, pace, clock, () => false)
    const value = [{ room: 'a' }, { room: 'b' }]
    exchange.hear({
      type: 'snapshot',
      snapshot: { at: NOON, value },
      news: [message('1', 'a'), message('2', 'b')],
    })
    await clock.pass(60)
    expect([polling.isByRoom, polling.snapshot?.value]).toEqual([false, value])
  })
})
