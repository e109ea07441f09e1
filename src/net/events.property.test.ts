import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EventReader } from './event-reader.ts'
import type { EventsItem } from './events.ts'
import { openEvents } from './events.ts'
import { FakeFetch, fakePlatform } from './fake-platform.ts'

const utf8 = new TextEncoder()

/** What stands in streams, whole or in parts, so that what is drawn is often nearly a stream. */
const token = fc.constantFrom(
  ...[
    'data',
    'event',
    'id',
    'retry',
    'x',
    ':',
    ': ',
    ' ',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    '\0',
    '\uFEFF',
    '12',
    'a',
  ],
  ...['한', '😀', 'data: ', 'id: ', 'event: ', 'retry: ', 'data: a\n\n', ': c\n'],
)
const streamText = fc.oneof(
  fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join('')),
  fc.string({ unit: 'binary' }),
)
/** A text and where it is cut. */
const cuts = fc.array(fc.nat({ max: 200 }), { maxLength: 12 })

function cut<T extends { length: number; slice(from: number, to?: number): T }>(whole: T, at: number[]): T[] {
  const places = [0, ...at.map((place) => place % (whole.length + 1)).sort((a, b) => a - b)]
  return places.map((place, index) => whole.slice(place, places[index + 1]))
}

async function listen(chunks: Uint8Array[]): Promise<(EventsItem | { id: string } | { comment: string })[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk)
      controller.close()
    },
  })
  const answer = new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  const told: (EventsItem | { id: string } | { comment: string })[] = []
  const wire = await openEvents('http://server.test/', {
    signal: new AbortController().signal,
    platform: fakePlatform({ fetch: new FakeFetch(() => answer).fetch }),
    onId: (id) => told.push({ id }),
    onComment: (comment) => told.push({ comment }),
  })
  const reading = (async () => {
    for await (const item of wire) told.push(item)
  })()
  await expect(reading).rejects.toMatchObject({ kind: 'dropped' })
  return told
}

/** The same by another implementation of the specification. */
function readElsewhere(chunks: string[]): unknown[] {
  const parts: unknown[] = []
  let last = ''
  const parser = createParser({
    onId: (id) => parts.push({ kind: 'id', id: (last = id) }),
    onEvent: ({ event = 'message', data }) => parts.push({ kind: 'event', event, data, id: last }),
    onComment: (comment) => parts.push({ kind: 'comment', comment }),
    onRetry: (ms) => parts.push({ kind: 'retry', ms }),
  })
  // It takes a BOM away, and what reads like one: only at the very start.
  for (const chunk of ['\n', ...chunks]) parser.feed(chunk)
  return parts
}

describe('events, whatever comes', () => {
  it('are the same however the bytes are cut', async () => {
    const bytes = fc.oneof(
      streamText.map((text) => utf8.encode(text)),
      fc.uint8Array({ maxLength: 200 }),
      // Invalid UTF-8 within lines that are a stream otherwise.
      fc
        .array(
          fc.oneof(
            token.map((text) => utf8.encode(text)),
            fc.uint8Array({ maxLength: 3 }),
          ),
        )
        .map((pieces) => new Uint8Array(pieces.flatMap((piece) => [...piece]))),
    )
    await fc.assert(
      fc.asyncProperty(bytes, cuts, async (all, at) => {
        expect(await listen(cut(all, at))).toEqual(await listen([all]))
      }),
      { numRuns: 300 },
    )
  })

  it('are what another implementation reads', () => {
    fc.assert(
      fc.property(streamText, cuts, (text, at) => {
        const reader = new EventReader()
        expect(cut(text, at).flatMap((chunk) => reader.feed(chunk))).toMatchObject(readElsewhere([text]))
      }),
      { numRuns: 2_000 },
    )
  })

  it('come out as they were written', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[\r\n]/g, ' '))
    const written = fc.record({
      event: line.filter((name) => name !== ''),
      data: fc.array(line, { minLength: 1 }).map((lines) => lines.join('\n')),
      id: line,
      end: fc.constantFrom('\n', '\r', '\r\n'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(written, { maxLength: 6 }), cuts, async (events, at) => {
        const text = events.map(({ event, data, id, end }) =>
          [`event: ${event}`, ...data.split('\n').map((each) => `data: ${each}`), `id: ${id}`, '', ''].join(
            end,
          ),
        )
        const told = await listen(cut(utf8.encode(text.join('')), at))
        expect(told.filter((item) => 'kind' in item && item.kind === 'event')).toEqual(
          events.map(({ event, data, id }) => ({ kind: 'event', event, data, id })),
        )
      }),
      { numRuns: 300 },
    )
  })
})
