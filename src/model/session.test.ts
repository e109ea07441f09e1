import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBase64, parseBase64 } from './base64.ts'
import { WHY_CODES } from './reason.ts'
import type { SessionHeader } from './session.ts'
import { formatHeader, formatTraced, parseHeader, parseTraced } from './session.ts'

// Half characters, controls, line ends of every kind.
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\ud800',
      '\udc00',
      '\u2028',
      '\r\n',
      '\0',
      '"',
      '\\',
      '한',
      '12345678901234567890',
    ),
  }),
)
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => array.slice().buffer)
const at = fc.integer({ min: 0, max: 4e12 })
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(fields, { requiredKeys: [] })
const why = fc
  .tuple(
    fc.constantFrom(...WHY_CODES),
    some({ detail: text, params: fc.dictionary(fc.string(), fc.oneof(text, number)) }),
  )
  .map(([code, more]) => ({ code, ...more }))
const status = fc.oneof(
  fc.constant({ name: 'closed' as const }),
  fc.record({ name: fc.constant('connecting' as const), attempt: fc.nat() }),
  fc.tuple(at, some({ rttMs: number })).map(([since, more]) => ({ name: 'ready' as const, since, ...more })),
  fc
    .tuple(fc.nat(), why, some({ until: at }))
    .map(([attempt, reason, more]) => ({ name: 'waiting' as const, attempt, why: reason, ...more })),
  fc.record({ name: fc.constant('failed' as const), why }),
)
const traced = fc.oneof(
  fc
    .tuple(
      at,
      fc.constantFrom('in' as const, 'out' as const),
      fc.oneof(text, bytes),
      some({ event: text, id: text, url: text, type: text, ms: number }),
    )
    .map(([when, kind, frame, more]) => ({ at: when, kind, frame, ...more })),
  fc
    .tuple(at, text, some({ detail: text }))
    .map(([when, url, more]) => ({ at: when, kind: 'open' as const, url, ...more })),
  fc
    .tuple(at, text, some({ code: fc.nat(5_000), reason: text, why }))
    .map(([when, detail, more]) => ({ at: when, kind: 'close' as const, detail, ...more })),
  fc.record({ at, kind: fc.constant('status' as const), status }),
  fc.record({ at, kind: fc.constant('note' as const), detail: text }),
)

describe('a line of a session', () => {
  it('is one line, and comes back as it went, whatever crossed the wire', () => {
    fc.assert(
      fc.property(traced, (each) => {
        const line = formatTraced(each)
        expect(line).not.toMatch(/[\r\n]/)
        // A file is UTF-8: half a character survives it only where it is written out.
        expect(line.isWellFormed()).toBe(true)
        expect(parseTraced(line)).toEqual(each)
      }),
      { numRuns: 500 },
    )
  })

  it('says when it was in both ways, and is read by either', () => {
    const line = formatTraced({ at: 1_700_000_000_123, kind: 'in', frame: 'hi', event: 'x', id: '7' })
    expect(line).toBe(
      '{"at":1700000000123,"time":"2023-11-14T22:13:20.123Z","kind":"in","event":"x","id":"7","text":"hi"}',
    )
    expect(parseTraced('{"time":"2023-11-14T22:13:20.123Z","kind":"in","text":"hi"}')).toEqual({
      at: 1_700_000_000_123,
      kind: 'in',
      frame: 'hi',
    })
    expect(parseTraced('{"kind":"in","text":"hi"}', 7)?.at).toBe(7)
    expect(formatTraced({ at: 9e15, kind: 'note', detail: 'x' })).toBe(
      '{"at":9000000000000000,"kind":"note","detail":"x"}',
    )
  })

  it('keeps 8 MB of text and of bytes', () => {
    const long = '한"\n'.repeat(2 ** 21)
    expect(parseTraced(formatTraced({ at: 1, kind: 'in', frame: long }))).toEqual({
      at: 1,
      kind: 'in',
      frame: long,
    })
    const many = new Uint8Array(2 ** 23).map((_, index) => index * 31).buffer
    const back = parseTraced(formatTraced({ at: 1, kind: 'in', frame: many }))
    expect(back && 'frame' in back && new Uint8Array(back.frame as ArrayBuffer)).toEqual(new Uint8Array(many))
  })

  it.each([
    ['', 'nothing'],
    ['{"at":1,"kind":"in"', 'a broken line'],
    ['[1]', 'a list'],
    ['null', 'nothing again'],
    ['{"at":1,"kind":"shout","text":"x"}', 'a kind that is not known'],
    ['{"at":1,"kind":"in"}', 'a frame without one'],
    ['{"at":1,"kind":"in","binary":"?"}', 'bytes that are no base64'],
    ['{"at":1,"kind":"status","status":{"name":"odd"}}', 'a state that is not known'],
  ])('%s is left out: %s', (line) => expect(parseTraced(line)).toBeUndefined())

  it('takes what others wrote with fields missing or of another kind', () => {
    expect(parseTraced('{"at":1,"kind":"close","code":"x","why":{"code":"boom","detail":"!"}}')).toEqual({
      at: 1,
      kind: 'close',
      detail: '',
      why: { code: 'ended', detail: 'boom: !' },
    })
    expect(parseTraced('{"at":1,"kind":"open"}')).toEqual({ at: 1, kind: 'open', url: '' })
  })
})

describe('the first line', () => {
  const header: SessionHeader = {
    of: 'session',
    name: 'general',
    view: 'chat',
    backend: 'json',
    options: { server: 'ws://x', every: 5, loose: true },
    at: 5,
  }

  it('says whose session it is', () => {
    expect(formatHeader(header)).toBe(
      '{"signalbox":"session","version":1,"name":"general","view":"chat","backend":"json","options":{"server":"ws://x","every":5,"loose":true},"at":5}',
    )
    fc.assert(
      fc.property(
        text,
        text,
        fc.dictionary(text, fc.oneof(text, number, fc.boolean())),
        (name, backend, options) => {
          const each: SessionHeader = { ...header, name, backend, options }
          expect(parseHeader(formatHeader(each))).toEqual(each)
        },
      ),
    )
  })

  it('is none where anybody else wrote it, and is taken for as much as it says', () => {
    expect(parseHeader('{"type":"hello","signalbox":1}')).toBeUndefined()
    expect(parseHeader('hello')).toBeUndefined()
    expect(parseHeader('{"signalbox":"session","view":"odd","options":{"a":{},"b":1},"name":7}')).toEqual({
      of: 'session',
      options: { b: 1 },
    })
  })
})

describe('base64', () => {
  it('is bytes and back', () => {
    fc.assert(
      fc.property(bytes, (each) => {
        expect(parseBase64(formatBase64(each))).toEqual(each)
      }),
    )
    expect(formatBase64(new TextEncoder().encode('light work').buffer)).toBe('bGlnaHQgd29yaw==')
    expect(parseBase64('not base64')).toBeUndefined()
  })
})

describe('session.md', () => {
  it('shows a session that is one', () => {
    const text = readFileSync(new URL('session.md', import.meta.url), 'utf8')
    const [, example = ''] = /```json\n([^`]+)```/.exec(text) ?? []
    const [first = '', ...lines] = example.trim().split('\n')
    expect(parseHeader(first)).toMatchObject({ of: 'session', name: 'general', backend: 'json' })
    expect(lines.map((line) => parseTraced(line)?.kind)).toEqual([
      ...['status', 'open', 'status', 'in', 'out', 'in', 'close'],
    ])
  })
})
