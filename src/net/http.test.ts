import { describe, expect, it } from 'vitest'
import { FakeClock } from './fake-clock.ts'
import { FakeFetch, fakePlatform, never } from './fake-platform.ts'
import { MAX_BODY_BYTES, openResponse, request, REQUEST_TIMEOUT_MS } from './http.ts'
import { MAX_RETRY_MS, retryAfter } from './retry-after.ts'

const URL_ = 'http://server.test/value'
const ask = (answers: ConstructorParameters<typeof FakeFetch>, signal = new AbortController().signal) => {
  const platform = fakePlatform({ fetch: new FakeFetch(...answers).fetch })
  return { platform, answer: request(URL_, {}, { signal, platform }) }
}

describe('request', () => {
  it('reads the body to its end and takes 304 for an answer', async () => {
    expect(await ask([() => new Response('{"a":1}')]).answer).toMatchObject({ status: 200, text: '{"a":1}' })
    expect(await ask([() => new Response(null, { status: 304 })]).answer).toMatchObject({
      status: 304,
      text: '',
    })
  })

  it('says what the server said', async () => {
    const { answer } = ask([() => new Response('out of order', { status: 500, statusText: 'Oops' })])
    await expect(answer).rejects.toMatchObject({
      kind: 'dropped',
      status: 500,
      why: { code: 'http-status', params: { status: 500, name: 'Oops' }, detail: 'out of order' },
    })
  })

  it.each([
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'refused'],
    [408, 'dropped'],
    [429, 'busy'],
    [502, 'dropped'],
    [503, 'busy'],
  ])('takes status %i for %s', async (status, kind) => {
    await expect(ask([() => new Response('', { status })]).answer).rejects.toMatchObject({ kind, status })
  })

  it('gives up after 10 s, be it for the head or in the middle of the body', async () => {
    const slowHead = ask([never])
    const heads = expect(slowHead.answer).rejects.toMatchObject({ kind: 'timeout' })
    await slowHead.platform.clock.pass(REQUEST_TIMEOUT_MS)
    await heads
    const slowBody = ask([() => new Response(new ReadableStream())])
    const bodies = expect(slowBody.answer).rejects.toMatchObject({ kind: 'timeout' })
    await slowBody.platform.clock.pass(REQUEST_TIMEOUT_MS)
    await bodies
  })

  it('does not read a body without end', async () => {
    const chunk = new Uint8Array(1024 * 1024)
    let pulled = 0
    const endless = new ReadableStream({
      pull(controller) {
        pulled += chunk.byteLength
        controller.enqueue(chunk)
      },
    })
    await expect(ask([() => new Response(endless)]).answer).rejects.toMatchObject({
      why: { code: 'too-large' },
    })
    expect(pulled).toBeLessThan(MAX_BODY_BYTES + 4 * chunk.byteLength)
  })

  it('ends by the abort, with the abort’s own reason', async () => {
    const stop = new AbortController()
    const { answer } = ask([never], stop.signal)
    stop.abort(new Error('enough'))
    await expect(answer).rejects.toThrow('enough')
  })

  it('does not wait for ever for the no-cors look', async () => {
    const { platform, answer } = ask([() => Promise.reject(new TypeError('failed')), never])
    const refused = expect(answer).rejects.toMatchObject({ kind: 'dropped', why: { code: 'unreachable' } })
    await platform.clock.pass(5_000)
    await refused
  })

  const fails = () => Promise.reject(new TypeError('failed'))

  it('does not take a server that was down a moment ago for one that does not allow to be read', async () => {
    const back = ask([fails, () => new Response(), () => new Response('here')])
    expect(await back.answer).toMatchObject({ text: 'here' })
    const refuses = ask([fails, () => new Response(), fails])
    await expect(refuses.answer).rejects.toMatchObject({ kind: 'refused', why: { code: 'no-cors' } })
  })

  it.each([undefined, 'http://server.test'])(
    'asks no further where CORS is none of its business: on a page of %s',
    async (origin) => {
      const fetch = new FakeFetch(fails, () => new Response())
      const platform = { ...fakePlatform({ fetch: fetch.fetch }), origin }
      const answer = openResponse(URL_, {}, new AbortController().signal, platform)
      await expect(answer).rejects.toMatchObject({ kind: 'dropped', why: { code: 'unreachable' } })
      expect(fetch.calls).toHaveLength(1)
    },
  )
})

describe('retryAfter', () => {
  const now = Date.parse('2026-01-01T00:00:00Z')
  it('reads seconds', () =>
    expect(retryAfter(new Headers({ 'retry-after': '120' }), now)).toBe(now + 120_000))

  it.each(['9'.repeat(400), '99999999', 'Fri, 31 Dec 9999 00:00:00 GMT'])(
    'waits no longer than a day: %s',
    (value) => expect(retryAfter(new Headers({ 'retry-after': value }), now)).toBe(now + MAX_RETRY_MS),
  )

  it('measures a date against the answer’s own, so that the clocks need not agree', () => {
    const headers = new Headers({
      'retry-after': 'Fri, 02 Jan 2026 00:00:30 GMT',
      date: 'Fri, 02 Jan 2026 00:00:00 GMT',
    })
    expect(retryAfter(headers, now)).toBe(now + 30_000)
  })

  it('never lies in the past, and knows nothing of what it cannot read', () => {
    expect(retryAfter(new Headers({ 'retry-after': 'Thu, 01 Jan 2020 00:00:00 GMT' }), now)).toBe(now)
    expect(retryAfter(new Headers({ 'retry-after': 'soon' }), now)).toBeUndefined()
    expect(retryAfter(new Headers(), now)).toBeUndefined()
  })

  it('is counted on the clock that was injected', async () => {
    const clock = new FakeClock(5_000)
    const fetch = new FakeFetch(() => new Response('', { status: 429, headers: { 'retry-after': '3' } }))
    const answer = request(
      URL_,
      {},
      { signal: new AbortController().signal, platform: fakePlatform({ fetch: fetch.fetch, clock }) },
    )
    await expect(answer).rejects.toMatchObject({ retryAt: 8_000 })
  })
})
