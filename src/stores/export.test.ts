import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatOf } from '../model/export-format.ts'
import type { Entry } from '../model/log.ts'
import type { Profile } from '../model/profile.ts'
import { formatHeader, formatTraced } from '../model/session.ts'
import type { Traced } from '../model/traced.ts'
import { said } from '../storage/fake-entries.ts'
import { fileName, writeExport } from './export.ts'
import { headerOf, withoutSecrets } from './export-secrets.ts'
import type { Sink } from './export-sink.ts'
import { merged } from './export-source.ts'

const profile = (options: Profile['options']): Profile => ({
  ...{ id: 'p', name: 'Room', view: 'chat', backend: 'json', options },
})

/** A file in memory. */
class Memory implements Sink {
  text = ''
  pieces = 0
  end: 'closed' | 'aborted' | undefined

  async write(text: string): Promise<void> {
    this.text += text
    this.pieces++
  }

  async close(): Promise<void> {
    this.end = 'closed'
  }

  async abort(): Promise<void> {
    this.end = 'aborted'
  }
}

async function* many(count: number) {
  for (let from = 0; from < count; from += 1_000)
    yield Array.from({ length: Math.min(1_000, count - from) }, (_, n) => ({
      at: from + n,
      text: 'x'.repeat(100),
    }))
}
const header = headerOf(profile({}), 'messages', 5)
const format = formatOf('ndjson', 'messages')
const going = () => new AbortController().signal

describe('an export', () => {
  it('is written in large pieces, and says how far it is', async () => {
    const file = new Memory()
    const told: number[] = []
    expect(
      await writeExport({ source: many(50_000), format, header }, file, (n) => told.push(n), going()),
    ).toBe(50_000)
    expect(file.text.split('\n')).toHaveLength(50_002)
    expect(file.pieces).toBeLessThan(50)
    expect(file.end).toBe('closed')
    expect(told).toEqual(told.toSorted((a, b) => a - b))
  })

  it('leaves nothing where it is stopped, or cannot be written', async () => {
    const file = new Memory()
    const stop = new AbortController()
    const endless = async function* () {
      for (;;) yield [{ at: 1 }]
    }
    const writing = writeExport(
      { source: endless(), format, header },
      file,
      () => stop.abort('stopped'),
      stop.signal,
    )
    await expect(writing).rejects.toBe('stopped')
    expect(file.end).toBe('aborted')

    const full = new Memory()
    full.write = () => Promise.reject(new DOMException('', 'QuotaExceededError'))
    await expect(
      writeExport({ source: many(10_000), format, header }, full, () => undefined, going()),
    ).rejects.toThrow()
    expect(full.end).toBe('aborted')
  })

  it('has a name by which it is found again', () => {
    const at = new Date(2026, 10, 20, 9, 5).getTime()
    expect(fileName('general', at, 'ndjson')).toBe('general-2026-11-20-0905.ndjson')
    expect(fileName('localhost:8080/a?b\n', at, 'csv')).toBe('localhost-8080-a-b-2026-11-20-0905.csv')
    expect(fileName('../..', at, 'csv')).toBe('signalbox-2026-11-20-0905.csv')
    expect(fileName('대화방 🚀', at, 'txt')).toBe('대화방 🚀-2026-11-20-0905.txt')
  })
})

describe('what is kept and what is shown', () => {
  it('are one list: each entry once, in order, as the log has it', async () => {
    const keys = fc.uniqueArray(fc.integer({ min: 1, max: 60 })).map((all) => all.toSorted((a, b) => a - b))
    await fc.assert(
      fc.asyncProperty(keys, keys, fc.integer({ min: 1, max: 9 }), async (kept, shown, limit) => {
        const page = async (after: number) =>
          kept
            .filter((key) => key > after)
            .slice(0, limit)
            .map((key) => said(key, 'kept'))
        const all: Entry[] = []
        for await (const entries of merged(
          page,
          shown.map((key) => said(key, 'shown')),
        ))
          all.push(...entries)
        const wanted = [...new Set([...kept, ...shown])].toSorted((a, b) => a - b)
        expect(all.map(({ key }) => key)).toEqual(wanted)
        const bodies = all.map((entry) => entry.kind === 'message' && entry.message.body)
        expect(bodies).toEqual(wanted.map((key) => (shown.includes(key) ? 'shown' : 'kept')))
      }),
    )
  })
})

describe('what a file says of a connection', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9_-]{12,30}$/).map((text) => `s3cr3t${text}`)

  it('lets nobody in: no login, no query, no first message', () => {
    fc.assert(
      fc.property(secret, (key) => {
        const server = `wss://mina:${key}@x.test/room?token=${key}#${key}`
        const given = profile({
          server,
          post: `https://x.test/?k=${key}`,
          initial: server,
          first: key,
          every: 5,
        })
        const noted = {
          code: 'unreachable',
          params: { url: server },
          detail: `Failed: ${server} (1)`,
        } as const
        const all: Traced[] = [
          { at: 1, kind: 'open', url: server },
          { at: 2, kind: 'out', frame: key },
          { at: 3, kind: 'out', frame: '', event: 'GET', url: server },
          { at: 4, kind: 'close', detail: `unreachable: ${server}`, why: noted },
          { at: 5, kind: 'status', status: { name: 'waiting', attempt: 0, why: noted } },
          {
            at: 6,
            kind: 'status',
            status: { name: 'failed', why: { code: 'no-cors', params: { url: server, n: 1 } } },
          },
        ]
        const lines = all.map((traced) => formatTraced(withoutSecrets(traced, given)))
        const text = [formatHeader(headerOf(given, 'session', 5)), ...lines].join('\n')
        expect(text).not.toContain(key)
        expect(text).toContain('wss://x.test/room')
      }),
    )
  })

  it('is else what it was', () => {
    const given = profile({ server: 'localhost:8080', wire: 'socket', every: 2, loose: true, odd: { a: 1 } })
    expect(headerOf(given, 'session', 5).options).toEqual({
      ...{ server: 'localhost:8080', wire: 'socket', every: 2, loose: true },
    })
    const frame: Traced = { at: 1, kind: 'in', frame: 'https://x.test/?q=1', event: 'e', id: '1' }
    expect(withoutSecrets(frame, given)).toBe(frame)
  })
})
