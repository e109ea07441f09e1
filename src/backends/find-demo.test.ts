// @vitest-environment node
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mountDemo } from '../demo/node.ts'
import { startWorld } from '../demo/start-world.ts'
import { brief, look } from './fake-find.ts'

let host = ''
let end = async () => {}

beforeAll(async () => {
  const { world, stop } = await startWorld({ quiet: true })
  const server = createServer((request, response) => void demo.handle(request, response))
  const demo = mountDemo(server, { world })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(server.address() as AddressInfo).port}/demo`
  end = async () => {
    server.close()
    await demo.close()
    server.closeAllConnections()
    await stop()
  }
})
afterAll(() => end())

describe.concurrent('the demo server', () => {
  it.each([
    ['http', 'json/chat', 'signalbox sure chat json events'],
    ['http', 'json/notifications', 'signalbox sure notifications json events'],
    ['http', 'json/readings', 'sse sure polling json events'],
    ['http', 'plain/chat', 'sse sure chat plain events'],
    ['http', 'plain/notifications', 'sse sure notifications plain events'],
    ['http', 'plain/readings', 'sse sure polling plain events'],
    ['ws', 'json/chat', 'signalbox sure chat json socket'],
    ['ws', 'json/notifications', 'signalbox sure notifications json socket'],
    ['ws', 'json/readings', 'websocket-json sure polling json socket'],
    ['ws', 'plain/chat', 'websocket likely chat plain socket'],
    ['ws', 'plain/notifications', 'websocket likely notifications plain socket'],
    ['ws', 'plain/readings', 'websocket-text sure polling plain socket'],
  ])('%s %s', async (scheme, path, is) => {
    const { best } = await look(`${scheme}://${host}/${path}`)
    expect([brief(best), best?.server]).toEqual([is, `${scheme}://${host}/${path}`])
  })
})
