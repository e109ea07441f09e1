import { describe, expect, it } from 'vitest'
import { openEvents } from './events.ts'
import { fakePlatform } from './fake-platform.ts'

const URL_ = 'http://server.test/events'
const event = (data: string, id = '', name = 'message') => ({ kind: 'event', event: name, data, id })

/** An EventSource for tests. */
class FakeSource extends EventTarget {
  static last: FakeSource
  readyState = 0
  onopen: ((event?: Event) => void) | null = null
  onerror: ((event?: Event) => void) | null = null
  readonly url: string
  constructor(url: string) {
    super()
    this.url = url
    FakeSource.last = this
  }
  close(): void {
    this.readyState = 2
  }
}

describe('openEvents over the browser’s own EventSource', () => {
  const platform = fakePlatform({ EventSource: FakeSource as unknown as typeof EventSource })
  const open = () => {
    const opening = openEvents(URL_, {
      signal: new AbortController().signal,
      platform,
      native: { names: ['tick'] },
    })
    opening.catch(() => undefined)
    return { opening, source: FakeSource.last }
  }

  it('hears unnamed events and those it was told of, and shows that it heals by itself', async () => {
    const { opening, source } = open()
    source.onopen?.()
    const items = (await opening)[Symbol.asyncIterator]()
    source.dispatchEvent(new MessageEvent('message', { data: 'a', lastEventId: '1' }))
    source.dispatchEvent(new MessageEvent('tick', { data: 'b', lastEventId: '2' }))
    source.onerror?.()
    source.onopen?.()
    const told = []
    for (let n = 0; n < 4; n++) told.push((await items.next()).value)
    expect(told).toMatchObject([event('a', '1'), event('b', '2', 'tick'), { kind: 'lost' }, { kind: 'back' }])
  })

  it('takes a server’s event called error for the message that it is', async () => {
    const { opening, source } = open()
    source.onopen?.()
    const items = (await opening)[Symbol.asyncIterator]()
    source.onerror?.(new MessageEvent('error', { data: 'x' }))
    source.dispatchEvent(new MessageEvent('tick', { data: 'b' }))
    expect((await items.next()).value).toMatchObject(event('b', '', 'tick'))
  })

  it('is dropped, for our loop to take over, when it gives up or never opened', async () => {
    const { opening, source } = open()
    source.readyState = 0
    source.onerror?.()
    await expect(opening).rejects.toMatchObject({ kind: 'dropped' })
    expect(source.readyState).toBe(2)
  })

  it('says so where the browser has none', async () => {
    const opening = openEvents(URL_, {
      signal: new AbortController().signal,
      platform: fakePlatform(),
      native: { names: [] },
    })
    await expect(opening).rejects.toMatchObject({ why: { code: 'no-event-source' }, retryable: false })
  })
})
