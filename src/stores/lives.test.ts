import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { backends } from '../backends/index.ts'
import type { Profile } from '../model/profile.ts'
import { FakeClock, settle } from '../net/fake-clock.ts'
import { fakePlatform, FakeSocket } from '../net/fake-platform.ts'
import type { FakeTab } from '../net/fake-tabs.ts'
import { FakeTabs } from '../net/fake-tabs.ts'
import { Hints } from '../net/wake.ts'
import { openArchive } from '../storage/archive.ts'
import { Local } from '../storage/local.ts'
import { BATCH_MS } from './bulletin.ts'
import { ECHO_MS } from './echo.ts'
import type { Live } from './live.svelte.ts'
import { Lives } from './lives.ts'

const NOON = new Date(2026, 0, 5, 12).getTime()
const PROFILE: Profile = {
  id: 'p',
  name: 'Relay',
  view: 'chat',
  backend: 'plain',
  options: { server: 'ws://127.0.0.1:9', wire: 'socket' },
}

let clock: FakeClock
let browser: FakeTabs
let device: IDBFactory
let sockets: FakeSocket[]

/** One tab of the page, over one device. */
class Page {
  readonly tab: FakeTab
  readonly lives: Lives
  all: ReadonlyMap<string, Live> = new Map()

  constructor(profiles = [PROFILE], { shares = true, keeps = true } = {}) {
    this.tab = browser.open({ shares })
    // Those of this test: a page of the one before may still be about something.
    const [opened, disk] = [sockets, device]
    class Socket extends FakeSocket {
      constructor(url: string, protocols?: string[]) {
        super(url, protocols)
        opened.push(this)
      }
    }
    const platform = fakePlatform({ clock, WebSocket: Socket as unknown as typeof WebSocket })
    const archive = openArchive({ factory: () => (keeps ? disk : undefined), clock })
    this.lives = new Lives(
      {
        platformFor: () => platform,
        wake: new Hints(),
        isTemporary: () => false,
        profileOf: (id) => profiles.find((profile) => profile.id === id),
        local: new Local(localStorage),
        session: new Local(undefined),
        keepNothing: () => false,
        hidden: () => this.tab.hidden,
        archive: () => undefined,
      },
      (lives) => (this.all = lives),
      { tab: this.tab, archive, clock },
    )
    this.lives.follow({ profiles, connected: new Set(profiles.map(({ id }) => id)), open: undefined })
  }

  get live(): Live {
    return this.all.get('p') as Live
  }

  get rows(): string[] {
    const { rows } = this.live.channel
    return Array.from({ length: rows.length }, (_, n) => rows.at(n)?.entry).flatMap((entry) => {
      if (entry?.kind === 'message') return [`${entry.message.own ? 'own' : 'theirs'}: ${entry.message.body}`]
      if (entry?.kind === 'draft' && entry.draft.act.kind === 'say')
        return [`${entry.draft.state}: ${String(entry.draft.act.body)}`]
      return entry?.kind === 'gap' ? ['gap'] : []
    })
  }

  say(body: string): void {
    this.live.channel.do({ kind: 'say', body })
  }
}

/** The device answers in its own time. */
const until = (seen: () => void | Promise<void>) => vi.waitFor(seen, { interval: 1, timeout: 4_000 })
const socket = (n: number) =>
  until(() => expect(sockets).toHaveLength(n)).then(() => sockets[n - 1] as FakeSocket)
const shows = async (page: Page, rows: string[]) =>
  until(() => {
    void clock.pass(BATCH_MS)
    expect(page.rows).toEqual(rows)
  })
/** Everything is written down. */
const kept = async () => {
  await clock.pass(600)
  // A database does one thing after the other: what is asked of it later is answered later.
  for (let turn = 0; turn < 10; turn++) await openArchive({ factory: () => device, clock }).profiles()
}
/** The device has a draft that was sent. */
const isSent = () =>
  until(async () => {
    const drafts = await openArchive({ factory: () => device, clock })
      .drafts('p')
      .load()
    expect(drafts.map(({ state }) => state)).toContain('sent')
  })
