// @vitest-environment node
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterAll, describe, expect, it } from 'vitest'
import { browserPlatform } from '../net/platform.ts'
import { look, Servers } from './fake-find.ts'
import { answer, events, open, startServer } from './fake-server.ts'
import { FIND_MS } from './find-search.ts'
import { find } from './find.ts'

const { start, stop } = new Servers()
afterAll(stop)

const page = new URL('http://page.test/')

describe.concurrent('a look', () => {
  it('is over and leaves nothing open, whatever was found', async ({ expect }) => {
    const server = await start({
      http: {
        '/': open(['x'.repeat(200_000)], 'text/plain'),
        '/events': events(': a\n\n'),
        '/ws': () => undefined,
      },
      ws: { '/': () => undefined },
    })
    await look(server.http)
    await look(`${server.http}/events`)
    await look(server.ws)
    await expect.poll(server.open).toBe(0)
    expect(server.said).toEqual([])
  })

  it('takes no longer than it may where everything hangs', async () => {
    const hanging = createServer().listen(0, '127.0.0.1')
    await once(hanging, 'listening')
    const from = Date.now()
    const { findings, why } = await look(`http://127.0.0.1:${(hanging.address() as AddressInfo).port}`)
    hanging.close()
    expect(Date.now() - from).toBeLessThan(FIND_MS + 500)
    expect([findings, why?.code]).toEqual([[], 'found.no-answer-yet'])
  })

  it('sends no credentials', async () => {
    const { http, asked } = await start({ http: { '/': answer('1', 'application/json') } })
    await look(http.replace('http://', 'http://me:secret@'))
    expect(asked[0]?.headers.authorization).toBeUndefined()
    expect(asked[0]?.method).toBe('GET')
  })

  it('ends with the reason of who does not want it any more', async ({ expect }) => {
    const { http, open: left } = await start({ http: { '*': () => undefined } })
    const round = new AbortController()
    const looking = look(http, { signal: round.signal })
    setTimeout(() => round.abort(new Error('enough')), 50)
    await expect(looking).rejects.toThrow('enough')
    await expect.poll(left).toBe(0)
  })

  it('at nobody says that nobody is there', async () => {
    const { http, stop } = await startServer({})
    await stop()
    const { findings, why } = await look(http)
    expect([findings, why?.code]).toEqual([[], 'unreachable'])
  })

  it('says no token that stands in the address', async () => {
    const { ws, stop: leave } = await startServer({})
    await leave()
    const steps: unknown[] = []
    const { signal } = new AbortController()
    const typed = `${ws}/a?token=SECRET`
    const { looks, why } = await find(typed, {
      platform: browserPlatform(),
      page,
      signal,
      onStep: (step) => steps.push(step),
    })
    const whys = looks.map((each) => each.why)
    expect(whys.length).toBeGreaterThan(5)
    expect(JSON.stringify([why, whys, steps])).not.toContain('SECRET')
  })

  it('at a server that hangs up says that it cannot be reached', async () => {
    const { http } = await start({ http: { '*': (response) => response.destroy() } })
    expect((await look(http)).why?.code).toBe('unreachable')
  })

  it('tells what it does', async () => {
    const { http } = await start({})
    const steps: string[] = []
    const { signal } = new AbortController()
    await find(http, { platform: browserPlatform(), page, signal, onStep: ({ code }) => steps.push(code) })
    expect(steps).toEqual(['found.step-ask', 'found.step-near'])
  })
})
