import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../model/act.ts'
import { parseJson } from '../model/exact.ts'
import type { Incoming, Message } from '../model/message.ts'
import type { Codec, Origin } from './carrier.ts'
import { FakeCarry } from './fake-carry.ts'
import { told } from './frame.ts'
import { jsonCodec } from './json.ts'
import { AUTHOR_NAMES, LISTS, NAMES, NESTED } from './json-names.ts'
import { plainCodec } from './plain.ts'

const name = fc.oneof(
  fc.constantFrom<string>(...Object.values(NAMES).flat(), ...NESTED, ...LISTS, ...AUTHOR_NAMES),
  fc.constantFrom(
    'type',
    'signalbox',
    'cursor',
    'members',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ),
)
const leaf = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text)),
  fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
  fc.constantFrom(
    'null',
    'true',
    'false',
    '1e400',
    '-1e400',
    '32503680000000',
    '0',
    '-1',
    '""',
    '"\\ud800"',
    '"\\u0000"',
  ),
  fc.constantFrom(
    '"hello"',
    '"ack"',
    '"error"',
    '"pong"',
    '"history"',
    '"presence"',
    '"join"',
    '"gap"',
    '"resumed"',
  ),
)
/** JSON that uses the names that are looked for, with anything under them. */
const { json: anyJson } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 4 }).map((parts) => `[${parts.join(',')}]`),
    fc
      .array(fc.tuple(name, tie('json')), { maxLength: 5 })
      .map((members) => `{${members.map(([key, part]) => `${JSON.stringify(key)}:${part}`).join(',')}}`),
  ),
}))
const anyText = fc.oneof(anyJson, fc.string({ unit: 'binary' }))
const origin: fc.Arbitrary<Origin> = fc.record(
  { at: fc.integer({ min: 1 }), event: fc.string(), id: fc.string(), whole: fc.boolean() },
  { requiredKeys: ['at'] },
)

/** What a row, the log and the ids count on. */
function checkMessage(message: Message): void {
  expect(typeof message.id).toBe('string')
  expect(typeof message.body).toBe('string')
  expect(Number.isNaN(new Date(message.at).getTime())).toBe(false)
  for (const key of ['from', 'title', 'room', 'echoOf'] as const)
    expect(['string', 'undefined']).toContain(typeof message[key])
  if (message.priority !== undefined) expect([1, 2, 3, 4, 5]).toContain(message.priority)
  for (const text of [...(message.tags ?? []), ...(message.links ?? [])]) expect(typeof text).toBe('string')
  for (const link of message.links ?? []) expect(link).toMatch(/^https?:\/\//i)
  expect(Object.getPrototypeOf(message)).toBe(Object.prototype)
}

const codecs: [string, Codec][] = [
  ['plain', plainCodec],
  ['json', jsonCodec('me')],
  ['json, loose', jsonCodec('', true)],
]

describe.each(codecs)('the %s codec, whatever comes', (_, codec) => {
  it('makes messages of it that can be shown, or a row that shows it as it came', () => {
    fc.assert(
      fc.property(anyText, origin, (text, from) => {
        for (const incoming of told(text, codec, from)) {
          if (incoming.type === 'messages') incoming.messages.forEach(checkMessage)
          else if (incoming.type === 'garbled') expect(incoming.frame).toBe(text)
          else expect(incoming).toEqual({ type: 'cursor', cursor: from.id })
        }
      }),
      { numRuns: 1_000 },
    )
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('reads a whole answer alike, and an id or none from the answer to a POST', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parsed = codec.parse(text, true)
        if ('value' in parsed) codec.read(parsed.value, text, { at: 1, whole: true }).forEach(checkMessage)
        expect(['string', 'undefined']).toContain(typeof codec.idOf?.(text))
        if ('value' in parsed) codec.asideOf?.(parsed.value)
        if ('value' in parsed) codec.greetingOf?.(parsed.value)
        if ('value' in parsed) codec.missedOf?.(parsed.value)
      }),
      { numRuns: 1_000 },
    )
  })

  it('says what was typed, and reads it as it was said', () => {
    const typed = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !/^\s*[[{]/.test(text))
    fc.assert(
      fc.property(typed, (body) => {
        const draft: Draft = { id: 'd1', at: 5, state: 'sending', act: { kind: 'say', body } }
        const { frame } = codec.write(draft)
        const [incoming] = told(frame, codec, { at: 1 })
        expect(incoming).toMatchObject({ type: 'messages', messages: [{ body }] })
      }),
    )
  })
})

describe('the json codec', () => {
  it('sends JSON that was typed as it was typed', () => {
    fc.assert(
      fc.property(anyJson, (body) => {
        fc.pre(/^[[{]/.test(body))
        const draft: Draft = { id: 'd1', at: 5, state: 'sending', act: { kind: 'say', body } }
        expect(jsonCodec('me').write(draft).frame).toBe(body)
      }),
    )
  })

  it('keeps an integer of any size, as a text and as an id', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (number) => {
        const [one] = jsonCodec('').read(parseJson(`[{"id":${number},"text":${number}}]`), '', { at: 1 })
        expect(one).toMatchObject({ id: String(number), body: String(number) })
        expect(one?.source).toBe(`{"id":${number},"text":${number}}`)
      }),
    )
  })

  it('agrees with any server on nothing that throws, greeted or not', async () => {
    const words = fc.array(anyJson, { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(words, fc.boolean(), async (frames, greets) => {
        const story = new FakeCarry().start({ wire: 'socket' })
        story.socket().open()
        const hello =
          '{"type":"hello","signalbox":1,"acks":true,"dedupes":true,"resumes":true,"history":true,"presence":true,"typing":true}'
        for (const frame of [...(greets ? [hello] : []), ...frames]) story.socket().give(frame)
        await story.clock.pass(60_000)
        expect(story.end).toEqual({})
        const list = story.told.filter(
          (each): each is Incoming & { type: 'members' } => each.type === 'members',
        )
        for (const { members } of list) for (const member of members) expect(typeof member).toBe('string')
      }),
      { numRuns: 100 },
    )
  })
})
