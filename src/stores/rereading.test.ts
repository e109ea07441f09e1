import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { jsonCodec } from '../backends/json.ts'
import type { Entry, Put } from '../model/log.ts'
import { Log } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import { FakeClock } from '../net/fake-clock.ts'
import type { History } from '../storage/archive.ts'
import { openArchive } from '../storage/archive.ts'
import { Local } from '../storage/local.ts'
import { fakeExchange } from './fake-exchange.ts'
import { Rereading } from './rereading.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const OLD: Profile = {
  id: 'p',
  name: 'Relay',
  view: 'chat',
  backend: 'json',
  options: { server: 'ws://h.test' },
}
const mapped = (text: string): Profile => ({
  ...OLD,
  options: { ...OLD.options, mapping: JSON.stringify({ version: 1, parts: { text: [text] } }) },
})
const NEW = mapped('$.d.t')

let clock: FakeClock
let local: Local
let fake: ReturnType<typeof fakeExchange>

const record = (n: number) => `{"d":{"t":"line ${n}"}}`
const told = (text: string): Message[] => {
  const parsed = jsonCodec('').parse(text)
  return jsonCodec('').read('value' in parsed ? parsed.value : '', text, { at: clock.now() })
}
const hear = (count: number, from = 0) => {
  const messages = Array.from({ length: count }, (_, n) => told(record(from + n))).flat()
  fake.exchange.hear({ type: 'messages', messages })
  fake.exchange.flush()
}
const nowhere: Pick<History, 'page' | 'flush'> = { page: async () => [], flush: async () => undefined }
const ground = (history: Pick<History, 'page' | 'flush'> = nowhere) => ({
  log: fake.channel.log,
  exchange: fake.exchange,
  history,
  clock,
})
const entries = (log: Log): Entry[] =>
  Array.from({ length: log.length }, (_, n) => log.at(n) as Entry).filter(({ kind }) => kind !== 'day')
const bodies = (all: readonly Entry[]) =>
  all.map((entry) => (entry.kind === 'message' ? entry.message.body : entry.kind))

beforeEach(() => {
  clock = new FakeClock(NOON)
  localStorage.clear()
  local = new Local(localStorage)
  fake = fakeExchange(clock)
})

describe('reading again what was told before', () => {
  it('puts the new reading in the place of the old one, and what is not read stays', async () => {
    hear(2)
    fake.exchange.hear({ type: 'gap', why: { code: 'cannot-resume' } })
    hear(1, 2)
    const before = entries(fake.channel.log)
    expect(bodies(before)[0]).toContain('"line 0"')
    await new Rereading(local, 'p').heed(OLD, NEW, fake.channel.log.lastKey, () => ground())
    const after = entries(fake.channel.log)
    expect(bodies(after)).toEqual(['line 0', 'line 1', 'gap', 'line 2'])
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
  })

  it('gives what one became between its key and the next', async () => {
    fake.exchange.hear({ type: 'messages', messages: told('{"l":[{"t":1},{"t":2},{"t":3}]}') })
    hear(1)
    fake.exchange.flush()
    const listed = { version: 1, each: '$.l', parts: { text: ['$.t'] } }
    const profile = { ...OLD, options: { ...OLD.options, mapping: JSON.stringify(listed) } }
    await new Rereading(local, 'p').heed(OLD, profile, fake.channel.log.lastKey, () => ground())
    const { log } = fake.channel
    expect(bodies(entries(log)).slice(0, 3)).toEqual(['1', '2', '3'])
    const keys = entries(log).map(({ key }) => Number(key))
    expect(keys.toSorted((one, other) => one - other)).toEqual(keys)
    expect(new Set(keys).size).toBe(4)
    for (const key of keys) expect(entries(log)).toContain(log.at(log.indexOf(key)))
  })

  it('leaves what came after the change, and what became another one while it was read', async () => {
    hear(3)
    const { log } = fake.channel
    const [first] = entries(log)
    const rereading = new Rereading(local, 'p')
    const heeding = rereading.heed(OLD, NEW, log.lastKey, () => ground())
    hear(1, 3)
    fake.exchange.remove([first?.key ?? 0])
    await heeding
    expect(bodies(entries(log)).slice(0, 2)).toEqual(['line 1', 'line 2'])
    expect(bodies(entries(log))[2]).toContain('"line 3"')
  })

  it('does nothing where the reading is the same', async () => {
    hear(3)
    const moved = { ...OLD, options: { ...OLD.options, server: 'ws://other.test', first: 'hi' } }
    fake.batches.length = 0
    await new Rereading(local, 'p').heed(OLD, moved, fake.channel.log.lastKey, () => ground())
    expect(fake.batches).toEqual([])
    expect(local.get('reread:p')).toBeUndefined()
  })

  it('goes on in another life of the page where it was left', async () => {
    hear(3)
    await new Rereading(local, 'p').heed(OLD, NEW, fake.channel.log.lastKey, () => undefined)
    expect(bodies(entries(fake.channel.log))[2]).toContain('"line 2"')
    await new Rereading(local, 'p').run(NEW, ground())
    expect(bodies(entries(fake.channel.log))).toEqual(['line 0', 'line 1', 'line 2'])
    expect(local.get('reread:p')).toBeUndefined()
  })

  it('is noted as done only when it is written: a page may be gone before that', async () => {
    hear(250)
    const { log } = fake.channel
    const neverWritten = { page: async () => [], flush: () => new Promise<void>(() => {}) }
    void new Rereading(local, 'p').heed(OLD, NEW, log.lastKey, () => ground(neverWritten))
    await vi.waitFor(() => expect(bodies(entries(log))[0]).toBe('line 0'))
    expect(local.get('reread:p')).toMatchObject({ below: Math.floor(log.lastKey) + 1 })
  })

  it('ends with the newest reading where the mapping is changed again at once', async () => {
    hear(250)
    const { log } = fake.channel
    const rereading = new Rereading(local, 'p')
    const [one, two] = [
      rereading.heed(OLD, mapped('$.d'), log.lastKey, () => ground()),
      rereading.heed(mapped('$.d'), NEW, log.lastKey, () => ground()),
    ]
    await Promise.all([one, two])
    expect(bodies(entries(log))).toEqual(Array.from({ length: 250 }, (_, n) => `line ${n}`))
  })

  it('lets the page have its turn: 10,000 rows are no long task', async () => {
    hear(10_000)
    let turns = 0
    const channel = new MessageChannel()
    const began = performance.now()
    let last = began
    let longest = 0
    const tick = () => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
      turns++
      channel.port1.postMessage(undefined)
    }
    channel.port2.onmessage = tick
    tick()
    await new Rereading(local, 'p').heed(OLD, NEW, fake.channel.log.lastKey, () => ground())
    channel.port2.onmessage = null
    channel.port1.close()
    expect(bodies(entries(fake.channel.log))[0]).toBe('line 0')
    expect(turns).toBeGreaterThan(3)
    // Slices of 8 ms; a machine with many tests at once has its own pauses.
    expect(longest).toBeLessThan(250)
  })
})

