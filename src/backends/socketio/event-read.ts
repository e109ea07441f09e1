import { formatJson } from '../../model/exact.ts'
import { localId } from '../../model/ids.ts'
import type { Fact, Message } from '../../model/message.ts'
import { knownFact } from '../../model/message.ts'
import { textOf } from '../../model/text.ts'
import { messageOf, readMessages, readUsual } from '../json-read.ts'
import { isRecord } from '../json-record.ts'

/** What is known of an event beside what it says: epoch ms of arrival, and its name where that says something. */
export type About = { at: number; event?: string }

/** What an event tells: messages, and its value as text where it has one. */
export type Heard = { messages: Message[]; source: string | undefined }

/** Reads an event's arguments: one text is what was said, one record is read by the usual names (json.md), and of several
 *  the one that says something is; else they are shown as the list that they are. Bytes are bytes. Throws RangeError
 *  where something is nested past the stack (`isTooDeep`). */
export function readEvent(args: readonly unknown[], about: About): Heard {
  const [first] = args
  if (args.length === 0) return { messages: [empty(about)], source: undefined }
  if (args.length > 1) return readSeveral(args, about)
  if (typeof first === 'string') return { messages: [message(first, about)], source: first }
  if (first instanceof ArrayBuffer) return { messages: [readBytes(first, about)], source: undefined }
  const source = formatArgument(first)
  const value = hasBytes(first) ? (JSON.parse(source) as unknown) : first
  const messages = readMessages(value, source, about).map(roomless)
  // An empty list says nothing; that it came is an event all the same.
  return { messages: messages.length > 0 ? messages : [message(source, about)], source }
}

/** The JSON of arguments, with the size of bytes in their place: as `readEvent` gives it as `source`. */
export function formatArguments(args: readonly unknown[]): string {
  return formatArgument(args.length === 1 ? args[0] : args)
}

function formatArgument(value: unknown): string {
  if (hasBytes(value)) return formatJson(withSizes(value)) ?? ''
  try {
    return JSON.stringify(value) ?? ''
  } catch (error) {
    // A bigint.
    if (error instanceof TypeError) return formatJson(value) ?? ''
    throw error
  }
}

function readSeveral(args: readonly unknown[], about: About): Heard {
  const source = formatArgument(args)
  const facts: Fact[] = [knownFact('arguments', source)]
  const telling = args.filter(isRecord).filter((record) => {
    const { body, title } = readUsual(record)
    return body !== undefined || title !== undefined
  })
  const texts = args.filter((arg) => typeof arg === 'string')
  const [record] = telling
  if (record && telling.length === 1) {
    const found = roomless(messageOf(record, readUsual(record), source, about))
    return { messages: [{ ...found, facts: [...(found.facts ?? []), ...facts] }], source }
  }
  if (texts[0] !== undefined && texts.length === 1 && telling.length === 0)
    return { messages: [{ ...message(texts[0], about), facts, source }], source }
  return { messages: [message(source, about)], source }
}

function empty({ at, event }: About): Message {
  return { id: localId(), at, ...(event && { title: event }), body: '' }
}

function message(body: string, { at, event }: About): Message {
  const message: Message = { id: localId(), at, body }
  if (event) message.tags = [event]
  return message
}

/** Bytes that are a text to read are shown as it. */
function readBytes(bytes: ArrayBuffer, about: About): Message {
  const text = textOf(bytes) ?? ''
  // What has control characters in it is a text by chance.
  const isText = !/[^\P{Cc}\t\n\r]/u.test(text)
  return { ...message(isText ? text : '', about), source: bytes }
}

/** A room that a record names is the server's own affair: nothing can be said into it by its name. */
function roomless(message: Message): Message {
  if (message.room === undefined) return message
  const { room, facts = [], ...rest } = message
  return { ...rest, facts: [...facts, knownFact('room', room)] }
}

function hasBytes(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (value instanceof ArrayBuffer) return true
  for (const key in value) if (hasBytes((value as Record<string, unknown>)[key])) return true
  return false
}

function withSizes(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof ArrayBuffer) return `<Buffer ${value.byteLength}>`
  if (Array.isArray(value)) return value.map(withSizes)
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withSizes(part)]))
}
