import { expect, it } from 'vitest'
import type { Backend } from '../backends/backend.ts'
import { carrierFields } from '../backends/fields.ts'
import { withDefaults } from '../model/profile.ts'
import { FakeClock } from '../net/fake-clock.ts'
import { NetError } from '../net/errors.ts'
import { mannerFor, mannerOf, sayingFor } from './manner.ts'

const options = (more: Record<string, unknown>) => withDefaults(carrierFields, more, 'notifications')
const secrets = { token: 'hunter2' }

/** A protocol that does this first. */
const backend = (connect: Backend['connect']): Backend => ({ fields: {}, connect })

it('is that of the profile, with what lets it in, and asks nobody', () => {
  const poll = options({
    server: 'http://a.test/v',
    wire: 'poll',
    auth: 'bearer',
    request: 'POST',
    body: '{}',
  })
  expect(mannerFor(poll, secrets)).toMatchObject({
    method: 'POST',
    headers: { authorization: 'Bearer hunter2', 'content-type': 'application/json' },
  })
  const socket = options({ server: 'ws://a.test/', wire: 'socket', protocols: 'v1, v2' })
  expect(mannerFor(socket, {})).toMatchObject({ url: 'ws://a.test/', protocols: ['v1', 'v2'] })
})

it('of what is said is that of a POST beside the wire', () => {
  const stream = options({
    server: 'http://a.test/events',
    wire: 'events',
    post: 'http://a.test/say',
    auth: 'bearer',
  })
  expect(sayingFor(stream, secrets, 'application/json')).toMatchObject({
    url: 'http://a.test/say',
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer hunter2' },
  })
  // A token is for the profile's own server.
  const elsewhere = { ...stream, post: 'http://b.test/say' }
  expect(JSON.stringify(sayingFor(elsewhere, secrets, 'text/plain'))).not.toContain('hunter2')
})

it('of a protocol of its own is what that asks first, on whichever wire', async () => {
  const clock = new FakeClock()
  const first = backend(async function* ({ net }) {
    await net.socket('ws://a.test/mqtt', ['mqtt'])
    yield { type: 'ready', can: [] }
  })
  expect(await mannerOf(first, {}, {}, clock)).toMatchObject({
    wire: 'socket',
    manner: { url: 'ws://a.test/mqtt', protocols: ['mqtt'] },
  })
  const polled = backend(async function* ({ net }) {
    for await (const _ of net.poll(() => net.request('http://a.test/json'))) yield { type: 'ready', can: [] }
  })
  expect(await mannerOf(polled, {}, {}, clock)).toMatchObject({
    wire: 'poll',
    manner: { url: 'http://a.test/json' },
  })
})

it('is unknown of one that gives up before, or does not begin', async () => {
  const clock = new FakeClock()
  const givesUp = backend(async function* () {
    throw new NetError('refused', { code: 'auth.missing' })
  })
  expect(await mannerOf(givesUp, {}, {}, clock)).toBeUndefined()
  const waits = backend(async function* () {
    await new Promise(() => undefined)
  })
  const asked = mannerOf(waits, {}, {}, clock)
  await clock.pass(500)
  expect(await asked).toBeUndefined()
})
