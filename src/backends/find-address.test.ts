// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { brief, factsOf, line, look, Servers } from './fake-find.ts'
import { events } from './fake-server.ts'

const { start, stop } = new Servers()
afterAll(stop)

describe.concurrent('what is typed', () => {
  it.each([
    [' http://HOST/ ', []],
    ['HOST', []],
    ['//HOST', []],
    ['"http://HOST/"', []],
    ['<http://HOST/#a>', []],
    ['curl -N http://HOST/', []],
    ['http:/HOST', []],
    ['http//HOST', []],
    ['ws://HOST', []],
    ['http://0.0.0.0:PORT/', ['found.this-machine']],
    ['http://mina:se%40cret@HOST/', ['found.login-taken']],
  ])('%s is understood', async (typed, facts) => {
    const { host, http } = await start({ http: { '/': events(`data: ${line}\n\n`) } })
    const [, port = ''] = host.split(':')
    const { best, login } = await look(typed.replace('HOST', host).replace('PORT', port))
    expect([brief(best), best?.server]).toEqual(['sse sure chat json events', `${http}/`])
    expect(factsOf(best).slice(0, facts.length)).toEqual(facts)
    expect(login).toEqual(
      facts.includes('found.login-taken' as never) ? { user: 'mina', password: 'se@cret' } : undefined,
    )
  })

  it.each([
    ['', 'bad-address'],
    ['hello world', 'bad-address'],
    ['gopher://127.0.0.1', 'found.scheme'],
    ['redis://:hunter2@127.0.0.1', 'found.scheme-database'],
    ['xmpp:juliet@example.com', 'found.scheme-xmpp'],
    ['unix:///run/x.sock', 'found.scheme-file'],
    ['http://127.0.0.1:6667', 'found.blocked-port'],
    ['javascript:alert(1)', 'bad-address'],
  ])('%j is none', async (typed, code) => {
    expect((await look(typed)).why?.code).toBe(code)
  })

  it('a path is of the server that this page is from', async () => {
    const { http } = await start({ http: { '/events': events(`data: ${line}\n\n`) } })
    expect((await look('/events', { page: new URL(`${http}/page`) })).best?.server).toBe(`${http}/events`)
  })
})