/** The tab is gone, as if its process was killed: it says nothing any more, and its lock is free. */
const kill = async (page: Page) => {
  page.tab.hangs = true
  page.tab.die()
  await settle()
}
/** The page is closed: what it can still do, it does. */
const close = async (page: Page) => {
  page.tab.sign('away')
  await kept()
}

beforeEach(() => {
  clock = new FakeClock(NOON)
  browser = new FakeTabs(clock)
  device = new IDBFactory()
  sockets = []
  localStorage.clear()
})

describe('a connection whose rooms are listed in an option', () => {
  it('goes on where it was when a room is added, and begins anew where another thing is changed', async () => {
    const { default: json } = await backends.json.load()
    const load = vi.spyOn(backends.json, 'load').mockResolvedValue({
      default: { ...json, rooms: { field: 'author' } },
    })
    const options = { server: 'ws://127.0.0.1:9/', wire: 'socket', resume: 'since', author: 'a' }
    const profile = { ...PROFILE, backend: 'json', options }
    const page = new Page([profile])
    const follow = (more: object) =>
      page.lives.follow({
        profiles: [{ ...profile, options: { ...options, ...more } }],
        connected: new Set(['p']),
        open: undefined,
      })
    const first = await socket(1)
    first.open()
    first.give('{"id":"7","text":"hi","room":"a"}')
    await shows(page, ['theirs: hi'])
    follow({ author: 'a, b' })
    const second = await socket(2)
    expect(first.closedWith).toBeDefined()
    expect(second.url).toContain('since=7')
    second.open()
    follow({ author: 'a, b', loose: true })
    expect((await socket(3)).url).not.toContain('since')
    load.mockRestore()
  })
})

