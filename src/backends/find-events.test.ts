// @vitest-environment node
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { brief, factsOf, json, line, look, notice, Servers } from './fake-find.ts'
import { answer, events, open } from './fake-server.ts'

const { start, stop } = new Servers()
afterAll(stop)

describe.concurrent('an event stream', () => {
  it('of named events with ids tells its names, that it resumes, and how long to wait', async () => {
    const { http } = await start({
      http: { '/': events(': hi there\n\nretry: 2000\n\n', `id: 7\nevent: build\ndata: ${notice}\n\n`) },
    })
    const { best } = await look(http)
    expect(brief(best)).toBe('sse sure notifications json events')
    expect(best?.facts.slice(0, 4)).toEqual([
      { code: 'found.named-events', params: { names: 'build' } },
      { code: 'found.resumes' },
      { code: 'found.retry', params: { seconds: 2 } },
      { code: 'found.comments' },
    ])
    expect(factsOf(best)).toContain('found.ms')
    expect(best?.server).toBe(`${http}/`)
  })

  it.each([
    ['messages with an author', `data: ${line}\n\n`, 'sse sure chat json events'],
    ['notices', `data: ${notice}\n\n`, 'sse sure notifications json events'],
    ['measurements', 'data: {"cpu":12.5,"at":1}\n\n', 'sse sure polling json events'],
    [
      'a table',
      'data: [{"name":"cpu","value":1},{"name":"mem","value":2}]\n\n',
      'sse sure polling json events',
    ],
    ['numbers', 'data: 21.5\n\n', 'sse sure polling json events'],
    ['the time', 'data: Fri Nov 20 2026 18:00:00 GMT+0000\n\n', 'sse sure polling plain events'],
    ['readings as text', 'data: cpu: 12\ndata: mem: 40 %\n\n', 'sse sure polling plain events'],
    ['text', 'data: it is done\n\n', 'sse sure notifications plain events'],
    [
      'things that happened',
      'data: {"type":"order.created","order":{"no":"a"}}\n\n',
      'sse sure notifications json events',
    ],
    [
      'a message within a record',
      `data: {"event":"message","data":${line}}\n\n`,
      'sse sure chat json events',
    ],
    ['nothing', ': hi there\n\n', 'sse sure notifications json events'],
    ['nothing, not a byte', '', 'sse sure notifications json events'],
    ['text and JSON', `data: connected\n\ndata: ${line}\n\n`, 'sse sure chat json events'],
  ])('of %s', async (_, stream, is) => {
    const { http } = await start({ http: { '/': events(stream) } })
    expect(brief((await look(http)).best)).toBe(is)
  })

  it('is looked at by its address where it is silent', async () => {
    const { http } = await start({ http: { '*': events(':\n\n') } })
    const views = await Promise.all(
      ['/chat', '/alerts', '/metrics', '/x'].map(async (path) => (await look(http + path)).best?.view),
    )
    expect(views).toEqual(['chat', 'notifications', 'polling', 'notifications'])
  })

  it('with a charset, a BOM, CRLF, and cut in the middle of a character', async () => {
    const bytes = new TextEncoder().encode(`\uFEFFdata: {"user":"민아","text":"안녕"}\r\n\r\n`)
    const at = bytes.indexOf(0xeb) + 1
    const type = 'text/event-stream; charset=UTF-8'
    const { http } = await start({ http: { '/': open([bytes.slice(0, at), bytes.slice(at)], type) } })
    const { best, looks } = await look(http)
    expect(brief(best)).toBe('sse sure chat json events')
    expect(looks[0]?.texts).toEqual(['{"user":"민아","text":"안녕"}'])
  })

  it('that comes gzipped and ends', async () => {
    const body = gzipSync(`data: ${line}\n\n`)
    const { http } = await start({
      http: { '/': answer(body, 'text/event-stream', { 'Content-Encoding': 'gzip' }) },
    })
    expect(brief((await look(http)).best)).toBe('sse sure chat json events')
  })

  it('whose head comes late', async () => {
    const late = (places: Parameters<typeof events>) => events(...places)
    const { http } = await start({
      http: {
        '/': (response, request) =>
          void setTimeout(() => late([`data: ${line}\n\n`])(response, request), 900),
      },
    })
    expect(brief((await look(http)).best)).toBe('sse sure chat json events')
  })

  it('that sends no head at an address of no name is a guess, if somebody is there', async () => {
    const { http } = await start({ http: { '*': () => undefined } })
    const { best } = await look(http)
    expect([brief(best), best?.server]).toEqual(['sse perhaps notifications json events', `${http}/`])
  })

  it('that sends no head is a guess, by its address', async () => {
    const { http } = await start({ http: { '/events': () => undefined } })
    const { best } = await look(`${http}/events`)
    expect(brief(best)).toBe('sse perhaps notifications json events')
  })

  it('under another type is told what to change', async () => {
    const { http } = await start({ http: { '/': open([`data: ${line}\n\n`], 'text/plain') } })
    const { best, why } = await look(http)
    expect(brief(best)).toBe('sse likely chat json events found.cannot-type')
    expect(why).toEqual({ code: 'found.cannot-type', params: { type: 'text/plain' } })
  })

  it('that greets with our words', async () => {
    const hello = json({ type: 'hello', signalbox: 1, resumes: true })
    const { http } = await start({ http: { '/': events(`data: ${hello}\n\nid: 3\ndata: ${line}\n\n`) } })
    expect(brief((await look(http)).best)).toBe('signalbox sure chat json events')
  })

  it('is found behind a redirect', async () => {
    const { http } = await start({
      http: { '/old': answer('', '', { Location: '/new' }, 302), '/new': events(`data: ${line}\n\n`) },
    })
    const { best } = await look(`${http}/old`)
    expect(brief(best)).toBe('sse sure chat json events')
    expect(best?.facts).toContainEqual({ code: 'found.redirected', params: { url: `${http}/new` } })
  })
})
