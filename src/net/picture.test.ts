import { describe, expect, it } from 'vitest'
import { FakeFetch, fakePlatform, never } from './fake-platform.ts'
import { fetchPicture } from './picture.ts'

const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3])
const URL_ = 'http://files.test/p.png'

function load(answers: ConstructorParameters<typeof FakeFetch>, max?: number) {
  const asked = new FakeFetch(...answers)
  const platform = fakePlatform({ fetch: asked.fetch })
  const left = new AbortController()
  return { asked, platform, left, picture: fetchPicture(URL_, { signal: left.signal, platform }, max) }
}

describe('a picture that a person asked for', () => {
  it('is asked for without cookies, and is what its bytes are', async () => {
    const { asked, picture } = load([() => new Response(PNG, { headers: { 'content-type': 'text/html' } })])
    const blob = await picture
    expect([blob.type, blob.size]).toEqual(['image/png', PNG.length])
    expect(asked.calls[0]?.init).toMatchObject({ credentials: 'omit', method: 'GET' })
  })

  it('is none where its bytes are none, whatever its server says', async () => {
    const html = () => new Response('<svg onload=1>', { headers: { 'content-type': 'image/png' } })
    await expect(load([html]).picture).rejects.toMatchObject({ why: { code: 'rich.picture-none' } })
  })

  it('is given up where it is too large, by what its server says or by what comes', async () => {
    const said = () => new Response(PNG, { headers: { 'content-length': '999' } })
    await expect(load([said], 100).picture).rejects.toMatchObject({ why: { code: 'rich.picture-large' } })
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(PNG)
      },
    })
    await expect(load([() => new Response(endless)], 100).picture).rejects.toMatchObject({
      why: { code: 'rich.picture-large' },
    })
    expect(pulled).toBeLessThan(20)
  })

  it('says the status, and that its server does not let this page read it', async () => {
    await expect(load([() => new Response('', { status: 404 })]).picture).rejects.toMatchObject({
      status: 404,
    })
    const refused = () => Promise.reject(new TypeError('CORS'))
    await expect(load([refused, () => new Response(''), refused]).picture).rejects.toMatchObject({
      why: { code: 'no-cors' },
    })
  })

  it('is waited for so long, and not when nobody looks any more', async () => {
    const slow = load([never])
    const rejects = expect(slow.picture).rejects.toMatchObject({ why: { code: 'timeout' } })
    await slow.platform.clock.pass(30_000)
    await rejects
    const left = load([never])
    left.left.abort(new Error('left'))
    await expect(left.picture).rejects.toThrow('left')
  })
})