describe('a page that is opened again', () => {
  it('knows of all that was said to a wire that had gone, however much it was', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    wire.give('hello')
    await shows(before, ['theirs: hello'])
    const lines = Array.from({ length: 450 }, (_, n) => `line ${n}`)
    for (const line of lines) before.say(line)
    await shows(before, ['theirs: hello', ...lines.map((line) => `sent: ${line}`)])
    await kept()
    await kill(before)
    await shows(new Page(), ['theirs: hello', ...lines.map((line) => `unconfirmed: ${line}`)])
  })

  it('shows what was there, and says where something may be missing', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    wire.give('hello')
    await shows(before, ['theirs: hello'])
    await close(before)

    const after = new Page()
    await shows(after, ['theirs: hello'])
    const again = await socket(2)
    again.open()
    await shows(after, ['theirs: hello', 'gap'])
  })

  it('says that something is missing, though the page before was gone before it wrote anything', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    await settle()
    wire.give('shown for a moment')
    await clock.pass(BATCH_MS)
    expect(before.rows).toEqual(['theirs: shown for a moment'])
    await kill(before)

    const after = new Page()
    const again = await socket(2)
    again.open()
    await shows(after, ['gap'])
  })

  it('sends what waited, in order, ahead of what is new', async () => {
    const before = new Page()
    await socket(1)
    before.say('one')
    before.say('two')
    await kept()
    await close(before)

    const after = new Page()
    await shows(after, ['queued: one', 'queued: two'])
    after.say('three')
    const wire = await socket(2)
    wire.open()
    await until(() => expect(wire.sent).toEqual(['one', 'two', 'three']))
  })

  it('has what was written in the very moment in which it was closed', async () => {
    const before = new Page()
    await socket(1)
    before.say('one')
    before.say('two')
    await kill(before)
    await shows(new Page(), ['queued: one', 'queued: two'])
  })

  it('never calls sent what nobody confirmed: the page was killed before anything was heard', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    await settle()
    before.say('did it arrive?')
    await until(() => expect(wire.sent).toEqual(['did it arrive?']))
    await shows(before, ['sent: did it arrive?'])
    await kept()
    await kill(before)

    const after = new Page()
    await shows(after, ['unconfirmed: did it arrive?'])
    const again = await socket(2)
    again.open()
    await kept()
    expect(again.sent).toEqual([])
  })

  it('shows what was sent though the page was killed before its line was kept', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    await settle()
    before.say('just now')
    await until(() => expect(wire.sent).toEqual(['just now']))
    await isSent()
    await kill(before)

    const after = new Page()
    await shows(after, ['unconfirmed: just now'])
    await kept()
    await kept()
    await close(after)
    await shows(new Page(), ['unconfirmed: just now'])
  })

  it('believes that it arrived, if the server was heard well after', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    await settle()
    before.say('hi')
    await until(() => expect(wire.sent).toEqual(['hi']))
    await clock.pass(ECHO_MS + 1_000)
    wire.give('still here')
    await kept()
    await kill(before)
    await shows(new Page(), ['sent: hi', 'theirs: still here'])
  })

  it('keeps a gap, and what could not be read', async () => {
    const reads = { ...PROFILE, backend: 'json', options: { ...PROFILE.options, loose: false } }
    const before = new Page([reads])
    const wire = await socket(1)
    wire.open()
    wire.give('<html>')
    await settle()
    wire.drop()
    await clock.pass(1_000)
    const again = await socket(2)
    again.open()
    await kept()
    await close(before)
    const after = new Page([reads])
    await until(() => {
      const { log } = after.live.channel
      const kinds = Array.from({ length: log.length }, (_, n) => log.at(n)?.kind)
      expect(kinds).toEqual(['day', 'garbled', 'gap'])
    })
  })

  it('reads older pages back, down to the first', async () => {
    const before = new Page()
    const wire = await socket(1)
    wire.open()
    for (let n = 0; n < 1_000; n++) wire.give(`line ${n}`)
    await until(() => {
      void clock.pass(BATCH_MS)
      expect(before.rows).toHaveLength(1_000)
    })
    await kept()
    await close(before)

    const after = new Page()
    await until(() => expect(after.rows.at(-1)).toBe('theirs: line 999'))
    const { channel } = after.live
    expect(after.rows.length).toBeLessThan(300)
    for (let page = 0; page < 9 && channel.older === 'more'; page++) await channel.loadOlder()
    expect(channel.older).toBe('none')
    expect(after.rows.filter((row) => row !== 'gap')).toEqual(
      Array.from({ length: 1_000 }, (_, n) => `theirs: line ${n}`),
    )
  })
})

