import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { speak } from '../i18n/i18n.svelte.ts'
import type { Status } from '../model/status.ts'
import SidebarRow from './SidebarRow.svelte'

const profile = { id: 'a', name: 'Door bell', view: 'chat', backend: 'plain', options: {} } as const
let row: Record<string, unknown> | undefined

beforeEach(() => vi.useFakeTimers({ now: new Date(2026, 4, 2, 12, 3) }))
afterEach(async () => {
  if (row) await unmount(row)
  row = undefined
  vi.useRealTimers()
})

function show(status: Status, more: { downSince?: number; wasReady?: boolean }): HTMLElement {
  const props = { profile, status, menu: () => [], onrename: () => undefined, ...more }
  row = mount(SidebarRow, { target: document.body, props })
  flushSync()
  return document.body.querySelector('[data-profile]') as HTMLElement
}
const words = (element: HTMLElement) => element.textContent?.replace(/\s+/g, ' ').trim()
const waiting: Status = { name: 'waiting', attempt: 1, why: { code: 'ended' } }

it('says in the row itself for how long a connection is down, and goes on counting', async () => {
  await speak('en')
  const shown = show(waiting, { downSince: Date.now() - 12_000, wasReady: true })
  expect(words(shown)).toBe('Door bell down 12 s')
  vi.advanceTimersByTime(108_000)
  flushSync()
  expect(words(shown)).toBe('Door bell down 2 min')
})

it('says of one that never was there that it is not there yet, in Korean too', async () => {
  await speak('ko')
  const shown = show(waiting, { downSince: Date.now() - 120_000, wasReady: false })
  expect(words(shown)).toBe('Door bell 아직 연결 안 됨, 2분째')
})

it('says nothing of one that is there', async () => {
  await speak('en')
  expect(words(show({ name: 'ready', since: 0 }, {}))).toBe('Door bell')
})
