// @vitest-environment node
import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Incoming } from '../../model/message.ts'
import { answer } from '../fake-server.ts'
import { startServer } from '../fake-server.ts'
import { TOLD } from '../backend.ts'
import type { How, Story } from '../story.ts'
import { bodiesOf, startStory, untilReady } from '../story.ts'
import { markOf } from './address.ts'
import { startFakeNchan } from './fake-nchan.ts'
import nchan from './nchan.ts'

const WAIT = { timeout: 6_000, interval: 10 }
const WIRES = ['socket', 'events', 'poll']

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

function open(how: Omit<How, 'wire'> & { wire?: string }): Story {
  const story = startStory(nchan, { wire: 'socket', ...how })
  ending.push(async () => {
    story.stop()
    await story.end
  })
  return story
}

async function start(how: Parameters<typeof startFakeNchan>[0] = {}) {
  const server = await startFakeNchan(how)
  ending.push(() => server.stop())
  return server
}

const hears = ({ heard }: Story, ...bodies: string[]) =>
  vi.waitFor(() => expect(bodiesOf(heard)).toEqual(bodies), WAIT)
const ready = (story: Story) => untilReady(story, (found) => vi.waitFor(found, WAIT))
const gaps = ({ heard }: Story) =>
  heard.flatMap((incoming) => (incoming.type === 'gap' ? [incoming.why.code] : []))
const messages = ({ heard }: Story) =>
  heard.flatMap((incoming: Incoming) => (incoming.type === 'messages' ? incoming.messages : []))

describe.each(WIRES)('Nchan over %s', (wire) => {
  it('tells all that the channel has, then what comes, with ids to go on from', async () => {
    const server = await start()
    server.publish('1795209462:0', 'one')
    server.publish('1795209462:1', 'two\nlines')
    const story = open({ url: server.url, wire })
    await hears(story, 'one', 'two\nlines')
    server.publish('1795209463:0', 'three')
    await hears(story, 'one', 'two\nlines', 'three')
    expect(story.cursor).toBe('1795209463:0')
    expect(messages(story).map(({ id }) => id)).toEqual(
      ['1795209462:0', '1795209462:1', '1795209463:0'].map((id) => `${id}@${markOf({ server: '/sub' })}`),
    )
  })

  it('goes on where it was, and tells nothing twice', async () => {
    const server = await start()
    for (const tag of [0, 1, 2]) server.publish(`1795209462:${tag}`, `old ${tag}`)
    server.publish('1795209470:0', 'told')
    server.publish('1795209470:1', 'missed')
    const story = open({ url: server.url, wire, cursor: '1795209470:0' })
    await hears(story, 'missed')
    server.publish('1795209471:0', 'new')
    await hears(story, 'missed', 'new')
    expect(gaps(story)).toEqual([])
    // Not all of it is sent again.
    expect(server.places()).toContain('1795209470:0')
  })

  it('says that something may be missing where the server has forgotten what was told last', async () => {
    const server = await start()
    server.publish('1795209480:0', 'later')
    const story = open({ url: server.url, wire, cursor: '1795209470:0' })
    await hears(story, 'later')
    expect(gaps(story)).toEqual(['nchan.forgotten'])
    const [gap] = story.heard.filter(({ type }) => type === 'gap' || type === 'messages')
    expect(gap?.type).toBe('gap')
  })

  it('says so too where the server has forgotten all, and never names a place in the past to it', async () => {
    const server = await start()
    const story = open({ url: server.url, wire, cursor: '1795209470:0' })
    await ready(story)
    await vi.waitFor(() => expect(gaps(story)).toEqual(['nchan.forgotten']), WAIT)
    // [source] With a place in the past of an empty channel, Nchan 1.3.6 falls over at the next message.
    expect(new Set(server.places())).toEqual(new Set(['0:0']))
    server.publish('1795209490:0', 'new')
    await hears(story, 'new')
    expect(gaps(story)).toHaveLength(1)
  })

  it('tells of several channels which one it was', async () => {
    const server = await start()
    server.publish('1795209462:[0],-', 'of one')
    const story = open({ url: server.url, wire, options: { channels: 'one, two' } })
    await hears(story, 'of one')
    server.publish('1795209462:0,[0]', 'of two')
    await hears(story, 'of one', 'of two')
    expect(messages(story).map(({ room }) => room)).toEqual(['one', 'two'])
    expect(story.heard).toContainEqual({ type: 'rooms', rooms: [{ id: 'one' }, { id: 'two' }] })
  })

  it('finds out that it is several channels, and pretends no names', async () => {
    const server = await start()
    server.publish('1795209462:[0],-', 'of one')
    server.publish('1795209462:0,[0]', 'of two')
    const story = open({ url: server.url, wire })
    await hears(story, 'of one', 'of two')
    expect(messages(story).map(({ room, facts }) => [room, facts])).toEqual([
      [undefined, [{ name: 'channel', value: '1/2', known: true }]],
      [undefined, [{ name: 'channel', value: '2/2', known: true }]],
    ])
    const again = open({ url: server.url, wire, cursor: story.cursor })
    server.publish('1795209463:0,[0]', 'next')
    await hears(again, 'next')
    expect(gaps(again)).toEqual([])
  })

  it('ends by the server’s own words where the channel was deleted', async () => {
    const server = await start()
    const story = open({ url: server.url, wire })
    await ready(story)
    await vi.waitFor(() => expect(server.listening()).toBe(1), WAIT)
    server.cut('410 Gone')
    expect(await story.end).toMatchObject({ kind: 'dropped', why: { code: 'nchan.gone' } })
  })

  it.each([
    [403, 'unauthorized', 'nchan.forbidden'],
    [404, 'refused', 'nchan.no-location'],
    [409, 'refused', 'nchan.conflict'],
  ])('says why it may not listen: %i', async (status, kind, code) => {
    const server = await startServer({ http: { '*': answer('', 'text/plain', {}, status) } })
    ending.push(() => server.stop())
    const story = open({ url: `${server.http}/sub`, wire })
    expect(await story.end).toMatchObject({ kind, why: { code } })
  })

  it('is worth another try where nobody is there', async () => {
    const server = await start()
    await server.stop()
    ending.length = 0
    const story = open({ url: server.url, wire, cursor: '1795209470:0' })
    expect(await story.end).toMatchObject({ retryable: true })
  })
})

