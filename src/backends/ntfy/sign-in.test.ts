import { describe, expect, it } from 'vitest'
import { sweep, sweptValues } from '../../model/secrets.ts'
import { FakeNtfy, no, turns } from './fake-ntfy.ts'

describe('who signs in', () => {
  const secrets = { user: 'mina', password: 'p:ä, 비밀', token: 'tk_abcdefgh' }
  const header = (auth: string) =>
    auth === 'bearer' ? 'Bearer tk_abcdefgh' : `Basic ${Buffer.from('mina:p:ä, 비밀').toString('base64')}`

  it.each(['basic', 'bearer'])('does so by header, and by address on a WebSocket: %s', async (auth) => {
    for (const wire of ['events', 'poll']) {
      const { fetch } = new FakeNtfy().start({ wire, auth }, [], secrets)
      await turns()
      expect(fetch.calls[0]?.init.headers).toMatchObject({ authorization: header(auth) })
      expect(fetch.calls[0]?.url).not.toContain('auth=')
    }
    const attempt = new FakeNtfy().start({ wire: 'socket', auth }, [no(40101)], secrets)
    await turns()
    const { url } = attempt.socket()
    const param = new URL(url).searchParams.get('auth') ?? ''
    expect(Buffer.from(param, 'base64url').toString()).toBe(header(auth))
    expect(param).toMatch(/^[\w-]+$/)
    // Requests beside it take headers.
    attempt.socket().drop()
    await turns()
    expect(attempt.fetch.calls[0]?.init.headers).toMatchObject({ authorization: header(auth) })
  })

  it.each(['basic', 'bearer'])('is in no trace of the address: %s', async (auth) => {
    const attempt = new FakeNtfy().start({ wire: 'socket', auth }, [], secrets)
    await turns()
    const { url } = attempt.socket()
    const swept = sweep(url, sweptValues(secrets))
    const left = new URL(swept).searchParams.get('auth') ?? ''
    const read = Buffer.from(left.replaceAll('•', ''), 'base64url').toString()
    for (const secret of [secrets.token, 'p:ä', 'cDrDp']) expect(read).not.toContain(secret)
    expect(swept).toContain('••••')
  })

  it('has what a proxy in front of the server wants, but for a WebSocket', async () => {
    const given = { headers: 'CF-Access-Client-Id: abc\nAuthorization: Bearer tk_abcdefgh' }
    const { fetch } = new FakeNtfy().start({ auth: 'header' }, [], given)
    await turns()
    expect(fetch.calls[0]?.init).toMatchObject({
      headers: { 'cf-access-client-id': 'abc', authorization: 'Bearer tk_abcdefgh' },
      redirect: 'manual',
    })
    const socket = new FakeNtfy().start({ auth: 'header', wire: 'socket' }, [], given)
    await turns()
    expect(socket.end.error).toMatchObject({ kind: 'refused', why: { code: 'ntfy.socket-headers' } })
    const cookies = new FakeNtfy().start({ auth: 'cookies' }, [])
    await turns()
    expect(cookies.fetch.calls[0]?.init.credentials).toBe('include')
  })

  it('has the token that stood in the address in its place', async () => {
    const options = { server: 'https://ntfy.test/alerts?auth=' }
    const { fetch } = new FakeNtfy().start(options, [], { 'server?auth': 'Zm9v' })
    await turns()
    expect(fetch.calls[0]?.url).toBe('https://ntfy.test/alerts/sse?auth=Zm9v')
  })
})
