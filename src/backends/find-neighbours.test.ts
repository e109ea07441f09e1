// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { brief, line, look, Servers } from './fake-find.ts'
import { answer, events } from './fake-server.ts'
import { MAX_LOOKS } from './looks.ts'

const { start, stop } = new Servers()
afterAll(stop)

describe.concurrent('what a person forgets', () => {
  it.each(['/events', '/sse', '/stream'])('is tried: %s', async (path) => {
    const { http } = await start({ http: { [path]: events(`data: ${line}\n\n`) } })
    const { best } = await look(http)
    expect([brief(best), best?.server]).toEqual(['sse sure chat json events', http + path])
    expect(best?.facts[0]).toEqual({ code: 'found.elsewhere', params: { url: http + path } })
  })

  it.each(['/ws', '/websocket'])('is tried: %s', async (path) => {
    const { http, ws } = await start({
      http: { '/': answer('<title>x</title>', 'text/html') },
      ws: { [path]: (socket) => socket.send(line) },
    })
    const { best } = await look(http)
    expect([brief(best), best?.server]).toEqual(['websocket-json sure chat json socket', ws + path])
  })

  it.each([
    ['/chat', '/chat/'],
    ['/chat/', '/chat'],
    ['/app', '/app/events'],
    ['/index.html', '/events'],
  ])('the address %s is %s', async (typed, is) => {
    const { http } = await start({ http: { [is]: events(`data: ${line}\n\n`) } })
    expect((await look(http + typed)).best?.server).toBe(http + is)
  })

  it('keeps what stands in the query', async () => {
    const { http } = await start({ http: { '/events': events(`data: ${line}\n\n`) } })
    expect((await look(`${http}/?token=abc`)).best?.server).toBe(`${http}/events?token=abc`)
  })

  it('a page that answers everything is no feed, and not too much is asked', async () => {
    const { http, asked } = await start({ http: { '*': answer('[{"id":1}]', 'application/json', {}, 404) } })
    expect((await look(`${http}/a/b`)).findings).toEqual([])
    expect(asked.length).toBeLessThanOrEqual(MAX_LOOKS)
  })

  it('the secure scheme where nothing is secure; then it is asked first', async () => {
    const { http } = await start({ http: { '/': events(`data: ${line}\n\n`) } })
    const { best } = await look(http.replace('http', 'https'))
    expect([brief(best), best?.server]).toEqual(['sse perhaps chat json events', `${http}/`])
  })
})