describe('a location that takes only one wire', () => {
  it.each(WIRES)('is listened to, whatever was chosen: %s', async (taken) => {
    const server = await start({ takes: [taken] })
    server.publish('1795209462:0', 'one')
    const listen = async (wire: string) => {
      const memory = new Map<string, unknown>()
      const story = open({ url: server.url, wire, memory })
      await hears(story, 'one')
      return { story, wire, memory }
    }
    const all = await Promise.all(WIRES.map(listen))
    server.publish('1795209462:1', 'two')
    for (const { story } of all) await hears(story, 'one', 'two')
    server.cut()
    for (const { story } of all) await story.end
    server.publish('1795209462:2', 'missed')
    const before = server.asked.length
    for (const { wire, memory } of all)
      await hears(open({ url: server.url, wire, memory, cursor: '1795209462:1' }), 'missed')
    // What it takes is known by now: a look at the oldest message, the wire itself, and the poll after that.
    expect(server.asked.length - before).toBeLessThan(10)
  })

  it('is known by its silence where nothing was said yet', async () => {
    const server = await start({ takes: ['poll'] })
    const stories = ['socket', 'events'].map((wire) => open({ url: server.url, wire }))
    for (const story of stories) await ready(story)
    server.publish('1795209462:0', 'one')
    for (const story of stories) await hears(story, 'one')
  }, 20_000)

  it('says what is missing where a page can take none', async () => {
    const server = await start({ takes: [] })
    const story = open({ url: server.url })
    expect(await story.end).toMatchObject({ kind: 'unauthorized', why: { code: 'nchan.forbidden' } })
  })

  it('is not waited for where it is a stream without ids', async () => {
    const raw = (response: ServerResponse) => void response.writeHead(200).write('one\n')
    const server = await startServer({ http: { '*': raw } })
    ending.push(() => server.stop())
    const stories = WIRES.map((wire) => open({ url: `${server.http}/sub`, wire }))
    for (const { end } of stories)
      expect(await end).toMatchObject({ kind: 'refused', why: { code: 'nchan.raw-stream' } })
  }, 20_000)

  it.each(['events', 'poll'])('says so where it is that of a publisher: %s', async (wire) => {
    const info = 'queued messages: 3\r\nlast requested: -1 sec. ago\r\nactive subscribers: 0\r\n'
    const server = await startServer({ http: { '*': answer(info, 'text/plain') } })
    ending.push(() => server.stop())
    const story = open({ url: `${server.http}/pub`, wire })
    expect(await story.end).toMatchObject({ kind: 'refused', why: { code: 'nchan.is-publisher' } })
    expect(bodiesOf(story.heard)).toEqual([])
  })
})

