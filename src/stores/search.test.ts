import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Entry } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { Channel } from './channel.svelte.ts'
import type { Desk } from './desk.ts'
import { FakeWorker } from './fake-worker.ts'
import { Search } from './search.svelte.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const message = (key: number, body = `line ${key}`, more: Partial<Message> = {}): Entry => {
  return { kind: 'message', key, at: NOON + key, message: { id: `${key}`, at: NOON + key, body, ...more } }
}
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => message(from + n))
const text = (sought: string) => ({ text: sought, regex: false, matchCase: false })
const regex = (sought: string) => ({ text: sought, regex: true, matchCase: false })

let channel: Channel
let search: Search
let kept: Entry[]
beforeEach(() => {
  kept = []
  vi.stubGlobal('Worker', FakeWorker)
  const page = async (before: number, limit: number) =>
    kept.filter(({ key }) => Number(key) < before).slice(-limit)
  channel = new Channel(new FakeClock(NOON), {} as Desk, page)
  search = new Search(channel)
})
afterEach(() => {
  search.close()
  vi.unstubAllGlobals()
})

/** What is looked at in slices is waited for. */
const soon = (holds: () => void) => vi.waitFor(holds, { interval: 2, timeout: 5_000 })
const over = () => soon(() => expect(search.isSearching || search.backTo !== undefined).toBe(false))
async function look(query: Parameters<Search['look']>[0], from?: number): Promise<void> {
  search.look(query, from)
  await over()
}
const come = (...entries: Entry[]) => {
  const changes = [{ put: entries }]
  channel.take({ changes }, false)
}
const found = (...keys: number[]) => soon(() => expect(search.hits.keys).toEqual(keys))

