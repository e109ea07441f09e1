import { isTooDeep } from '../model/exact.ts'
import { localId } from '../model/ids.ts'
import type { Mapping } from '../model/mapping.ts'
import type { Message } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import type { Rereader } from './backend.ts'
import type { Codec } from './carrier.ts'
import { readUsual } from './json-read.ts'
import { isRecord } from './json-record.ts'

/** What a codec makes of messages that were told before. `before`: the mapping that they were read by. What it makes
 *  nothing of (it is left out now, or is no JSON) stays. */
export function reader(codec: Codec, before: Mapping, close: () => void): Rereader {
  return {
    close,
    async read(messages) {
      const texts = messages.map(writtenAs)
      const heard = messages.map((message, n) => ({
        text: texts[n] ?? '',
        event: eventOf(message, texts[n], codec, before),
      }))
      await codec.prepare?.(heard.filter(({ text }) => text !== ''))
      return messages.map((message, n) => {
        const { text, event } = heard[n] as (typeof heard)[number]
        return text === '' ? undefined : readAgain(message, text, event, codec)
      })
    },
  }
}

function readAgain(
  old: Message,
  text: string,
  event: string | undefined,
  codec: Codec,
): readonly Message[] | undefined {
  const parsed = codec.parse(text)
  if ('why' in parsed) return undefined
  try {
    const origin = { at: old.at, id: old.id, ...(event !== undefined && { event }) }
    if (codec.changesOf?.(parsed.value, origin)) return undefined
    const read = codec.read(parsed.value, text, origin)
    const messages = read.map((message, n) => asOurs(message, old, n))
    const [first, ...more] = messages
    return !first || (more.length === 0 && isSame(first, old)) ? undefined : messages
  } catch (error) {
    if (!isTooDeep(error)) throw error
    return undefined
  }
}

/** What was known to be an echo of ours still is. A name that only the first one can have is not given twice. */
function asOurs(message: Message, old: Message, n: number): Message {
  if (n > 0 && message.id === old.id) message.id = localId()
  if (old.own && old.echoOf !== undefined) {
    message.own = true
    if (n === 0) message.echoOf = old.echoOf
  }
  return message
}

/** The text that a message was read from, as far as it is known. */
function writtenAs({ body, source }: Message): string | undefined {
  return source === undefined ? body : textOf(source)
}

/** The name of the event that it came by: the first of its tags that is not among those of the text. */
function eventOf(
  { tags }: Message,
  text: string | undefined,
  codec: Codec,
  before: Mapping,
): string | undefined {
  const [first] = tags ?? []
  if (first === undefined || text === undefined || before.parts.tags) return undefined
  const parsed = codec.parse(text)
  const value = 'value' in parsed ? parsed.value : undefined
  const usual = isRecord(value) && !before.alone ? (readUsual(value).tags ?? []) : []
  return tags?.length === usual.length + 1 ? first : undefined
}

function isSame(one: Message, other: Message): boolean {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]) as Set<keyof Message>
  return [...names].every((name) => isSameValue(valueOf(one, name), valueOf(other, name)))
}

/** A source that is the body all the same says nothing more. */
function valueOf(message: Message, name: keyof Message): unknown {
  return name === 'source' && message.source === message.body ? undefined : message[name]
}

function isSameValue(one: unknown, other: unknown): boolean {
  return one === other || (typeof one === 'object' && JSON.stringify(one) === JSON.stringify(other))
}
