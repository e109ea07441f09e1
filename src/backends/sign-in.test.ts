import { expect, it } from 'vitest'
import { withDefaults } from '../model/profile.ts'
import { FakeFetch, fakePlatform } from '../net/fake-platform.ts'
import { createNet } from '../net/net.ts'
import { Pace } from '../net/pace.ts'
import { below, carrierFields, serverOf } from './fields.ts'
import { signIn, signInFields } from './sign-in.ts'

const fields = { server: carrierFields.server, ...signInFields }

function signedIn(options: Record<string, unknown>, secrets: Record<string, string>) {
  const fetch = new FakeFetch(...Array.from({ length: 2 }, () => () => new Response('')))
  const { signal } = new AbortController()
  const net = createNet({ signal, platform: fakePlatform({ fetch: fetch.fetch }), pace: new Pace(1_000) })
  const filled = withDefaults(fields, options, 'chat')
  const context = { options: filled, secrets, cursor: undefined, signal, net, memory: new Map() }
  return { ...signIn(context), fetch }
}

it('signs in to the server that the person named, and to no other', async () => {
  const { net, server, fetch } = signedIn(
    { server: 'server.test/a', auth: 'bearer' },
    { token: 'open sesame' },
  )
  await net.request(below(server, 'pull', { after: '17' }))
  await net.request('http://other.test/')
  const headers = fetch.calls.map(({ init }) => init.headers)
  expect(fetch.calls[0]?.url).toBe('http://server.test/a/pull?after=17')
  expect(headers).toEqual([{ authorization: 'Bearer open sesame' }, {}])
})

it('asks for what the chosen way needs, where there is no wire to choose', () => {
  const asked = (auth: string) =>
    Object.entries(signInFields)
      .filter(([, { when }]) => when({ auth }))
      .map(([name]) => name)
  expect(asked('none')).toEqual(['auth'])
  expect(asked('bearer')).toEqual(['auth', 'token'])
  expect(asked('basic')).toEqual(['auth', 'user', 'password'])
  expect(asked('query')).toEqual(['auth', 'param', 'token'])
})

it('puts the secrets of an address into it, and opens what is below it', () => {
  const context = { options: { server: 'server.test/a/?token=' }, secrets: { 'server?token': 'x y' } }
  expect(serverOf(context, 'ws')).toBe('ws://server.test/a/?token=x+y')
  expect(below(serverOf(context, 'http'), 'push')).toBe('http://server.test/a/push?token=x+y')
})
