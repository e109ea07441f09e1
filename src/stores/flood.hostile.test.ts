import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../model/message.ts'
import { MAX_CHARS, MAX_COUNT } from '../model/log.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Pace } from '../net/pace.ts'
import { BATCH_MS } from './bulletin.ts'
import { fakeExchange } from './fake-exchange.ts'
import { Inbox } from './inbox.svelte.ts'
import { Polling } from './polling.svelte.ts'

const MINUTE_MS = 60_000

/** The clock of a hidden page: its timers come once a minute. */
class HiddenClock extends FakeClock {
  override after(ms: number, run: () => void): () => void {
    const due = Math.ceil((this.now() + ms) / MINUTE_MS) * MINUTE_MS
    return super.after(due - this.now(), run)
  }
}

let clock: HiddenClock
let fake: ReturnType<typeof fakeExchange>

beforeEach(() => {
  clock = new HiddenClock(new Date(2026, 0, 5, 12).getTime() + 1)
  fake = fakeExchange(clock)
  ready()
})

const ready = () => {
  fake.exchange.hearStatus({ name: 'connecting', attempt: 0 })
  fake.exchange.hearStatus({ name: 'ready', since: clock.now() })
}
const hear = (source: string, ...messages: Message[]) =>
  fake.exchange.hear({ type: 'messages', messages, sources: [source] })
const message = (n: number, more: Partial<Message> = {}): Message => ({
  id: `${n}`,
  at: clock.now(),
  body: `line ${n}`,
  ...more,
})
const bodies = () =>
  Array.from({ length: fake.channel.log.length }, (_, n) => fake.channel.log.at(n)).flatMap((entry) =>
    entry?.kind === 'message' ? [entry.message.body] : [],
  )

/** How many bytes are in use, once all that nobody holds is gone. */
async function held(): Promise<number> {
  // The fake remembers what it was told, for tests.
  fake.batches.length = 0
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  for (let turn = 0; turn < 5; turn++) {
    gc()
    await new Promise(setImmediate)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

describe('a server that floods while the page is hidden', () => {
  it('is taken in as it comes, and all of it is there within the bounds', async () => {
    const inbox = new Inbox(fake.channel)
    const all = 250_000
    for (let n = 1; n <= all; n++) hear(`line ${n}`, message(n))
    // No timer came yet.
    const { log } = fake.channel
    expect(log.length + log.dropped).toBeGreaterThan(all - 5_000)
    expect(log.length).toBeLessThanOrEqual(MAX_COUNT)
    await clock.pass(MINUTE_MS)
    const kept = bodies()
    expect(kept.length).toBeGreaterThanOrEqual(MAX_COUNT - 1)
    expect(kept).toEqual(kept.map((_, n) => `line ${all - kept.length + 1 + n}`))
    expect(fake.channel.arrived).toBe(all)
    expect(inbox.entries.length).toBe(kept.length)
  })

  it('with large messages costs no more memory than the log may have', async () => {
    const before = await held()
    for (let n = 0; n < 150; n++) {
      const body = Buffer.alloc(1024 * 1024, 97 + (n % 26)).toString('latin1')
      hear(body, message(n, { body }))
      if (n % 50 === 0) expect((await held()) - before).toBeLessThan(2 * MAX_CHARS)
    }
    await clock.pass(MINUTE_MS)
    expect((await held()) - before).toBeLessThan(2 * MAX_CHARS)
    expect(bodies().length).toBeGreaterThanOrEqual(15)
  })

  it('with what was shown before shows nothing twice, and keeps no pile of it', async () => {
    const old = Array.from({ length: 100 }, (_, n) => message(n))
    hear('', ...old)
    ready()
    const { length } = fake.batches
    for (let n = 0; n < 50_000; n++) hear('x', old[n % 100] as Message)
    expect(fake.batches.length - length).toBeGreaterThanOrEqual(9)
    await clock.pass(MINUTE_MS)
    // Told twice within one connection they are no names of messages: then they are shown again.
    expect(bodies().slice(0, 100)).toEqual(old.map(({ body }) => body))
  })

  it('with values shows the last one, and keeps a bounded past of it', async () => {
    const polling = new Polling(fake.channel, new Pace(1_000), clock, () => false)
    for (let n = 0; n <= 20_000; n++) hear(`{"v":${n}}`, message(n))
    await clock.pass(2 * MINUTE_MS)
    expect(polling.snapshot?.value).toEqual({ v: 20_000 })
    expect(polling.series('v').value.length).toBeLessThanOrEqual(1_000)
    expect(polling.changes.length).toBeLessThanOrEqual(500)
  })

  it('with what cannot be read keeps no more than the log may have', async () => {
    const before = await held()
    for (let n = 0; n < 2_000; n++) {
      const frame = Buffer.alloc(64 * 1024, 97 + (n % 26)).toString('latin1')
      fake.exchange.hear({ type: 'garbled', frame, why: { code: 'too-large', params: { megabytes: 8 } } })
    }
    expect((await held()) - before).toBeLessThan(2 * MAX_CHARS)
  })
})

describe('ids and times that are not what one thinks', () => {
  it('are shown as they come: ids twice, ids that go back, times far away', async () => {
    const ids = ['5', '4', '3', '5', '5', '9007199254740993', '9007199254740992', '__proto__', 'constructor']
    const times = [32_503_680_000_000, 0, -86_400_000, clock.now(), 32_503_680_000_000, -62_135_596_800_000]
    const told = ids.map((id, n) => message(n, { id, at: times[n % times.length] as number }))
    for (const each of told) hear('', each)
    await clock.pass(MINUTE_MS + BATCH_MS)
    expect(bodies()).toEqual(told.map(({ body }) => body))
    const { log } = fake.channel
    for (let n = 0; n < log.length; n++)
      expect(Number.isNaN(new Date(log.at(n)?.at ?? NaN).getTime())).toBe(false)
  })
})
