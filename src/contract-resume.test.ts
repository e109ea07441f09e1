// @vitest-environment node
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import json from './backends/json.ts'
import type { Backend } from './backends/backend.ts'
import type { How, Story } from './backends/story.ts'
import { bodiesOf, startStory, untilReady } from './backends/story.ts'
import { memoryKeeper } from './demo/memory.ts'
import { mountDemo } from './demo/node.ts'
import { startWorld } from './demo/start-world.ts'
import { World } from './demo/world.ts'
import type { Incoming } from './model/message.ts'

const WAIT = { timeout: 5_000, interval: 5 }

let folder = ''
const opened: Story[] = []
let world: World
let port = 0
let stopServer: () => Promise<void>

/** The demo over a file or in memory, or an empty world, at the port that it had before. */
async function startServer(data?: string, empty?: World) {
  const started = empty
    ? { world: empty, stop: () => empty.close() }
    : await startWorld({ quiet: true, data })
  world = started.world
  const server = createServer((request, response) => void demo.handle(request, response))
  const demo = mountDemo(server, { world })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  stopServer = async () => {
    server.close()
    await demo.close()
    server.closeAllConnections()
    await started.stop()
  }
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-'))
  await startServer()
})

afterEach(async () => {
  for (const { stop, end } of opened.splice(0)) {
    stop()
    await end
  }
  await stopServer()
  port = 0
  rmSync(folder, { recursive: true, force: true })
})

const say = async (...bodies: string[]) => {
  for (const body of bodies) await world.say({ author: 'Kim', body })
}
const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => `#${from + at}`)
const numbered = (story: Story) => bodiesOf(story.heard).filter((body) => body.startsWith('#'))
const hears = (story: Story, body: string) =>
  vi.waitFor(() => expect(bodiesOf(story.heard)).toContain(body), WAIT)
const gaps = (story: Story) => story.heard.filter(({ type }) => type === 'gap')
const ready = (story: Story) => untilReady(story, (find) => vi.waitFor(find, WAIT))
const draft = (id: string, body: string) => ({
  id,
  at: 0,
  state: 'sending' as const,
  act: { kind: 'say' as const, body },
})

/** One channel: each connection goes on with what the one before left. */
function channel(wire: string, more: Partial<How> = {}) {
  const memory = more.memory ?? new Map<string, unknown>()
  let last: Story | undefined
  return () => {
    last?.stop()
    const url = `http://127.0.0.1:${port}/demo/json/chat`
    const options = { author: 'me', ...(wire === 'poll' && { resume: 'since' }) }
    const cursor = last ? last.cursor : more.cursor
    last = startStory(json as unknown as Backend, { url, wire, options, memory, cursor })
    opened.push(last)
    return last
  }
}

describe.each(['socket', 'events', 'poll'])('json over %s', (wire) => {
  it('tells after a drop exactly what was missed, once and in order', async () => {
    const connect = channel(wire)
    const first = connect()
    await ready(first)
    await say(...numbers(1, 5))
    await hears(first, '#5')
    await vi.waitFor(() => expect(first.cursor).toBe(String(world.lastId('message'))), WAIT)
    first.stop()
    await first.end
    await say(...numbers(6, 800))
    const second = connect()
    await ready(second)
    await say(...numbers(801, 805))
    await hears(second, '#805')
    expect(numbered(second)).toEqual(numbers(6, 805))
    expect(gaps(second)).toEqual([])
    const third = connect()
    await ready(third)
    await say('#806')
    await hears(third, '#806')
    expect(numbered(third)).toEqual(['#806'])
    expect(gaps(third)).toEqual([])
  })

  it('goes on after a restart of the server where it was, and what is said again is not said twice', async () => {
    await stopServer()
    const data = join(folder, 'world.sqlite')
    await startServer(data)
    const connect = channel(wire)
    const first = connect()
    const { act } = await ready(first)
    await say('#1')
    await hears(first, '#1')
    const receipt = await act?.(draft('a-draft-of-mine-0001', '#2'))
    await hears(first, '#2')
    await vi.waitFor(() => expect(first.cursor).toBe(String(world.lastId('message'))), WAIT)
    await stopServer()
    expect(await first.end).toMatchObject({ retryable: true })
    await startServer(data)
    await say('#3')
    const second = connect()
    const again = await ready(second)
    expect(again.dedupes).toBe(true)
    expect(await again.act?.(draft('a-draft-of-mine-0001', '#2'))).toEqual(receipt)
    await say('#4')
    await hears(second, '#4')
    expect(numbered(second)).toEqual(['#3', '#4'])
    expect(gaps(second)).toEqual([])
    expect(world.messages.filter(({ body }) => body === '#2')).toHaveLength(1)
  })

  it('takes a draft that comes twice for one, and tells whose echo it is also later', async () => {
    const connect = channel(wire)
    const first = connect()
    const { act } = await ready(first)
    const id = 'a-draft-of-mine-0002'
    const receipts = [await act?.(draft(id, '#1')), await act?.(draft(id, '#1'))]
    expect(receipts[0]).toMatchObject({ messageId: String(world.messages.at(-1)?.id) })
    expect(receipts[1]).toEqual(receipts[0])
    await say('#2')
    await hears(first, '#2')
    expect(numbered(first)).toEqual(['#1', '#2'])
    const other = channel(wire)()
    await hears(other, '#2')
    const told = other.heard.flatMap((each) =>
      each.type === 'messages' ? each.messages : each.type === 'snapshot' ? (each.news ?? []) : [],
    )
    expect(told.find(({ body }) => body === '#1')).toMatchObject({ echoOf: id })
  })

  it('tells of a gap where its place is longer ago than the server knows', async () => {
    const connect = channel(wire, { cursor: '5', memory: new Map([['connected', true]]) })
    const story = connect()
    await ready(story)
    await say('#1')
    await hears(story, '#1')
    await vi.waitFor(() => expect(gaps(story)).toHaveLength(1), WAIT)
    expect(gaps(story)).toMatchObject([{ why: { code: 'not-kept' } }])
    const told = story.heard.findIndex(({ type }) => type === 'gap')
    const shown = story.heard.findIndex((each) => bodiesOf([each]).length > 0)
    expect(told).toBeLessThan(shown)
  })
})

