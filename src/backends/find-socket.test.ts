// @vitest-environment node
import { afterAll, describe, expect, it } from 'vitest'
import { brief, factsOf, json, line, look, notice, Servers } from './fake-find.ts'
import { answer } from './fake-server.ts'

const { start, stop } = new Servers()
afterAll(stop)

describe.concurrent('a WebSocket', () => {
  it.each([
    ['that waits', [], 'websocket likely chat plain socket'],
    ['that greets in text', ['Welcome to the WebSocket server!'], 'websocket-text sure chat plain socket'],
    ['of chat records', [json({ type: 'welcome' }), line], 'websocket-json sure chat json socket'],
    ['of notices', [notice], 'websocket-json sure notifications json socket'],
    [
      'of notices in text',
      ['You have a new notification! (1)'],
      'websocket-text sure notifications plain socket',
    ],
    [
      'of values',
      ['{"price":1.2,"symbol":"x"}', '{"price":1.3,"symbol":"x"}'],
      'websocket-json sure polling json socket',
    ],
    ['of text in binary frames', [Buffer.from('안녕')], 'websocket-text sure chat plain socket'],
    ['of bytes', [Buffer.from([0xff, 0, 1])], 'websocket-binary likely chat plain socket'],
  ])('%s', async (_, frames, is) => {
    const { ws, said, http } = await start({
      ws: { '/': (socket) => frames.forEach((frame) => socket.send(frame)) },
    })
    const { best } = await look(ws)
    expect(brief(best)).toBe(is)
    expect(best?.server).toBe(`${ws}/`)
    // The same by what a person who forgot the scheme, or took the wrong one, types.
    expect(brief((await look(http)).best)).toBe(is)
    expect(brief((await look(http.replace('http://', ' '))).best)).toBe(is)
    expect(said).toEqual([])
  })

  it('that waits does not say in what, so that there is a choice', async () => {
    const { ws } = await start({ ws: { '/': () => undefined } })
    const { findings } = await look(ws)
    expect(findings.map(brief)).toEqual([
      'websocket likely chat plain socket',
      'websocket perhaps chat json socket',
    ])
    expect(findings[1]?.options['loose']).toBe(true)
  })

  it('that greets with our words tells what it can', async () => {
    const able = { acks: true, resumes: true, history: true, presence: true }
    const { ws } = await start({
      ws: { '/': (socket) => socket.send(json({ type: 'hello', signalbox: 1, ...able })) },
    })
    const { best } = await look(ws)
    expect(brief(best)).toBe('signalbox sure chat json socket')
    expect(factsOf(best).slice(0, 4)).toEqual([
      'found.resumes',
      'found.history',
      'found.presence',
      'found.acks',
    ])
  })

  it('that closes with 4401 at once needs a login', async () => {
    const { ws } = await start({ ws: { '/': (socket) => socket.close(4401, 'who are you?') } })
    const { best } = await look(ws)
    expect(brief(best)).toBe('websocket likely chat plain socket')
    expect(best?.facts[0]).toMatchObject({
      code: 'found.wants-login',
      params: { code: 4401 },
      detail: 'who are you?',
    })
  })

  it('that hangs up is a guess, and another path is better', async () => {
    const { ws } = await start({
      ws: { '/ws': (socket) => socket.send(line), '*': (socket) => socket.close(1008, 'nothing here') },
    })
    const { findings } = await look(ws)
    expect(findings.map(brief)[0]).toBe('websocket-json sure chat json socket')
    expect(findings[0]?.server).toBe(`${ws}/ws`)
    expect(factsOf(findings[0])[0]).toBe('found.elsewhere')
  })

  it.each([426, 400, 404])('is found where a GET is answered %i', async (status) => {
    const { http, ws } = await start({
      http: { '/': answer('Upgrade Required', 'text/plain', {}, status) },
      ws: { '/': () => undefined },
    })
    const { best } = await look(http)
    expect([brief(best), best?.server]).toEqual(['websocket likely chat plain socket', `${ws}/`])
  })

  it('is better than the words that a GET is answered with', async () => {
    const { http } = await start({
      http: { '/': answer('okay', 'text/plain') },
      ws: { '/': () => undefined },
    })
    const { findings } = await look(http)
    expect(findings.map(brief)).toEqual([
      'websocket likely chat plain socket',
      'websocket perhaps chat json socket',
      'text likely polling plain poll',
    ])
  })

  it('is not asked for a page where it opens', async () => {
    const { ws, asked } = await start({ ws: { '/': (socket) => socket.send(line) } })
    await look(ws)
    expect(asked.map(({ method }) => method)).toEqual(['WS'])
  })
})
