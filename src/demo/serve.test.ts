// @vitest-environment node
import { execFile, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'

const SERVE = fileURLToPath(new URL('serve.ts', import.meta.url))
const WAIT = { timeout: 10_000, interval: 20 }

let folder: string
const running: ChildProcess[] = []

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'signalbox-'))))
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

/** Starts it and waits for its line. */
async function start(...argv: string[]) {
  const child = spawn(process.execPath, [SERVE, ...argv])
  running.push(child)
  const ended = once(child, 'exit')
  let out = ''
  let err = ''
  child.stdout.on('data', (data) => (out += String(data)))
  child.stderr.on('data', (data) => (err += String(data)))
  await vi.waitFor(() => expect(out + err).toContain('\n'), WAIT)
  const url = /http:\S+/.exec(out)?.[0] ?? ''
  return { child, url, out: () => out, err: () => err, status: async () => (await ended)[0] as number | null }
}

/** Runs what ends by itself. */
function fail(...argv: string[]): Promise<{ status: unknown; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [SERVE, ...argv], (error, _, err) => resolve({ status: error?.code, err }))
  })
}

describe('the server alone', { timeout: 20_000 }, () => {
  it('prints one line with the address of its list', async () => {
    const { url, out, err } = await start('0')
    expect(out()).toMatch(/^Signalbox demo server: http:\/\/127\.0\.0\.1:\d+\/demo\/\n$/)
    expect(err()).toBe('')
    expect((await fetch(url)).status).toBe(200)
  })

  it('serves a built app beside the demo, with ETags', async () => {
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>built</title>')
    const { url, out } = await start('0', '--app', folder)
    expect(out()).toMatch(/^Signalbox: http:\/\/127\.0\.0\.1:\d+\/\n$/)
    const page = await fetch(url)
    expect(await page.text()).toContain('built')
    expect(page.headers.get('etag')).toBeTruthy()
    expect((await fetch(`${url}demo/json/chat`)).headers.get('content-type')).toContain('json')
  })

  it('ends on SIGTERM within a second or so, with open connections, and leaves a whole database', async () => {
    const data = join(folder, 'world.sqlite')
    const first = await start('0', '--data', data)
    const socket = new WebSocket(`${first.url.replace('http', 'ws')}plain/chat`)
    await once(socket, 'open')
    const closed = once(socket, 'close')
    const stream = await fetch(`${first.url}json/chat`, { headers: { Accept: 'text/event-stream' } })
    await fetch(`${first.url}plain/chat`, { method: 'POST', body: 'kept for the next one' })
    const asked = Date.now()
    first.child.kill('SIGTERM')
    expect((await closed)[0]).toBe(1001)
    await stream.text()
    expect(await first.status()).toBe(0)
    expect(Date.now() - asked).toBeLessThan(2_000)
    expect(readdirSync(folder)).toEqual(['world.sqlite'])

    const second = await start('0', '--quiet', '--data', data)
    expect(await (await fetch(`${second.url}plain/chat`)).text()).toContain('kept for the next one')
  })

  it('says in one sentence that the port asked for is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { status, err } = await fail(String(port))
    other.close()
    expect(status).toBe(1)
    expect(err).toBe(`Port ${port} is taken: name another one, or end what listens there.\n`)
  })

  it('takes the next port where none was asked for', async () => {
    const [one, two] = [await start('--quiet'), await start('--quiet')]
    expect(one.err() + two.err()).toBe('')
    expect(one.url).not.toBe(two.url)
  })

  it.each([
    [['--nope'], 2, /usage: /],
    [['--app', '/nowhere'], 1, /no built app/],
    [['--data', '/nowhere/at/all.sqlite'], 1, /Cannot keep the world/],
  ])('refuses %j with a sentence', async (argv, status, sentence) => {
    expect(await fail(...argv)).toMatchObject({ status, err: expect.stringMatching(sentence) as string })
  })
})