describe('what is kept on the device', () => {
  it('is read again too, also what is not shown', async () => {
    const archive = openArchive({ factory: () => device, clock })
    const device = new IDBFactory()
    const history = archive.history('p', () => ({ count: 10_000, days: 30 }))
    await history.open('tab')
    const all = new Log()
    all.say(Array.from({ length: 450 }, (_, n) => told(record(n))).flat())
    history.write([{ put: entries(all) }], {})
    await history.flush()
    fake.channel.log.add(entries(all).slice(-50))
    const told_ = fake.exchange.reread.bind(fake.exchange)
    vi.spyOn(fake.exchange, 'reread').mockImplementation((changes: readonly Put[]) => {
      told_(changes)
      history.write(changes, {})
    })
    await new Rereading(local, 'p').heed(OLD, NEW, 450, () => ground(history))
    await history.flush()
    const kept = await history.page(Infinity, 1_000)
    expect(bodies(kept)).toEqual(Array.from({ length: 450 }, (_, n) => `line ${n}`))
    expect(kept.map(({ key }) => key)).toEqual(entries(all).map(({ key }) => key))
    expect(fake.channel.log.length).toBeLessThan(60)
  })

  it('takes the id that a new reading gives a message, and what it is several of', async () => {
    const device = new IDBFactory()
    const archive = openArchive({ factory: () => device, clock })
    const history = archive.history('p', () => ({ count: 10_000, days: 30 }))
    await history.open('tab')
    const all = new Log()
    all.say([...told('{"l":[{"t":1,"k":"a"},{"t":2,"k":"b"}]}'), ...told('{"t":3,"k":"c"}')])
    history.write([{ put: entries(all) }], {})
    await history.flush()
    const exchange = { reread: (changes: readonly Put[]) => history.write(changes, {}) }
    const listed = { version: 1, each: '$.l', parts: { text: ['$.t'], id: ['$.k'] } }
    const profile = { ...OLD, options: { ...OLD.options, mapping: JSON.stringify(listed) } }
    const here = { log: new Log(), exchange, history, clock }
    await new Rereading(undefined, 'p').heed(OLD, profile, 2, () => here)
    await history.flush()
    const kept = await history.page(Infinity, 10)
    expect(kept.map((entry) => entry.kind === 'message' && entry.message.id)).toEqual(['a', 'b', 'c'])
    expect(bodies(kept)).toEqual(['1', '2', '3'])
  })
})
