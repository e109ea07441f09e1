// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { brief, factsOf, json, look, notice, Servers } from './fake-find.ts'
import type { Answering } from './fake-server.ts'
import { answer, events } from './fake-server.ts'

const { start, stop } = new Servers()
afterAll(stop)

/** Lets in who has that header; `wants`: what it says to everybody else. */
const behind =
  (header: string, wants: string, inside: Answering): Answering =>
  (response, request) =>
    request.headers.authorization === header
      ? inside(response, request)
      : response.writeHead(401, { 'WWW-Authenticate': wants }).end()
const stream = events(`data: ${notice}\n\n`)
const basic = behind(`Basic ${btoa('mina:pw')}`, 'Basic realm="Ops"', stream)
const bearer = behind('Bearer sesame', 'Bearer', stream)

describe.concurrent('a server that wants to know who asks', () => {
  it('is told with how it wants that, and with the options for it', async () => {
    const { http, asked } = await start({ http: { '*': basic } })
    const { best, why } = await look(`${http}/any`)
    expect([brief(best), why]).toEqual(['locked sure polling json poll', undefined])
    expect(best?.locked).toEqual({ code: 'found.locked-basic', params: { realm: 'Ops' } })
    expect(best?.options).toMatchObject({ auth: 'basic' })
    // A page that says no says so everywhere: nobody looks around there.
    expect(asked.filter(({ method }) => method === 'GET')).toHaveLength(1)
  })

  it.each([
    ['Bearer realm="api"', '', 'found.locked-bearer'],
    ['', json({ error: 'Missing access token' }), 'found.locked-bearer'],
    ['', 'No.', 'found.locked-any'],
  ])('by a token, where it says %j and %j', async (wants, body, code) => {
    const no = answer(body, 'text/plain', wants ? { 'WWW-Authenticate': wants } : {}, 401)
    const { http } = await start({ http: { '*': no } })
    const { best } = await look(`${http}/events`)
    expect([best?.locked?.code, best?.options['auth'], best?.options['wire']]).toEqual([
      code,
      'bearer',
      'events',
    ])
  })

  it('is more than a WebSocket beside it that is silent', async () => {
    const { http } = await start({ http: { '*': bearer }, ws: { '*': () => undefined } })
    const { findings } = await look(`${http}/any`)
    expect(findings[0]?.kind).toBe('locked')
    const { best } = await look(`${http}/any`, { login: { by: 'bearer', token: 'sesame' } })
    expect(best?.kind).toBe('sse')
  })

  it('wants a token in the address, mostly, where it is that of a WebSocket', async () => {
    const { ws } = await start({ http: { '*': answer('No.', 'text/plain', {}, 401) } })
    const { best } = await look(`${ws}/chat`)
    expect([brief(best), best?.server]).toEqual(['locked-socket sure chat plain socket', `${ws}/chat`])
    expect(best?.options).toMatchObject({ socketAuth: 'query' })
  })

  it('is perhaps one that says 403, where nothing else is found', async () => {
    const { http } = await start({ http: { '*': answer('No.', 'text/plain', {}, 403) } })
    expect(brief((await look(http)).best)).toBe('locked perhaps polling json poll')
  })

  it('is looked at with a login that stands in the address, once it asked for one', async () => {
    const { http, asked } = await start({ http: { '*': basic } })
    const { best, login } = await look(http.replace('//', '//mina:pw@'))
    expect([brief(best), login]).toEqual([
      'sse sure notifications json events',
      { user: 'mina', password: 'pw' },
    ])
    expect(asked[0]?.headers.authorization).toBeUndefined()
    expect(best?.server).toBe(`${http}/`)
  })

  it('is looked at with what was typed, and says so where that was wrong', async () => {
    const { http } = await start({ http: { '*': bearer } })
    const right = await look(http, { login: { by: 'bearer', token: 'sesame' } })
    expect(brief(right.best)).toBe('sse sure notifications json events')
    const wrong = await look(http, { login: { by: 'bearer', token: 'seven' } })
    expect([brief(wrong.best), factsOf(wrong.best)]).toEqual([
      'locked sure polling json poll',
      ['found.locked-bearer', 'found.ms'],
    ])
  })

  it('is alone in being told', async () => {
    const other = await start({ http: { '*': stream } })
    const { http } = await start({
      http: { '*': (response) => response.writeHead(302, { Location: `${other.http}/x` }).end() },
    })
    await look(http, { login: { by: 'bearer', token: 'sesame' } })
    expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined])
  })
})
