import { expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import { NetError } from '../net/errors.ts'
import type { Net } from '../net/net.ts'
import type { CarrierContext } from './carrier.ts'
import { jsonCodec } from './json.ts'
import { plainCodec } from './plain.ts'
import { byPost } from './say.ts'

const draft: Draft = { id: 'd', at: 0, act: { kind: 'say', body: 'hi' }, state: 'sending' }
const forbidden = new NetError('refused', { code: 'no-cors' })

/** What becomes of one draft after the other, where requests end so. */
function channel(codec = jsonCodec('')) {
  const ends: (Error | string)[] = []
  const net = {
    async request() {
      const end = ends.shift() ?? ''
      if (end instanceof Error) throw end
      return { text: end }
    },
  } as unknown as Net
  const options = { server: 'http://server.test/', post: '', wire: 'events' }
  const say = byPost({ net, options, memory: new Map() } as unknown as CarrierContext, codec)
  return (end: Error | string) => {
    ends.push(end)
    return say(draft)
  }
}

it('takes an answer for a receipt, with the id that it gives', async () => {
  const say = channel()
  expect(await say('{"id":7}')).toEqual({ messageId: '7' })
  expect(await say('thanks')).toEqual({})
})

it('is refused by a server that never let this page in', async () => {
  await expect(channel()(forbidden)).rejects.toMatchObject({ kind: 'refused', why: { code: 'no-cors' } })
})

it('is in doubt where the server let this page in before: it fell in between, and may have taken it', async () => {
  const say = channel()
  await say('{}')
  await expect(say(forbidden)).rejects.toMatchObject({ kind: 'dropped', why: { code: 'ended' } })
})

it('is in doubt where only the answer cannot be read: plain text is delivered whatever CORS says', async () => {
  await expect(channel(plainCodec)(forbidden)).rejects.toMatchObject({
    kind: 'dropped',
    why: { code: 'no-cors' },
  })
})

it('calls bytes bytes, whatever the profile sends else', async () => {
  const asked: { headers: Record<string, string>; body: unknown }[] = []
  const net = {
    async request(_: string, ask: (typeof asked)[number]) {
      asked.push(ask)
      return { text: '' }
    },
  } as unknown as Net
  const options = { server: 'http://server.test/', post: '', wire: 'events' }
  const context = { net, options, memory: new Map() } as unknown as CarrierContext
  const body = new Uint8Array([0, 255]).buffer
  for (const codec of [jsonCodec(''), plainCodec])
    await byPost(context, codec)({ ...draft, act: { kind: 'say', body } })
  const headers = { 'Content-Type': 'application/octet-stream' }
  expect(asked).toMatchObject([
    { headers, body },
    { headers, body },
  ])
})