describe('two tabs', () => {
  it('have one wire between them, and the same rows', async () => {
    const one = new Page()
    const wire = await socket(1)
    wire.open()
    await settle()
    const two = new Page()
    wire.give('hello')
    await shows(two, ['theirs: hello'])
    two.say('from two')
    await until(() => expect(wire.sent).toEqual(['from two']))
    await shows(one, ['theirs: hello', 'sent: from two'])
    await shows(two, ['theirs: hello', 'sent: from two'])
    wire.give('from two')
    await shows(two, ['theirs: hello', 'own: from two'])
    expect(sockets).toHaveLength(1)
  })

  it('lose no line when the one with the wire is killed', async () => {
    const one = new Page()
    const wire = await socket(1)
    wire.open()
    wire.give('hello')
    await shows(one, ['theirs: hello'])
    const two = new Page()
    await shows(two, ['theirs: hello'])
    wire.give('seen by both, written by nobody yet')
    await shows(two, ['theirs: hello', 'theirs: seen by both, written by nobody yet'])
    await kill(one)
    two.say('still here')
    const next = await socket(2)
    next.open()
    await until(() => expect(next.sent).toEqual(['still here']))
    await kept()
    await close(two)
    const three = new Page()
    await until(() =>
      expect(three.rows.slice(0, 2)).toEqual([
        'theirs: hello',
        'theirs: seen by both, written by nobody yet',
      ]),
    )
  })

  it('keep what only the other tab was told, also where a line of ours is brought after it', async () => {
    const one = new Page()
    const wire = await socket(1)
    wire.open()
    wire.give('hello')
    await shows(one, ['theirs: hello'])
    const two = new Page()
    await shows(two, ['theirs: hello'])
    wire.give('told, and not written')
    await shows(two, ['theirs: hello', 'theirs: told, and not written'])
    // From here on the one with the wire tells nothing any more, but its device still listens.
    one.tab.hangs = true
    one.say('sent, and not told')
    await until(() => expect(wire.sent).toEqual(['sent, and not told']))
    await isSent()
    await kill(one)
    const rows = ['theirs: hello', 'theirs: told, and not written', 'unconfirmed: sent, and not told']
    await socket(2)
    await shows(two, rows)
    await kept()
    await close(two)
    const three = new Page()
    await until(() => expect(three.rows.slice(0, 3)).toEqual(rows))
  })

  it.each([
    ['kept on the device', true],
    ['in memory only', false],
  ])('do not double what is said while the wire changes hands (%s)', async (_, keeps) => {
    const one = new Page(undefined, { keeps })
    await socket(1)
    const two = new Page(undefined, { keeps })
    await settle()
    two.say('one of a kind')
    await shows(one, ['queued: one of a kind'])
    one.tab.sign('away')
    const next = await socket(2)
    next.open()
    await until(() => expect(next.sent).toEqual(['one of a kind']))
    one.tab.sign('back')
    await kept()
    await shows(one, ['sent: one of a kind'])
    expect(sockets.flatMap(({ sent }) => sent)).toEqual(['one of a kind'])
  })

  it('show the same of the wire to who watches it, also after it changed hands', async () => {
    const one = new Page()
    const wire = await socket(1)
    wire.open()
    wire.give('before')
    await settle()
    const two = new Page()
    await settle()
    const seen: string[] = []
    const stop = two.live.watch.start(({ traced }) => {
      for (const each of traced) if (each.kind === 'in') seen.push(String(each.frame))
    })
    const sees = (frames: string[]) =>
      until(() => {
        void clock.pass(BATCH_MS)
        expect(seen).toEqual(frames)
      })
    await sees(['before'])
    wire.give('then')
    await sees(['before', 'then'])
    one.tab.sign('away')
    const next = await socket(2)
    next.open()
    await settle()
    next.give('after')
    await sees(['before', 'then', 'after'])
    expect(two.live.recorder.follower).toBeDefined()
    stop()
    expect(two.live.recorder.follower).toBeUndefined()
  })

  it('clear and delete in both, and on the device', async () => {
    const one = new Page()
    const wire = await socket(1)
    wire.open()
    for (const line of ['a', 'b', 'c']) wire.give(line)
    await shows(one, ['theirs: a', 'theirs: b', 'theirs: c'])
    const two = new Page()
    await shows(two, ['theirs: a', 'theirs: b', 'theirs: c'])
    await kept()
    two.live.removeEntries([2])
    await shows(one, ['theirs: a', 'theirs: c'])
    await shows(two, ['theirs: a', 'theirs: c'])
    await kept()
    const three = new Page()
    await shows(three, ['theirs: a', 'theirs: c'])
    three.live.clear()
    for (const page of [one, two, three]) await shows(page, [])
    await kept()
    for (const page of [one, two, three]) await close(page)
    const four = new Page()
    await kept()
    expect(four.rows).toEqual([])
  })
})

describe('tabs that cannot share', () => {
  it('connect each alone, and what is kept is kept once', async () => {
    const one = new Page(undefined, { shares: false })
    const first = await socket(1)
    const two = new Page(undefined, { shares: false })
    const second = await socket(2)
    for (const wire of [first, second]) wire.open()
    await settle()
    for (const wire of [first, second]) wire.give('hello')
    await shows(one, ['theirs: hello'])
    await shows(two, ['theirs: hello'])
    await kept()
    await close(one)
    await close(two)
    const three = new Page(undefined, { shares: false })
    await shows(three, ['theirs: hello'])
  })
})
