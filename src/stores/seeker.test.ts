import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FakeWorker } from './fake-worker.ts'
import { DEADLINE_MS, GRACE_MS, START_MS } from './seeker-bench.ts'
import { SearchError, Seeker } from './seeker.ts'

const never = new AbortController().signal
const text = (sought: string) => ({ text: sought, regex: false, matchCase: false })
const regex = (sought: string) => ({ text: sought, regex: true, matchCase: false })

let seeker: Seeker
beforeEach(() => {
  FakeWorker.made = []
  FakeWorker.hangs = (pattern) => pattern === '(a+)+$'
  vi.stubGlobal('Worker', FakeWorker)
  seeker = new Seeker()
})
afterEach(() => {
  seeker.close()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a plain text', () => {
  it('is found here, without a worker', async () => {
    expect(await seeker.find(['Door open', 'no', 'DOOR'], text('door'), never)).toEqual([0, 2])
    expect(await seeker.mark(['Door open', 'no'], text('door'), never)).toEqual([[[0, 4]], []])
    expect(FakeWorker.made).toEqual([])
  })

  it('finds nothing for nothing', async () => {
    expect(await seeker.find(['a'], text(''), never)).toEqual([])
    expect(await seeker.mark(['a'], regex(''), never)).toEqual([[]])
  })

  it('is found in a text of megabytes', async () => {
    const long = `${'가'.repeat(1_000_000)}표적${'나'.repeat(1_000_000)}`
    expect(await seeker.find([long, '가'], text('표적'), never)).toEqual([0])
  })

  it('lets the page have its turn, and stops there where it was called off', async () => {
    const calledOff = new AbortController()
    let turns = 0
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => (++turns < 3 ? port2.postMessage(0) : calledOff.abort(new Error('called off')))
    port2.postMessage(0)
    const texts = Array.from({ length: 200_000 }, (_, n) => `line ${n} of a log that goes on and on`)
    await expect(seeker.find(texts, text('nowhere'), calledOff.signal)).rejects.toThrow('called off')
    expect(turns).toBe(3)
    port1.close()
  })
})

describe('a regular expression', () => {
  it('runs in a worker, which is kept for the next one', async () => {
    expect(await seeker.find(['a1', 'b', 'A22'], regex('^a\\d+$'), never)).toEqual([0, 2])
    expect(await seeker.mark(['xa1'], regex('a\\d'), never)).toEqual([[[1, 3]]])
    expect(FakeWorker.made).toHaveLength(1)
  })

  it('goes there in lots, and the answers fit together', async () => {
    const texts = Array.from({ length: 9 }, (_, n) => `${'x'.repeat(100_000)}${n}`)
    expect(await seeker.find(texts, regex('[258]$'), never)).toEqual([2, 5, 8])
    expect(FakeWorker.made[0]?.works.length).toBeGreaterThan(2)
  })

  it('that is none is told so, and never runs', async () => {
    await expect(seeker.find(['a'], regex('(a'), never)).rejects.toMatchObject({ kind: 'syntax' })
    expect(FakeWorker.made).toEqual([])
  })

  it('that does not come to an end is ended, and the next one runs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const slow = seeker.find(['aaa!'], regex('(a+)+$'), never)
    const told = expect(slow).rejects.toMatchObject({ kind: 'slow' })
    const next = seeker.find(['b'], regex('b'), never)
    await vi.advanceTimersByTimeAsync(DEADLINE_MS)
    await told
    await expect(slow).rejects.toBeInstanceOf(SearchError)
    expect(await next).toEqual([0])
    expect(FakeWorker.made.map(({ isEnded }) => isEnded)).toEqual([true, false])
  })

  it('that is not wanted any more is left at once, and ended unless it ends by itself', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const calledOff = new AbortController()
    const slow = seeker.find(['aaa!'], regex('(a+)+$'), calledOff.signal)
    const next = seeker.find(['b'], regex('b'), never)
    await vi.waitFor(() => expect(FakeWorker.made[0]?.works).toHaveLength(1))
    calledOff.abort(new Error('called off'))
    await expect(slow).rejects.toThrow('called off')
    expect(FakeWorker.made[0]?.isEnded).toBe(false)
    await vi.advanceTimersByTimeAsync(GRACE_MS)
    expect(await next).toEqual([0])
    expect(FakeWorker.made.map(({ isEnded }) => isEnded)).toEqual([true, false])
  })

  it('has its worker already where it was warmed', async () => {
    seeker.warm()
    expect(FakeWorker.made).toHaveLength(1)
    expect(await seeker.find(['b'], regex('b'), never)).toEqual([0])
    expect(FakeWorker.made).toHaveLength(1)
  })

  it('is given up where its worker never runs', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.stubGlobal(
      'Worker',
      class {
        terminate(): void {}
      },
    )
    const told = expect(seeker.find(['b'], regex('b'), never)).rejects.toMatchObject({ kind: 'slow' })
    await vi.advanceTimersByTimeAsync(START_MS)
    await told
  })

  it('has no worker left once the search is closed', async () => {
    const slow = seeker.find(['aaa!'], regex('(a+)+$'), never)
    await Promise.resolve()
    seeker.close()
    await expect(slow).rejects.toMatchObject({ name: 'AbortError' })
    expect(FakeWorker.made[0]?.isEnded).toBe(true)
  })
})