// Polling does not: the first answer is a bare list, and an empty one names no place.
describe.each(['socket', 'events'])('json over %s, in an empty room,', (wire) => {
  it('knows where to go on from before anything was said', async () => {
    await stopServer()
    await startServer(undefined, await World.open(memoryKeeper()))
    const connect = channel(wire)
    const first = connect()
    await ready(first)
    await vi.waitFor(() => expect(first.cursor).toBeDefined(), WAIT)
    first.stop()
    await say(...numbers(1, 60))
    const second = connect()
    await hears(second, '#60')
    expect(numbered(second)).toEqual(numbers(1, 60))
    expect(gaps(second)).toEqual([])
  })
})

describe('json over a socket', () => {
  const connect = (options: Record<string, unknown> = {}) => {
    const url = `http://127.0.0.1:${port}/demo/json/chat`
    const story = startStory(json as unknown as Backend, { url, wire: 'socket', options })
    opened.push(story)
    return story
  }

  it('pages back to the very first message', async () => {
    await say(...numbers(1, 350))
    const story = connect()
    await vi.waitFor(() => expect(story.heard.some(({ type }) => type === 'cursor')).toBe(true), WAIT)
    const { history } = await ready(story)
    const all: string[] = []
    let before: string | undefined
    for (let done = false; !done;) {
      const page = await history?.(before)
      if (!page) throw new Error('no history')
      all.unshift(...page.messages.map(({ body }) => body))
      before = page.messages[0]?.id
      done = page.done
    }
    expect(all).toEqual(world.messages.map(({ body }) => body))
  })

  it('tells who is there and who is writing', async () => {
    const [mina, ada] = [connect({ author: 'mina' }), connect({ author: 'ada' })]
    const members = ({ heard }: Story) =>
      (heard.findLast(({ type }) => type === 'members') as (Incoming & { type: 'members' }) | undefined)
        ?.members
    await vi.waitFor(() => expect(members(mina)?.toSorted()).toEqual(['ada', 'mina']), WAIT)
    const { act, can } = await ready(ada)
    expect(can).toContain('typing')
    await act?.({ ...draft('t', ''), act: { kind: 'typing' } })
    await vi.waitFor(() => expect(mina.heard).toContainEqual({ type: 'typing', from: 'ada', on: true }), WAIT)
    ada.stop()
    await vi.waitFor(() => expect(members(mina)).toEqual(['mina']), WAIT)
  })
})

describe('polling', () => {
  it('is answered by "not modified", also after a reconnect, and shows what it had', async () => {
    const statuses: number[] = []
    const kept = new Map<string, { etag: string; body: string }>()
    // What a browser's cache does for `no-cache`: it asks with the ETag that it has, and shows what it had for a 304.
    const cached: typeof fetch = async (input, init) => {
      const url = String(input)
      const known = kept.get(url)
      const headers = { ...(known && { 'If-None-Match': known.etag }) }
      const response = await fetch(input, { ...init, headers })
      statuses.push(response.status)
      if (response.status === 304 && known) return new Response(known.body)
      const body = await response.text()
      kept.set(url, { etag: response.headers.get('etag') ?? '', body })
      return new Response(body, { status: response.status, headers: response.headers })
    }
    const memory = new Map<string, unknown>()
    const url = `http://127.0.0.1:${port}/demo/json/chat`
    const connect = () => {
      const story = startStory(json as unknown as Backend, { url, wire: 'poll', memory, fetch: cached })
      opened.push(story)
      return story
    }
    const snapshots = ({ heard }: Story) => heard.filter(({ type }) => type === 'snapshot')
    const first = connect()
    await vi.waitFor(() => expect(snapshots(first).length).toBeGreaterThan(1), WAIT)
    first.stop()
    await first.end
    const asked = statuses.length
    const second = connect()
    await vi.waitFor(() => expect(snapshots(second).length).toBeGreaterThan(0), WAIT)
    expect(snapshots(second)[0]).toMatchObject({ snapshot: { unchanged: true } })
    await say('#1')
    await hears(second, '#1')
    expect(bodiesOf(second.heard)).toEqual(['#1'])
    expect(new Set(statuses.slice(1, asked))).toEqual(new Set([304]))
    expect(statuses[asked]).toBe(304)
    expect(statuses.filter((status) => status === 200)).toHaveLength(2)
  })
})
