// @vitest-environment node
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Incoming } from '../model/message.ts'
import type { Backend } from './backend.ts'
import json from './json.ts'
import type { How, Story } from './story.ts'
import { bodiesOf, startStory, untilReady } from './story.ts'

const WAIT = { timeout: 5_000, interval: 5 }
const page = readFileSync(join(import.meta.dirname, 'json.md'), 'utf8')
const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? ''

let server: ChildProcess
let url = ''
const opened: Story[] = []

beforeAll(async () => {
  const stdio = ['pipe', 'pipe', 'inherit'] as const
  server = spawn(process.execPath, ['--input-type=module'], {
    stdio: [...stdio],
    env: { ...process.env, PORT: '0' },
  })
  server.stdin?.end(code)
  if (!server.stdout) throw new Error('no output')
  const [line] = (await once(createInterface(server.stdout), 'line')) as [string]
  url = line
})

afterAll(async () => {
  server.kill()
  await once(server, 'exit')
})

afterEach(async () => {
  for (const { stop, end } of opened.splice(0)) {
    stop()
    await end
  }
})

function connect(author: string, more: Partial<How> = {}): Story {
  const story = startStory(json as unknown as Backend, { url, wire: 'socket', options: { author }, ...more })
  opened.push(story)
  return story
}

const ready = (story: Story) => untilReady(story, (find) => vi.waitFor(find, WAIT))
/** Its greeting was answered, and what it missed was told. */
const settled = async (story: Story) => {
  await vi.waitFor(() => expect(story.heard.some(({ type }) => type === 'cursor')).toBe(true), WAIT)
  return ready(story)
}
const draft = (id: string, body: string) => ({
  id,
  at: 0,
  state: 'sending' as const,
  act: { kind: 'say' as const, body },
})
const last = <T extends Incoming['type']>({ heard }: Story, type: T) =>
  heard.findLast((each) => each.type === type) as (Incoming & { type: T }) | undefined

describe('the server that json.md shows', () => {
  it('is of a size that one reads', () => expect(code.trim().split('\n').length).toBeLessThanOrEqual(70))

  it('acknowledges, takes what comes twice once, refuses, and resumes without a gap', async () => {
    const memory = new Map<string, unknown>()
    const me = connect('mina', { memory })
    const { act, can, dedupes } = await settled(me)
    expect([can, dedupes]).toEqual([['say', 'typing'], true])
    const receipts = [await act?.(draft('d1', 'one')), await act?.(draft('d1', 'one'))]
    expect(receipts[0]).toHaveProperty('messageId')
    expect(receipts[1]).toEqual(receipts[0])
    await expect(act?.(draft('d0', ''))).rejects.toMatchObject({ why: { detail: 'Nothing was said.' } })
    me.stop()
    const other = connect('ada')
    const others = await settled(other)
    for (const body of ['two', 'three']) await others.act?.(draft(body, body))
    const again = connect('mina', { memory, cursor: me.cursor })
    await settled(again)
    await others.act?.(draft('four', 'four'))
    await vi.waitFor(() => expect(bodiesOf(again.heard)).toContain('four'), WAIT)
    expect(bodiesOf(again.heard)).toEqual(['two', 'three', 'four'])
    expect(last(again, 'gap')).toBeUndefined()
  })

  it('tells of a gap, who is there and who writes, and pages back', async () => {
    const me = connect('mina', { cursor: '5' })
    const { history } = await settled(me)
    expect(last(me, 'gap')).toMatchObject({ why: { code: 'not-kept' } })
    const other = connect('ada')
    const { act } = await settled(other)
    await vi.waitFor(() => expect(last(me, 'members')?.members).toEqual(['mina', 'ada']), WAIT)
    await act?.({ ...draft('t', ''), act: { kind: 'typing' } })
    await vi.waitFor(() => expect(last(me, 'typing')).toMatchObject({ from: 'ada', on: true }), WAIT)
    for (let count = 0; count < 150; count++) await act?.(draft(`h${count}`, `h${count}`))
    const newest = await history?.(undefined)
    expect(newest).toMatchObject({ done: false })
    const older = await history?.(newest?.messages[0]?.id)
    expect(older).toMatchObject({ done: true })
    expect(older?.messages.at(-1)?.body).toBe('h49')
    other.stop()
    await vi.waitFor(() => expect(last(me, 'members')?.members).toEqual(['mina']), WAIT)
  })
})
