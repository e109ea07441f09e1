import { describe, expect, it } from 'vitest'
import { runErrand } from './errand.ts'
import { FakeFetch, fakePlatform, never } from './fake-platform.ts'

const request = {
  method: 'PUT',
  url: 'http://home.test/heating',
  headers: [['X-Key', '1']] as const,
  body: 'off',
  left: [],
}

function run(...answers: ConstructorParameters<typeof FakeFetch>) {
  const asked = new FakeFetch(...answers)
  const platform = fakePlatform({ fetch: asked.fetch })
  const { signal } = new AbortController()
  return { asked, platform, answer: runErrand(request, { signal, platform }) }
}

describe('a request that a person let go out', () => {
  it('goes out once, as it was shown, without cookies', async () => {
    const { asked, answer } = run(() => new Response('done', { status: 201, statusText: 'Created' }))
    expect(await answer).toEqual({ status: 201, name: 'Created', ok: true, text: 'done', ms: 0 })
    expect(asked.calls).toHaveLength(1)
    expect(asked.calls[0]).toMatchObject({
      url: request.url,
      init: {
        method: 'PUT',
        headers: { 'X-Key': '1' },
        body: 'off',
        credentials: 'omit',
        redirect: 'manual',
      },
    })
  })

  it('has an answer also where that says no, of which the beginning is read', async () => {
    const { answer } = run(() => new Response('x'.repeat(100_000), { status: 500 }))
    const { status, ok, text } = await answer
    expect([status, ok, text.length]).toEqual([500, false, 4_096])
  })

  it('is not asked again where nothing can be read of it: it may have arrived', async () => {
    const { asked, answer } = run(() => Promise.reject(new TypeError('Failed to fetch')))
    await expect(answer).rejects.toMatchObject({ why: { code: 'rich.no-answer' } })
    expect(asked.calls).toHaveLength(1)
  })

  it('is not sent on to another address', async () => {
    const redirect = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' })
    await expect(run(() => redirect).answer).rejects.toMatchObject({ why: { code: 'rich.redirected' } })
  })

  it('is waited for so long', async () => {
    const { platform, answer } = run(never)
    const rejects = expect(answer).rejects.toMatchObject({ why: { code: 'timeout' } })
    await platform.clock.pass(30_000)
    await rejects
  })
})
