import { isTooDeep, parseJson } from '../../model/exact.ts'
import { localId } from '../../model/ids.ts'
import type { Incoming, Message } from '../../model/message.ts'
import { knownFact } from '../../model/message.ts'
import { MAX_TEXT_CHARS, textOf } from '../../model/text.ts'
import { unread } from '../frame.ts'
import { readMessages } from '../json-read.ts'
import type { Part } from './meta-read.ts'

/** What is sent where nobody said what it is, by curl, by a form or by a page: it says nothing. */
const USUAL = /^(?:text\/plain|application\/x-www-form-urlencoded|application\/octet-stream)\b/i
const JSON_TYPE = /^(?:application|text)\/(?:[\w.+-]+\+)?json\b/i
/** The server's time of a message is a whole second: of one that just came, the arrival is more exact. */
const JUST_NOW_MS = 2_500

/** What is known of a message beside what it says. `name`: what it is known by, `sentAt` (epoch ms): when it was
 *  published, `at`: when it came. */
export type About = { at: number; sentAt?: number; name?: string; room?: string; position?: string }

/** A message as what it tells: records as the JSON backend reads them, text as it is, bytes as bytes. */
export function readPart(part: Part, about: About): Incoming {
  const { body, type = '' } = part
  const text = textOf(body)
  if (text === undefined)
    return typeof body === 'string' || body.byteLength > MAX_TEXT_CHARS
      ? unread(body)
      : { type: 'messages', messages: [{ ...plain('', part, about), source: body }] }
  if (typeof body === 'string' && wasBytes(body, type))
    return { type: 'garbled', frame: body, why: { code: 'nchan.bytes' } }
  try {
    const value = recordsIn(text, type)
    const messages =
      value === undefined ? [plain(text, part, about)] : recordMessages(value, text, part, about)
    return { type: 'messages', messages, sources: [text] }
  } catch (error) {
    if (isTooDeep(error)) return { type: 'garbled', frame: text, why: { code: 'too-deep' } }
    throw error
  }
}

/** A wire that carries text alone puts this mark where the bytes are none. One without types has them only to go by, and
 *  characters that no text has. */
function wasBytes(body: string, type: string): boolean {
  if (!body.includes('\ufffd')) return false
  return type ? /^application\/octet-stream\b/i.test(type) : /[\u0000-\u0008\u000e-\u001a]/.test(body)
}

/** Half of all publishers say `text/plain` of JSON: an object or a list is one, whatever it is called. */
function recordsIn(text: string, type: string): unknown {
  if (!JSON_TYPE.test(type) && !/^\s*[[{]/.test(text)) return undefined
  try {
    return parseJson(text)
  } catch (error) {
    if (isTooDeep(error)) throw error
    // Text, whatever it was called.
    return undefined
  }
}

function recordMessages(value: unknown, text: string, part: Part, about: About): Message[] {
  const { event } = part
  const messages = readMessages(value, text, { at: timeOf(about), ...(event && { event }) })
  messages.forEach((message, at) => {
    // Its own id may be that of anything; the wire's is unique.
    if (about.name) message.id = messages.length > 1 ? `${about.name}.${at + 1}` : about.name
    else message.id = localId()
    addAbout(message, part, about)
  })
  return messages
}

function plain(body: string, part: Part, about: About): Message {
  const message: Message = { id: about.name ?? localId(), at: timeOf(about), body }
  if (part.event) message.tags = [part.event]
  addAbout(message, part, about)
  return message
}

function addAbout(message: Message, { type = '' }: Part, { room, position }: About): void {
  if (room !== undefined) message.room = room
  const facts = [
    ...(type && !USUAL.test(type) && !JSON_TYPE.test(type) ? [knownFact('content type', type)] : []),
    ...(position ? [knownFact('channel', position)] : []),
  ]
  if (facts.length > 0) message.facts = facts
}

function timeOf({ at, sentAt }: About): number {
  return sentAt === undefined || Math.abs(at - sentAt) < JUST_NOW_MS ? at : sentAt
}
