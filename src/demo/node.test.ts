// @vitest-environment node
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { mountDemo } from './node.ts'
import type { MountedDemo } from './node.ts'
import { startWorld } from './start-world.ts'
import { MAX_BYTES } from './switchboard.ts'

let end = async () => {}
afterEach(() => end())

async function serve(origins?: string[]) {
  const { world, stop } = await startWorld({ quiet: true })
  const server = createServer((request, response) => {
    if (!demo.handle(request, response)) response.writeHead(404).end('not the demo')
  })
  const demo: MountedDemo = mountDemo(server, { world, ...(origins && { origins }) })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  end = async () => {
    server.close()
    await demo.close()
    server.closeAllConnections()
    await stop()
  }
  const { port } = server.address() as AddressInfo
  return { demo, world, http: `http://127.0.0.1:${port}`, ws: `ws://127.0.0.1:${port}` }
}

/** The status that an upgrade was refused with, or 101. */
function upgrade(url: string, origin?: string): Promise<number | undefined> {
  const socket = new WebSocket(url, origin === undefined ? {} : { origin })
  return new Promise((resolve) => {
    socket.on('error', () => undefined)
    socket.on('unexpected-response', (_, { statusCode }) => {
      resolve(statusCode)
      socket.terminate()
    })
    socket.on('open', () => {
      resolve(101)
      socket.terminate()
    })
  })
}

describe('the Node host', () => {
  it('lists what there is to connect to', async () => {
    const { http } = await serve()
    const places = (await (await fetch(`${http}/demo/`)).json()) as { url: string; wires: string[] }[]
    expect(places).toContainEqual({
      dialect: 'json',
      url: `${http}/demo/json/chat`,
      wires: ['socket', 'events', 'poll', 'post'],
    })
  })

  it('leaves everything else to its server', async () => {
    const { http } = await serve()
    expect(await (await fetch(`${http}/demonstration`)).text()).toBe('not the demo')
  })

  it('answers a preflight, and lets any page read', async () => {
    const { http } = await serve()
    const { status, headers } = await fetch(`${http}/demo/json/chat`, {
      method: 'OPTIONS',
      headers: { Origin: 'https://a.example' },
    })
    expect(status).toBe(204)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    const allowed = headers.get('access-control-allow-headers')?.toLowerCase()
    for (const name of ['content-type', 'last-event-id', 'if-none-match', 'authorization'])
      expect(allowed).toContain(name)
    const answer = await fetch(`${http}/demo/json/chat`, { headers: { Origin: 'https://a.example' } })
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/ETag/)
  })

  it('keeps out the pages of origins that are not on its list, but not its own and not programs', async () => {
    const { http, ws } = await serve(['https://a.example'])
    const ask = (origin: string) => fetch(`${http}/demo/json/chat`, { headers: { Origin: origin } })
    const url = `${ws}/demo/json/chat`
    expect((await ask('https://a.example')).headers.get('access-control-allow-origin')).toBe(
      'https://a.example',
    )
    expect((await ask('https://b.example')).status).toBe(403)
    expect(await upgrade(url, 'https://a.example')).toBe(101)
    expect(await upgrade(url, 'https://b.example')).toBe(403)
    expect(await upgrade(url, http)).toBe(101)
    expect(await upgrade(url)).toBe(101)
  })

  it('turns an upgrade away where there is nothing', async () => {
    const { ws } = await serve()
    expect(await upgrade(`${ws}/demo/nothing/chat`)).toBe(404)
  })

  it.each([
    ['a little', 'x'.repeat(MAX_BYTES + 1)],
    ['much', 'x'.repeat(40 * MAX_BYTES)],
    ['of untold length', new Blob(['x'.repeat(MAX_BYTES + 1)]).stream()],
  ])('takes no body that is too large, %s', async (_, body) => {
    const { http, world } = await serve()
    const before = world.messages.length
    const init = { method: 'POST', body, duplex: 'half' } as RequestInit
    const response = await fetch(`${http}/demo/plain/chat`, init)
    expect(response.status).toBe(413)
    expect(world.messages).toHaveLength(before)
  })

  it('closes a socket whose frame is too large with 1009', async () => {
    const { ws } = await serve()
    const socket = new WebSocket(`${ws}/demo/plain/chat`)
    await once(socket, 'open')
    socket.send('x'.repeat(MAX_BYTES + 1))
    expect((await once(socket, 'close'))[0]).toBe(1009)
  })

  it('sends the head of a stream at once, before anything happened', async () => {
    const { http } = await serve()
    const asker = new AbortController()
    const { status } = await fetch(`${http}/demo/json/readings`, {
      headers: { Accept: 'text/event-stream' },
      signal: asker.signal,
    })
    expect(status).toBe(200)
    asker.abort()
  })

  it('ends sockets with 1001 and streams with their end when it is closed', async () => {
    const { demo, http, ws } = await serve()
    const socket = new WebSocket(`${ws}/demo/json/chat`)
    await once(socket, 'open')
    const stream = await fetch(`${http}/demo/json/chat`, { headers: { Accept: 'text/event-stream' } })
    const closed = once(socket, 'close')
    await demo.close()
    expect((await closed)[0]).toBe(1001)
    expect(await stream.text()).toContain('retry: 2000')
  })
})