describe('Nchan', () => {
  it('without the subprotocol says that it cannot be asked for what was missed', async () => {
    const server = await start({ meta: false })
    server.publish('1795209462:0', 'one')
    const memory = new Map<string, unknown>()
    const story = open({ url: server.url, memory })
    await hears(story, 'one')
    expect(gaps(story)).toEqual([])
    server.cut()
    await story.end
    await hears(open({ url: server.url, memory }), 'one')
    const again = open({ url: server.url, memory })
    await ready(again)
    expect(gaps(again)).toEqual(['nchan.no-ids'])
  })

  it('is asked for all that it has where long polling is off, and what was told is told once', async () => {
    const server = await start({ takes: ['events'] })
    server.publish('1795209462:0', 'old')
    server.publish('1795209470:0', 'told')
    server.publish('1795209470:1', 'missed')
    const story = open({ url: server.url, wire: 'events', cursor: '1795209470:0' })
    await hears(story, 'missed')
    expect(gaps(story)).toEqual([])
  })

  it('is asked by headers where it does not heed the address', async () => {
    const server = await start({ heeds: false })
    server.publish('1795209462:0', 'one')
    server.publish('1795209462:1', 'two')
    const memory = new Map<string, unknown>()
    const story = open({ url: server.url, wire: 'poll', memory })
    await vi.waitFor(() => expect(bodiesOf(story.heard)).toContain('two'), WAIT)
    await vi.waitFor(() => expect(server.asked.at(-1)?.headers['if-none-match']).toBe('1'), WAIT)
  })

  it('whose answers do not say where they stand is asked no further', async () => {
    const server = await startServer({ http: { '*': answer('hello', 'text/plain') } })
    ending.push(() => server.stop())
    const story = open({ url: `${server.http}/sub`, wire: 'poll' })
    expect(await story.end).toMatchObject({ kind: 'protocol', why: { code: 'nchan.no-place' } })
    expect(bodiesOf(story.heard)).toEqual(['hello'])
  })

  it('whose answers stand still is asked no further either', async () => {
    const same = answer('again', 'text/plain', {
      'Last-Modified': new Date(1_795_209_462_000).toUTCString(),
      Etag: '0',
    })
    const server = await startServer({ http: { '*': same } })
    ending.push(() => server.stop())
    const story = open({ url: `${server.http}/sub`, wire: 'poll' })
    expect(await story.end).toMatchObject({ why: { code: 'nchan.stands-still' } })
    expect(server.asked.length).toBeLessThan(6)
  })

  it('whose WebSocket breaks at a message again and again is heard by another wire', async () => {
    const server = await start({ breaksAt: 'poison' })
    server.publish('1795209462:0', 'one')
    const memory = new Map<string, unknown>()
    let cursor: string | undefined
    const attempt = async () => {
      const story = open({ url: server.url, memory, cursor })
      expect(await story.end).toMatchObject({ retryable: true })
      cursor = story.cursor
    }
    server.publish('1795209463:0', 'poison')
    for (let times = 0; times < 4; times++) await attempt()
    const story = open({ url: server.url, memory, cursor })
    await hears(story, 'poison')
    server.publish('1795209464:0', 'next')
    await hears(story, 'poison', 'next')
  })

  it('whose time for a question is up at once is asked again after a pause, and goes on from its place', async () => {
    const server = await start()
    server.publish('1795209462:0', 'one')
    const story = open({ url: server.url, wire: 'poll' })
    await hears(story, 'one')
    await vi.waitFor(() => expect(server.listening()).toBe(1), WAIT)
    server.cut('408 Request Timeout')
    server.publish('1795209462:1', 'in the pause')
    await hears(story, 'one', 'in the pause')
    expect(server.places().slice(0, 3)).toEqual(['0:0', '1795209462:0', '1795209462:0'])
    expect(gaps(story)).toEqual([])
  })

  it('that never has the patience to wait is not asked without end', async () => {
    const server = await startServer({ http: { '*': answer('', 'text/plain', {}, 408) } })
    ending.push(() => server.stop())
    const story = open({ url: `${server.http}/sub`, wire: 'poll' })
    await vi.waitFor(() => expect(server.asked).toHaveLength(2), WAIT)
    story.stop()
    await story.end
    expect(server.asked.length).toBeLessThan(4)
  })

  it('is named by nothing that another channel has, too', async () => {
    const server = await start()
    server.publish('1795209462:0', 'one')
    const names = ['', '?id=b'].map(async (query) => {
      const story = open({ url: server.url + query })
      await hears(story, 'one')
      return messages(story)[0]?.id
    })
    const [one, other] = await Promise.all(names)
    expect(one).not.toBe(other)
  })

  it('is asked by the name that its nginx has for the place', async () => {
    const server = await start({ resume: 'since' })
    server.publish('1795209462:0', 'told')
    server.publish('1795209462:1', 'missed')
    const options = { resume: 'since' }
    const story = open({ url: server.url, wire: 'events', cursor: '1795209462:0', options })
    await hears(story, 'missed')
    expect(server.asked.at(-1)?.url).toMatch(/\?since=1795209462:0$/)
  })

  it.each([
    ['whose names are known', { channels: 'one, two' }],
    ['that are one address', {}],
  ])('of version 1.1 tells several channels %s', async (_, options) => {
    const server = await start({ strict: true })
    server.publish('1795209462:[0],-', 'of one')
    server.publish('1795209462:0,[0]', 'of two')
    const story = open({ url: server.url, options })
    await hears(story, 'of one', 'of two')
    server.cut()
    await story.end
    server.publish('1795209463:[0],0', 'missed')
    const again = open({ url: server.url, options, cursor: story.cursor })
    await hears(again, 'missed')
    expect(gaps(again)).toEqual([])
  })

  it.each(['on', 'raw'] as const)(
    'that answers with all at once (multipart %s) tells each once, and no gap where there is none',
    async (multipart) => {
      const server = await start({ multipart })
      server.publish('1795209462:0', 'old')
      server.publish('1795209470:0', 'told')
      server.publish('1795209470:1', 'missed')
      server.publish('1795209470:2', 'too')
      for (const wire of WIRES) {
        const story = open({ url: server.url, wire, cursor: '1795209470:0' })
        const isLump = wire === 'poll' && multipart === 'raw'
        await hears(story, ...(isLump ? ['missed\ntoo\n'] : ['missed', 'too']))
        expect(gaps(story)).toEqual([])
        expect(story.cursor).toBe('1795209470:2')
      }
      const late = open({ url: server.url, wire: 'socket', cursor: '1795209450:0' })
      await vi.waitFor(() => expect(gaps(late)).toEqual(['nchan.forgotten']), WAIT)
    },
  )

  it('where something was told and no place was kept, may miss something', async () => {
    const server = await start()
    const memory = new Map<string, unknown>([
      ['connected', true],
      [TOLD, true],
    ])
    const story = open({ url: server.url, memory })
    await ready(story)
    expect(gaps(story)).toEqual(['cannot-resume'])
  })
})
