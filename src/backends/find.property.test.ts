import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FakeFetch, FakeSocket, fakePlatform } from '../net/fake-platform.ts'
import { clock } from '../net/clock.ts'
import type { Platform } from '../net/platform.ts'
import { find } from './find.ts'

const utf8 = new TextEncoder()
const TYPES = [
  '',
  'text/event-stream',
  'Text/Event-Stream ; charset=x',
  'application/json',
  'application/x-ndjson',
  'text/html',
  'text/plain;charset=utf-16',
  'image/png',
  ';;;',
]
const token = fc.constantFrom(
  ...['data: ', 'event: ', 'id: ', '\n', '\n\n', '\r', '{', '}', '[', ']', '"', ':', ',', '1', 'null', '\\'],
  ...[
    '"type":"hello"',
    '"signalbox":1',
    '"user":',
    '"text":',
    '"event":"open"',
    '<link rel="alternate" ',
    '<title>',
  ],
  ...[
    'href="',
    'type="text/event-stream"',
    'http://',
    '0{"sid":"a"}',
    '\uFEFF',
    '\0',
    '한',
    '&amp;',
    '>',
    '%',
    '..',
  ],
)
const text = fc.oneof(
  fc.array(token, { maxLength: 30 }).map((tokens) => tokens.join('')),
  fc.string({ unit: 'binary' }),
  fc.json(),
)
const bytes = fc.oneof(
  text.map((each) => utf8.encode(each)),
  fc.uint8Array({ maxLength: 200 }),
)
const header = fc.stringMatching(/^[\x20-\x7e]{0,60}$/)
const answer = fc.record({
  status: fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })),
  type: fc.constantFrom(...TYPES),
  link: fc.oneof(
    header,
    fc.constant('</.well-known/mercure>; rel="mercure", <%>; rel=alternate; type="application/json"'),
  ),
  control: fc.oneof(header, fc.constant('max-age=99999999999999')),
  chunks: fc.array(bytes, { maxLength: 4 }),
  breaks: fc.boolean(),
})
type Answer = typeof answer extends fc.Arbitrary<infer A> ? A : never

function respond({ status, type, link, control, chunks, breaks }: Answer): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      if (breaks) controller.error(new TypeError('terminated'))
      else controller.close()
    },
  })
  const isEmpty = [204, 205, 304].includes(status)
  const headers = { 'Content-Type': type, Link: link, 'Cache-Control': control }
  return new Response(isEmpty ? null : body, { status, headers })
}

/** Opens, says all of it, and hangs up; without frames it is not there. */
function socketOf(frames: readonly (string | Uint8Array)[], code: number): typeof WebSocket {
  return class extends FakeSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols)
      queueMicrotask(() => {
        if (frames.length === 0) return this.drop()
        this.open(protocols[0])
        for (const frame of frames) this.give(typeof frame === 'string' ? frame : frame.slice().buffer)
        this.drop(code, 'enough')
      })
    }
  } as unknown as typeof WebSocket
}

function platformOf(answers: readonly Answer[], WebSocket: typeof globalThis.WebSocket): Platform {
  const { fetch } = new FakeFetch(...answers.map((each) => () => respond(each)))
  return fakePlatform({ fetch, WebSocket, clock: clock as never })
}

it('whatever a server sends, it is told what it is or why not, as data', async () => {
  const frames = fc.array(fc.oneof(text, bytes), { maxLength: 3 })
  const given = [fc.array(answer, { maxLength: 4 }), frames, fc.integer({ min: 1000, max: 4999 })] as const
  await fc.assert(
    fc.asyncProperty(...given, async (answers, said, code) => {
      const platform = platformOf(answers, socketOf(said, code))
      const signal = new AbortController().signal
      const found = await find('http://server.test/place', { platform, page: undefined, signal })
      expect(found.findings.length > 0 || found.why !== undefined).toBe(true)
      expect(JSON.parse(JSON.stringify(found))).toBeDefined()
      for (const { server } of found.findings) expect(URL.canParse(server)).toBe(true)
      FakeSocket.made.length = 0
    }),
    { numRuns: 300 },
  )
})

it('whatever is typed, it is told what it is or why not', async () => {
  const word = fc.constantFrom(
    'http',
    'ws',
    's',
    ':',
    '/',
    '//',
    '@',
    '?',
    '#',
    '%',
    '[',
    ']',
    'a',
    '8080',
    '.',
    ' ',
    '"',
    '\t',
    '0',
  )
  const typed = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
    fc.string(),
    fc.webUrl(),
  )
  await fc.assert(
    fc.asyncProperty(typed, async (address) => {
      const platform = platformOf([], socketOf([], 1006))
      const page = new URL('https://page.test/')
      const found = await find(address, { platform, page, signal: new AbortController().signal })
      expect([found.findings, found.why === undefined]).toEqual([[], false])
    }),
    { numRuns: 300 },
  )
})
