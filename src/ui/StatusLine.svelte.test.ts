import { flushSync, mount, unmount } from 'svelte'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { speak } from '../i18n/i18n.svelte.ts'
import type { Status } from '../model/status.ts'
import StatusLine from './StatusLine.svelte'

let line: Record<string, unknown> | undefined

beforeEach(async () => {
  await speak('en')
  vi.useFakeTimers({ now: new Date(2026, 4, 2, 12, 3) })
})

afterEach(async () => {
  if (line) await unmount(line)
  line = undefined
  document.body.replaceChildren()
  vi.useRealTimers()
})

type More = { wire?: string; downSince?: number; wasReady?: boolean; onretry?: () => void }

function show(status: Status, props: More = {}): HTMLElement {
  line = mount(StatusLine, { target: document.body, props: { status, ...props } })
  flushSync()
  return document.body.querySelector('[data-status]') as HTMLElement
}

const words = (element: HTMLElement) =>
  element.querySelector('[role=status]')?.textContent?.replace(/\s+/g, ' ').trim()

describe('the status line', () => {
  it('says since when, and the round trip only where one was measured', () => {
    const since = Date.now()
    expect(words(show({ name: 'ready', since, rttMs: 22.6 }))).toBe('connected · 23 ms · since 12:03')
    document.body.replaceChildren()
    expect(words(show({ name: 'ready', since }))).toBe('connected · since 12:03')
  })

  it('counts down to the next try, without announcing each second', () => {
    const why = { code: 'timeout', params: { seconds: 20 } } as const
    const shown = show({ name: 'waiting', attempt: 1, until: Date.now() + 4_000, why })
    expect(shown.dataset).toMatchObject({ status: 'waiting', reason: 'timeout' })
    expect(words(shown)).toBe('waiting · trying again in 4 s No answer within 20 s.')
    vi.advanceTimersByTime(1_000)
    flushSync()
    expect(shown.querySelector('[aria-live=off]')?.textContent).toContain('3 s')
  })

  it('says for how long it is down, or was never there, once that is worth a word', () => {
    const status = { name: 'waiting', attempt: 1, why: { code: 'ended' } } as const
    const downSince = Date.now() - 4_000
    const shown = show(status, { downSince, wasReady: true })
    expect(words(shown)).toBe('waiting The connection ended.')
    vi.advanceTimersByTime(2 * 60_000)
    flushSync()
    expect(words(shown)).toBe('waiting · down for 2 min The connection ended.')
    document.body.replaceChildren()
    const never = show(status, { downSince, wasReady: false })
    expect(words(never)).toBe('waiting · not connected for 2 min The connection ended.')
  })

  it('keeps what went wrong in sight while it tries again', () => {
    const why = { code: 'ended' } as const
    const props = $state({ status: { name: 'waiting', attempt: 1, why } as Status })
    line = mount(StatusLine, { target: document.body, props })
    flushSync()
    props.status = { name: 'connecting', attempt: 2 }
    flushSync()
    const shown = document.body.querySelector('[data-status]') as HTMLElement
    expect(shown.dataset).toEqual(expect.objectContaining({ status: 'connecting' }))
    expect(shown.dataset['reason']).toBeUndefined()
    expect(words(shown)).toBe('connecting… The connection ended.')
    props.status = { name: 'ready', since: Date.now() }
    flushSync()
    expect(words(shown)).toBe('connected · since 12:03')
  })

  it('retries at a click', () => {
    const onretry = vi.fn()
    const shown = show({ name: 'failed', why: { code: 'ended' } }, { onretry })
    shown.querySelector<HTMLElement>('[data-action=retry]')?.click()
    expect(onretry).toHaveBeenCalledOnce()
  })

  it('shows what the machine said as text, folded away', () => {
    const detail = '<img src=x onerror=alert(1)>'
    const shown = show({ name: 'failed', why: { code: 'server-error', detail } })
    expect(shown.querySelector('details')?.open).toBe(false)
    expect(shown.querySelector('pre')?.textContent).toBe(detail)
    expect(shown.querySelector('img')).toBeNull()
  })

  it('says after a while that a server of events was asked and is silent', () => {
    const shown = show({ name: 'connecting', attempt: 0 }, { wire: 'events' })
    expect(words(shown)).toBe('connecting…')
    vi.advanceTimersByTime(3_000)
    flushSync()
    expect(words(shown)).toBe('asked; the server has not answered yet')
  })
})
