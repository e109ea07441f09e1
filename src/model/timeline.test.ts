import { describe, expect, it } from 'vitest'
import type { Status } from './status.ts'
import { spansOf } from './timeline.ts'
import type { Traced } from './traced.ts'

const status = (at: number, name: 'closed' | 'connecting' | 'ready'): Traced => ({
  at,
  kind: 'status',
  status: { name, attempt: 0, since: at } as Status,
})

describe('the states of a connection', () => {
  it('last until the next one, and the last until now', () => {
    const events = [
      status(0, 'connecting'),
      status(5, 'ready'),
      status(7, 'ready'),
      { at: 9, kind: 'close', detail: 'x' } as const,
      status(9, 'closed'),
    ]
    expect(spansOf(events, 20)).toEqual([
      { name: 'connecting', from: 0, to: 5 },
      { name: 'ready', from: 5, to: 9 },
      { name: 'closed', from: 9, to: 20 },
    ])
  })

  it('are left out where they were over at once', () => {
    expect(spansOf([status(0, 'ready'), status(5, 'connecting'), status(5, 'ready')], 9)).toEqual([
      { name: 'ready', from: 0, to: 9 },
    ])
    expect(spansOf([], 9)).toEqual([])
  })
})
