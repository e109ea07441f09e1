// @vitest-environment node
import { afterEach, describe, expect, it } from 'vitest'
import { brief, look } from '../fake-find.ts'
import { startFakeNchan } from './fake-nchan.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

async function start(takes?: string[]) {
  const server = await startFakeNchan(takes ? { takes } : {})
  ending.push(() => server.stop())
  return server
}

describe('an address of Nchan', () => {
  it.each([
    [['socket'], 'nchan sure chat nchan socket'],
    [['events'], 'nchan sure chat nchan events'],
    [['poll'], 'nchan likely chat nchan poll'],
  ])('is known by what it takes, where something was said: %j', async (takes, is) => {
    const server = await start(takes)
    server.publish('1795209462:0', '{"from":"mina","text":"hello"}')
    expect(brief((await look(server.url)).best)).toBe(is)
  })

  it('is known by a long poll of several channels, too', async () => {
    const server = await start(['poll'])
    server.publish('1795209462:[0],-', '{"from":"mina","text":"hello"}')
    expect(brief((await look(server.url)).best)).toBe('nchan likely chat nchan poll')
  })
})
