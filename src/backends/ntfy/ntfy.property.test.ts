import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Incoming, Message } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import { parseActions } from './actions.ts'
import { formatCursor, parseCursor } from './cursor.ts'
import { Hearing } from './hearing.ts'
import { messagesIn } from './gathered.ts'
import { parsePlace, splitPlace } from './place.ts'
import { formatSay, headersOf, parseSaid } from './publish.ts'

const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(-1, 1e308, 8.64e12, 8.64e12 + 1, 1e15, '', '\ud800', null, [], {}, '__proto__'),
  fc.constantFrom<unknown>(
    'javascript:alert(1)',
    'https://a.test/',
    ' data:text/html,<b>',
    'mailto:a@b.test',
  ),
  fc.constantFrom<unknown>(
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    'base64',
    'text/markdown',
  ),
)
const NAMES = [
  ...['id', 'time', 'expires', 'topic', 'title', 'message', 'priority', 'tags', 'click', 'icon', 'actions'],
  ...['attachment', 'content_type', 'encoding', 'sequence_id', '__proto__', 'constructor'],
]
const offer = fc.dictionary(
  fc.constantFrom('action', 'label', 'url', 'method', 'headers', 'body', 'clear', 'value'),
  fc.oneof(anything, fc.constantFrom('view', 'http', 'broadcast', 'copy')),
)
const record = fc
  .tuple(
    fc.constantFrom('message', 'message', 'open', 'keepalive', 'message_delete', 'message_clear', 'other'),
    fc.dictionary(fc.constantFrom(...NAMES), anything),
    fc.option(fc.array(offer, { maxLength: 3 })),
    fc.option(fc.dictionary(fc.constantFrom('url', 'name', 'type', 'size', 'expires'), anything)),
  )
  .map(([event, fields, actions, attachment]) =>
    JSON.stringify({ ...fields, event, ...(actions && { actions }), ...(attachment && { attachment }) }),
  )
const line = fc.oneof(record, record, fc.string({ unit: 'binary' }), fc.json())

/** Addresses in a message that something may be done with. */
function addressesOf({ links = [], icon, attachments = [], offers = [] }: Message): string[] {
  return [
    ...links,
    ...(icon ? [icon] : []),
    ...attachments.map(({ url }) => url),
    ...offers.flatMap((each) => ('url' in each ? [each.url] : [])),
  ]
}

describe('whatever a server sends', () => {
  it('is read without an error, shown or known for what it is, and has no unsafe link', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), fc.option(fc.string()), async (lines, cursor) => {
        const hearing = new Hearing({ memory: new Map(), cursor: cursor ?? undefined }, ['alerts'], 1_000)
        const told: Incoming[] = lines.flatMap((text) => hearing.read(text, 1_000))
        const messages = told.flatMap((each) => (each.type === 'messages' ? each.messages : []))
        for (const message of [...messages, ...(await messagesIn(lines, 1_000))]) {
          expect(Number.isFinite(new Date(message.at).getTime())).toBe(true)
          expect(message.id).not.toBe('')
          expect(typeof message.body).toBe('string')
          for (const url of addressesOf(message)) expect(url).toMatch(/^(https?|mailto|tel|sms|geo):/)
          for (const { size = 0, expires = 0 } of message.attachments ?? [])
            expect(
              Number.isSafeInteger(size) && size >= 0 && !Number.isNaN(new Date(expires).getTime()),
            ).toBe(true)
          expect([undefined, 1, 2, 4, 5]).toContain(message.priority)
        }
        if (hearing.cursor !== undefined) expect(parseCursor(hearing.cursor)).toBeDefined()
      }),
      { numRuns: 1_000 },
    )
  })

  it('names a place that can be gone on from', () => {
    fc.assert(
      fc.property(fc.nat(), fc.option(fc.string({ minLength: 1 })), (time, id) => {
        const cursor = { time, ...(id !== null && { id, topic: 'a-b_1' }) }
        expect(parseCursor(formatCursor(cursor))).toEqual(cursor)
      }),
    )
  })
})

describe('whatever a person types', () => {
  it('is an address with topics, or has a reason', () => {
    const typed = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string())
    fc.assert(
      fc.property(typed, fc.string(), (server, topics) => {
        try {
          const place = parsePlace(server, topics)
          expect(place.base).toMatch(/^https?:\/\/.*\/$/)
          for (const topic of place.topics) expect(topic).toMatch(/^[-\w]{1,64}$/)
        } catch (error) {
          expect(error).toBeInstanceOf(NetError)
        }
      }),
    )
  })

  it('splits into a server that has no topic any more', () => {
    const topic = fc.stringMatching(/^[-_A-Za-z0-9]{1,64}$/)
    fc.assert(
      fc.property(topic, (name) => {
        const { base, topics } = splitPlace(new URL(`https://ntfy.test/${name}`))
        expect(splitPlace(new URL(base), true).topics).toEqual([])
        expect(topics.length === 1 ? topics[0] : new URL(base).pathname.slice(1, -1)).toBe(name)
      }),
    )
  })

  it('is published as JSON that says the same, and as headers that a browser sends', () => {
    const options = fc.dictionary(
      fc.constantFrom('title', 'tags', 'priority', 'delay', 'click', 'filename', 'markdown', 'icon'),
      fc.oneof(fc.string({ unit: 'binary' }), fc.boolean(), fc.integer()),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), options, (body, chosen) => {
        expect(parseSaid(formatSay('topic', body, chosen))).toEqual({ body })
        expect(() => new Headers(headersOf(chosen))).not.toThrow()
      }),
    )
  })

  it('are buttons, or have a reason', () => {
    const text = fc.oneof(
      fc.string(),
      fc.stringMatching(/^(view|http|,|;|"|'|=|headers\.a| |\n|\[|\{){0,20}$/),
    )
    fc.assert(
      fc.property(text, (typed) => {
        try {
          for (const { label } of parseActions(typed)) expect(label).toBeTruthy()
        } catch (error) {
          expect(error).toBeInstanceOf(NetError)
        }
      }),
    )
  })
})
