import { describe, expect, it } from 'vitest'
import { settle } from '../net/fake-clock.ts'
import { FakeFetch, fakePlatform, FakeSocket, never } from '../net/fake-platform.ts'
import { PATIENCE_MS, SHORT_PATIENCE_MS, WireProbes } from './probes.ts'

const url = new URL('http://server.test/live')
const socketUrl = new URL('ws://server.test/live')

function probesOver(fetch: FakeFetch, round = new AbortController()) {
  const platform = fakePlatform({ fetch: fetch.fetch })
  const asked: string[] = []
  const ground = { platform, signal: round.signal, onask: (kind: string) => void asked.push(kind) }
  return { probes: new WireProbes(ground), clock: platform.clock, asked }
}

describe('a probe', () => {
  it('asks once, whoever wants to know', async () => {
    const fetch = new FakeFetch(() => new Response())
    const { probes, asked } = probesOver(fetch)
    const [one, other] = await Promise.all([probes.see(url), probes.see(url)])
    expect(one).toBe(other)
    expect(fetch.calls).toHaveLength(1)
    expect(asked).toEqual(['look'])
  })

  it('changes nothing at the server: all that it says is GET', async () => {
    const fetch = new FakeFetch(
      () => new Response(),
      () => new Response('{}', { headers: { 'content-type': 'application/json' } }),
    )
    const { probes } = probesOver(fetch)
    await probes.see(url)
    const read = await probes.read(url, { headers: { 'x-key': '1' }, credentials: 'include' })
    expect(read).toMatchObject({ kind: 'answered', status: 200, type: 'application/json', head: '{}' })
    expect(fetch.calls.map(({ init }) => init.method ?? 'GET')).toEqual(['GET', 'GET'])
    expect(fetch.calls.map(({ init }) => init.body)).toEqual([undefined, undefined])
    expect(fetch.calls[0]?.init).toMatchObject({ mode: 'no-cors', credentials: 'omit' })
  })

  it('tells a failure from silence, and has its time', async () => {
    expect((await probesOver(new FakeFetch()).probes.see(url)).kind).toBe('failed')
    const { probes, clock } = probesOver(new FakeFetch(never))
    const seeing = probes.see(url)
    await clock.pass(PATIENCE_MS)
    expect(await seeing).toEqual({ kind: 'silent', ms: PATIENCE_MS })
  })

  it('lets go of a stream that answers for ever', async () => {
    let cancelled = false
    const body = new ReadableStream({ cancel: () => void (cancelled = true) })
    const { probes, clock } = probesOver(new FakeFetch(() => new Response(body)))
    const reading = probes.read(url)
    await clock.pass(2_000)
    expect(await reading).toMatchObject({ kind: 'answered', head: '' })
    expect(cancelled).toBe(true)
  })

  it('closes a WebSocket as soon as it is open, and tells by which code one failed', async () => {
    const { probes, clock } = probesOver(new FakeFetch())
    const opening = probes.open(socketUrl, ['mqtt'])
    const opened = FakeSocket.made.at(-1)
    expect(opened?.protocols).toEqual(['mqtt'])
    opened?.open('mqtt')
    expect(await opening).toEqual({ kind: 'opened', ms: 0, protocol: 'mqtt' })
    expect(opened?.closedWith).toBe(1000)

    const failing = probes.open(socketUrl)
    FakeSocket.made.at(-1)?.drop(1015)
    expect(await failing).toEqual({ kind: 'failed', ms: 0, code: 1015 })

    const silent = probes.open(new URL('ws://server.test/other'))
    await clock.pass(SHORT_PATIENCE_MS)
    expect((await silent).kind).toBe('silent')
  })

  it('ends with the round', async () => {
    const round = new AbortController()
    const { probes } = probesOver(new FakeFetch(never), round)
    const seeing = probes.see(url)
    await settle()
    round.abort(new Error('over'))
    await expect(seeing).rejects.toThrow('over')
    expect(() => probes.open(socketUrl)).toThrow('over')
  })
})
