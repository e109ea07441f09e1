import type { Draft } from '../model/act.ts'
import { parseJson } from '../model/exact.ts'
import { globalId, isLocalId } from '../model/ids.ts'
import { NO_MAPPING, parseMapping } from '../model/mapping.ts'
import type { Frame, Incoming } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import { NetError } from '../net/errors.ts'
import type { Clock } from '../net/clock.ts'
import type { Reread } from './backend.ts'
import { defineBackend } from './backend.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { carry } from './carrier.ts'
import { carrierFields } from './fields.ts'
import { mapCodec } from './json-map-codec.ts'
import { openReader } from './json-map-reader.ts'
import { readMessages } from './json-read.ts'
import { reader } from './json-reread.ts'
import { JsonSession } from './json-session.ts'
import { formatTemplate } from './json-template.ts'
import type { Words } from './json-words.ts'
import { asideOf, greetingOf, missedOf, own, recordOf } from './json-words.ts'
import { oldestFirst } from './poll-past.ts'
import { cursorOf } from './resume.ts'

const fields = {
  ...carrierFields,
  author: {
    kind: 'text',
    label: { code: 'field.author' },
    help: { code: 'field.author.help' },
    default: '',
    more: true,
  },
  loose: {
    kind: 'switch',
    label: { code: 'field.loose' },
    help: { code: 'field.loose.help' },
    default: false,
    more: true,
    when: ({ wire }: Record<string, unknown>) => wire !== 'poll',
  },
  /** As `formatMapping` writes it. A screen of its own asks for it. */
  mapping: { kind: 'data', label: { code: 'mapping.title' }, default: '' },
} as const

/** JSON as servers really send it (json.md has the table of names). `author` is who this page speaks as; '' is nobody.
 *  `loose`: a message that is no JSON is the text that it is. */
export function jsonCodec(author: string, loose = false): Codec {
  const write = ({ id, at, act }: Draft) => {
    const body = act.kind === 'say' ? act.body : ''
    const room = act.kind === 'say' && act.room
    const said = {
      type: 'message',
      id,
      ...(author && { from: author }),
      ...(room && { room }),
      text: body,
      at,
    }
    const frame = typeof body !== 'string' || isJson(body) ? body : JSON.stringify(said)
    return { frame, type: 'application/json' }
  }
  const read: Codec['read'] = (value, text, origin) => {
    const messages = readMessages(value, text, origin)
    if (author) for (const message of messages) if (message.from === author) message.own = true
    return messages
  }
  return {
    parse(text, whole = false) {
      try {
        return { value: parseJson(text) }
      } catch (error) {
        if (loose && !whole) return { value: text }
        return { why: { code: 'not-json', detail: error instanceof Error ? error.message : '' } }
      }
    },
    read,
    write,
    fill: (template, now) => formatTemplate(template, { text: '', id: globalId(), now, author }),
    idOf(answer) {
      try {
        const { id } = Object(parseJson(answer)) as { id?: unknown }
        return ['string', 'number', 'bigint'].includes(typeof id) ? String(id) : undefined
      } catch {
        // An answer that is no JSON gives no id: nothing is wrong with that.
        return undefined
      }
    },
    placeOf(value, messages) {
      const said = cursorOf(own(recordOf(value) ?? {}, 'cursor'))
      const named = messages.filter(({ id }) => !isLocalId(id))
      return said ?? cursorOf(oldestFirst(named).at(-1)?.id)
    },
    greetingOf,
    missedOf,
    asideOf,
    session(send, context) {
      const speaker = {
        author,
        write: (draft: Draft) => write(draft).frame,
        read: (records: unknown[]) => read(records, '', { at: context.net.clock.now() }),
      }
      return new JsonSession(send, speaker, context)
    },
  }
}

/** Who types JSON means it: an object or a list goes out as it was typed. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** What a session says by itself. */
const OWN_WORDS: readonly unknown[] = ['hello', 'typing', 'ping', 'history']

/** The inverse of `write`: JSON that a person typed is what they said. */
function said(frame: Frame): { id?: string; body: string; room?: string } | undefined {
  const text = textOf(frame)
  if (text === undefined) return undefined
  let words: Words = {}
  try {
    words = recordOf(parseJson(text)) ?? {}
  } catch {
    return { body: text }
  }
  const [type, id, body, room] = ['type', 'id', 'text', 'room'].map((name) => own(words, name))
  if (OWN_WORDS.includes(type)) return undefined
  if (type !== 'message' || typeof body !== 'string') return { body: text }
  return { body, ...(typeof id === 'string' && { id }), ...(typeof room === 'string' && { room }) }
}

type Manner = { author: string; loose: boolean; mapping: string }

/** The codec that reads by a profile's mapping, if it has one. Throws NetError. */
async function openCodec({ author, loose, mapping: text }: Manner, clock: Clock) {
  const codec = jsonCodec(author, loose)
  if (!text) return { codec, close: () => undefined }
  const mapping = parseMapping(text)
  if (!mapping) throw new NetError('refused', { code: 'mapping.unknown' })
  const reader = await openReader(mapping, clock)
  return { codec: mapCodec(codec, mapping, author, reader?.read), close: () => reader?.close() }
}

async function* connect(context: CarrierContext & { options: Manner }): AsyncGenerator<Incoming> {
  const { author, loose, mapping } = context.options
  // Nothing to wait for.
  if (!mapping) return yield* carry(context, jsonCodec(author, loose))
  const { codec, close } = await openCodec(context.options, context.net.clock)
  try {
    yield* carry(context, codec)
  } finally {
    close()
  }
}

const reread: Reread = {
  by: ['mapping'],
  of: ['plain', 'json'],
  async open(options, before, clock) {
    const { codec, close } = await openCodec(options as Manner, clock)
    return reader(codec, parseMapping(String(before['mapping'] ?? '')) ?? NO_MAPPING, close)
  },
}

/** JSON of any shape, over any wire. */
export default defineBackend({ fields, connect, said, reread })
