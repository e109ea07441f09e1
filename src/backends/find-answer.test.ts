// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { brief, factsOf, json, line, look, notice, Servers } from './fake-find.ts'
import { answer, events, open } from './fake-server.ts'

const { start, stop } = new Servers()
afterAll(stop)

describe.concurrent('an answer', () => {
  const list = json([1, 2].map((id) => ({ id, user: 'mina', text: 'hello' })))
  it.each([
    ['a value', '{"up":true,"load":0.4}', 'application/json', 'json sure polling json poll'],
    ['a number', '42', 'application/json', 'json sure polling json poll'],
    ['a value as text', '{"up":true}', 'text/plain', 'json sure polling json poll'],
    ['a value without a type', '{"up":true}', '', 'json sure polling json poll'],
    ['a list of messages', list, 'application/json; charset=utf-8', 'json sure chat json poll'],
    ['a list of notices', `[${notice}]`, 'application/hal+json', 'json sure notifications json poll'],
    ['records under a name', `{"items":${list},"total":2}`, 'application/json', 'json sure chat json poll'],
    [
      'a long list',
      `[${Array.from({ length: 5_000 }, () => line).join()}]`,
      'application/json',
      'json sure chat json poll',
    ],
    ['lines of JSON', `${line}\n${line}\n`, 'application/x-ndjson', 'ndjson sure polling plain poll'],
    ['lines of JSON as text', `${line}\n${line}\n`, 'text/plain', 'ndjson sure polling plain poll'],
    ['text', 'it is quiet', 'text/plain', 'text likely polling plain poll'],
    ['a value with a BOM', '\uFEFF{"up":true}', 'application/json', 'json sure polling json poll'],
  ])('%s', async (_, body, type, is) => {
    const { http } = await start({ http: { '/': answer(body, type) } })
    expect(brief((await look(http)).best)).toBe(is)
  })

  it('tells what it says of its age, and asks no sooner', async () => {
    const headers = { 'Cache-Control': 'public, max-age=60', ETag: '"a"' }
    const { http } = await start({
      http: { '/': answer('{"cursor":"a","items":[]}', 'application/json', headers) },
    })
    const { best } = await look(http)
    expect(factsOf(best).slice(0, 3)).toEqual(['found.unchanged', 'found.max-age', 'found.cursor'])
    expect(best?.options).toEqual({ wire: 'poll', every: 60 })
  })

  it('of lines that stays open is heard as events are, where its type says what it is', async () => {
    const lines = [`${line}\n`, `${line}\n{"id`]
    const { http } = await start({ http: { '/': open(lines, 'application/x-ndjson') } })
    expect(brief((await look(http)).best)).toMatch(/^ndjson sure \w+ json events$/)
    const untold = await start({ http: { '/': open(lines, 'text/plain') } })
    const { best, why } = await look(untold.http)
    expect(brief(best)).toBe('ndjson sure polling plain poll found.cannot-lines')
    expect(why?.code).toBe('found.cannot-lines')
  })

  it('a page says what it is called', async () => {
    const html = '<!doctype html><title>My &amp; your\n app</title><p>hi'
    const { http } = await start({ http: { '*': answer(html, 'text/html; charset=utf-8') } })
    const { best, findings, why } = await look(http)
    expect(best?.what).toEqual({ code: 'found.page-called', params: { title: 'My & your app' } })
    expect([findings.length, best?.cannot?.code, why?.code]).toEqual([
      1,
      'found.cannot-page',
      'found.cannot-page',
    ])
  })

  it.each([
    ['<link rel=alternate type="text/event-stream" href="/feed?a=1&amp;b=2">', {}],
    ['', { Link: '</other>; rel="next", </feed?a=1&b=2>; rel="alternate"; type="text/event-stream"' }],
  ])('a page with a feed leads to it: %s %j', async (link, headers) => {
    const { http, asked } = await start({
      http: {
        '/': answer(`<!doctype html><html><head>${link}</head></html>`, 'text/html', headers),
        '/feed': events(`data: ${line}\n\n`),
      },
    })
    const { best } = await look(http)
    expect([brief(best), best?.server]).toEqual(['sse sure chat json events', `${http}/feed?a=1&b=2`])
    expect(asked.length).toBeLessThan(5)
  })

  it('a page with a list leads to it', async () => {
    const html = '<link rel="alternate" type="application/json" href="feed.json">'
    const { http } = await start({
      http: { '/a/': answer(html, 'text/html'), '/a/feed.json': answer(`[${notice}]`, 'application/json') },
    })
    const { best } = await look(`${http}/a/`)
    expect([brief(best), best?.server]).toEqual(['json sure notifications json poll', `${http}/a/feed.json`])
  })

  it.each([
    [404, 'http-status'],
    [429, 'rate-limited'],
    [500, 'http-status'],
    [204, 'no-content'],
    [304, 'found.nothing-there'],
  ])('of %i says so', async (status, code) => {
    const { http } = await start({ http: { '*': answer('', '', {}, status) } })
    const { findings, why } = await look(http)
    expect([findings, why?.code]).toEqual([[], code])
  })
})