describe('a search in a log', () => {
  it('finds in all that an entry has: who, what, tags, and how it came', async () => {
    come(
      message(1, 'x', { from: 'Mina Lamp' }),
      message(2, 'x', { title: 'Lamp out' }),
      message(3, 'x', { tags: ['lamp'] }),
      message(4, 'x', { source: '{"lamp":true}' }),
      message(5, 'x', { source: new TextEncoder().encode('a lamp').buffer }),
      { kind: 'garbled', key: 6, at: NOON, frame: '<lamp', why: { code: 'bug' } },
      message(7, 'nothing'),
    )
    await look(text('LAMP'))
    expect(search.hits.keys).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('begins at the newest, goes to older ones, and round', async () => {
    come(...lines(1, 30))
    await look(text('line 1'))
    expect([search.current, search.hits.position(search.current)]).toEqual([19, 1])
    await search.move(-1)
    expect(search.current).toBe(18)
    await search.move(1)
    await search.move(1)
    expect([search.current, search.hits.position(search.current)]).toEqual([1, 11])
    await search.move(-1)
    expect(search.current).toBe(19)
  })

  it('begins above the place where somebody reads, and only below where there is nothing above', async () => {
    come(...lines(1, 5_000))
    await look(text('line 4'), 3_000)
    expect(search.current).toBe(499)
    await look(text('line 4999'))
    expect(search.current).toBe(4_999)
  })

  it('stays at its hit while the word is being written', async () => {
    come(...lines(1, 30))
    await look(text('line'))
    await search.move(-1)
    expect(search.current).toBe(29)
    await look(text('line 2'))
    expect(search.current).toBe(29)
    await look(text('line 21'))
    expect(search.current).toBe(21)
  })

  it('looks at what comes, as it comes, and takes nobody there', async () => {
    come(...lines(1, 3))
    await look(text('door'))
    expect(search.hits.keys).toEqual([])
    come(message(4, 'door open'))
    await found(4)
    expect(search.current).toBeUndefined()
    come(message(5, 'door shut'), message(6))
    await search.move(-1)
    expect(search.current).toBe(4)
  })

  it('looks again at what was changed, and forgets what is gone', async () => {
    come(...lines(1, 5))
    await look(text('line'))
    channel.take(
      {
        changes: [
          { at: 2, by: [message(2, 'other')] },
          { at: 4, by: [] },
        ],
      },
      false,
    )
    await soon(() => expect(search.hits.keys).toEqual([1, 3, 5]))
    channel.take({ changes: [{ at: 2, by: [message(2, 'line again'), message(2.5, 'line too')] }] }, false)
    await soon(() => expect(search.hits.keys).toEqual([1, 2, 2.5, 3, 5]))
    channel.take({ cleared: true }, false)
    expect(search.hits.keys).toEqual([])
  })

  it('leaves out what is not accepted, also later', async () => {
    const hidden = new Set([2])
    search.close()
    search = new Search(channel, () => (entry) => !hidden.has(Number(entry.key)))
    come(...lines(1, 4))
    await look(text('line'))
    expect(search.hits.keys).toEqual([1, 3, 4])
    hidden.add(3)
    hidden.delete(2)
    search.recheck([2, 3])
    await soon(() => expect(search.hits.keys).toEqual([1, 2, 4]))
  })

  it('takes a regular expression, and says what is wrong with one', async () => {
    come(...lines(1, 12))
    await look(regex('^line 1\\d$'))
    expect(search.hits.keys).toEqual([10, 11, 12])
    await look(regex('(line'))
    expect(search.error?.kind).toBe('syntax')
    expect(search.hits.keys).toEqual([])
    await look(regex('line 7'))
    expect(search.error).toBeUndefined()
    expect(search.hits.keys).toEqual([7])
  })

  it('holds nothing, and hears nothing, once it is closed', async () => {
    come(...lines(1, 3))
    await look(text('line'))
    search.close()
    come(message(4))
    expect(search.hits.keys).toEqual([])
    expect(search.current).toBeUndefined()
  })

  it('looks through a hundred thousand, and the page has its turns meanwhile', async () => {
    channel.log.add(lines(1, 100_000))
    let turns = 0
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      turns++
      port2.postMessage(0)
    }
    port2.postMessage(0)
    await look(text('9'))
    port1.close()
    expect(search.hits.keys).toHaveLength(40_951)
    expect(turns).toBeGreaterThan(2)
  })
})

describe('what is older than the log', () => {
  beforeEach(() => {
    kept = [...lines(1, 1_000), message(1_001, 'the door'), ...lines(1_002, 3_000)]
    channel.restored(kept.slice(-200), true)
  })

  it('is read back until there is a hit', async () => {
    await look(text('door'))
    expect(search.hits.keys).toEqual([])
    expect(await search.lookBack()).toBe(true)
    expect([search.current, search.backTo]).toEqual([1_001, undefined])
    expect(channel.log.firstKey).toBeGreaterThan(700)
  })

  it('is read back from the oldest hit on, to the end, and then it begins again at the newest', async () => {
    channel.take({ changes: [{ put: [message(3_001, 'a new door')] }] }, false)
    await look(text('door'))
    expect(search.current).toBe(3_001)
    await search.move(-1)
    expect(search.current).toBe(1_001)
    await search.move(-1)
    expect(channel.older).toBe('none')
    expect(search.current).toBe(3_001)
  })

  it('is not read any further once the person stops it', async () => {
    await look(text('nowhere'))
    const looking = search.lookBack()
    expect(search.backTo).toBe(NOON + 2_801)
    search.stopLookingBack()
    expect(await looking).toBe(false)
    expect(channel.log.firstKey).toBeGreaterThan(2_500)
  })

  it('is looked through as it is read for another reason', async () => {
    await look(text('line 26'))
    expect(search.hits.keys).toEqual([])
    await channel.loadOlder()
    await soon(() => expect(search.hits.keys).toHaveLength(99))
  })
})

describe('the hits as a list', () => {
  const shown = () => {
    const { list } = search.hits
    return Array.from({ length: list.length }, (_, n) => list.at(n)?.key)
  }

  it('has the newest first, holds its places, and says how it grew', async () => {
    kept = lines(1, 100)
    channel.restored(kept.slice(-30), true)
    await look(text('0'))
    expect(shown()).toEqual([100, 90, 80])
    const before = search.hits.list
    come(message(110, 'line 110'))
    await channel.loadOlder()
    await soon(() => expect(search.hits.list.length).toBe(11))
    flushSync()
    const after = search.hits.list
    expect([after.of === before.of, after.prepended - before.prepended]).toEqual([true, 7])
    expect([before.at(0)?.key, before.indexOf(80), after.indexOf(80), after.indexOf(81)]).toEqual([
      100, 2, 3, -1,
    ])
  })
})
