import type { Perform } from '../../model/act.ts'
import { formatBase64 } from '../../model/base64.ts'
import { imageTypeOf } from '../../model/image.ts'
import type { Frame } from '../../model/message.ts'
import { recordOf } from '../../model/record.ts'
import { NetError } from '../../net/errors.ts'
import type { Ask } from '../../net/http.ts'
import type { Net } from '../../net/net.ts'
import { parseActions } from './actions.ts'
import type { Place } from './place.ts'
import { parseTopics, publishAddress } from './place.ts'
import { idOf } from './record.ts'
import { inWords } from './refusal.ts'

type Chosen = Readonly<Record<string, unknown>>

/** So many bytes of text are said as JSON. What is longer than a server takes as a message (4,096, where nobody chose
 *  otherwise) it makes a file of, and ntfy 2.27 fails at that where it comes as JSON. */
const LONG_BYTES = 4_000

/** Says something to a topic: text as JSON to the server, bytes as a file to the topic, and so what JSON cannot say. The
 *  receipt is the id by which the message comes back. */
export function publisher(net: Net, place: Place): Perform {
  return async (draft) => {
    const { act } = draft
    if (act.kind === 'refresh') return net.pollNow()
    if (act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
    const topic = parseTopics(act.room ?? '')[0] ?? (place.topics[0] as string)
    const { url, ask } = publication(place, topic, act.body, act.options ?? {})
    try {
      const answer = await net.request(url, { ...ask, cache: 'no-store' })
      const messageId = idIn(answer.text)
      return messageId === undefined ? {} : { messageId }
    } catch (error) {
      throw inWords(error)
    }
  }
}

/** The request that publishes something. Throws NetError where the buttons cannot be read. */
export function publication(
  place: Place,
  topic: string,
  body: string | ArrayBuffer,
  options: Chosen,
): { url: string; ask: Ask } {
  if (typeof body !== 'string')
    return {
      url: publishAddress(place, topic),
      // Without a name a text would be the message itself.
      ask: {
        method: 'PUT',
        headers: { filename: formatWord(textOf(options, 'filename') || nameOf(body)), ...headersOf(options) },
        body,
      },
    }
  // ntfy 2.11 reads these two in headers alone.
  const isJson = options['unkept'] !== true && options['direct'] !== true
  if (isJson && new TextEncoder().encode(body).length <= LONG_BYTES)
    return {
      url: publishAddress(place),
      ask: {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: formatSay(topic, body, options),
      },
    }
  const named = ['attach', 'filename'].flatMap((name) => {
    const text = textOf(options, name)
    return text ? [[name, formatWord(text)] as const] : []
  })
  const headers = { ...headersOf(options), ...Object.fromEntries(named) }
  return {
    url: publishAddress(place, topic),
    ask: { method: 'PUT', headers: { 'content-type': 'text/plain;charset=UTF-8', ...headers }, body },
  }
}

/** A message as ntfy takes it in JSON: https://docs.ntfy.sh/publish/#publish-as-json. Throws NetError where the buttons
 *  cannot be read. */
export function formatSay(topic: string, message: string, options: Chosen): string {
  const texts = ['title', 'delay', 'click', 'attach', 'filename', 'icon', 'email', 'call'] as const
  const given = texts.map((name) => [name, textOf(options, name)]).filter(([, value]) => value)
  const tags = tagsOf(options)
  const priority = priorityOf(options)
  const actions = parseActions(textOf(options, 'actions'))
  const sequence = textOf(options, 'sequence')
  return JSON.stringify({
    topic,
    message,
    ...Object.fromEntries(given),
    ...(tags.length > 0 && { tags }),
    ...(priority && { priority }),
    ...(options['markdown'] === true && { markdown: true }),
    ...(actions.length > 0 && { actions }),
    ...(sequence && { sequence_id: sequence }),
  })
}

/** What a person said by a frame that went out; undefined where it is something else. Pure. */
export function parseSaid(frame: Frame): { body: string } | undefined {
  if (typeof frame !== 'string' || !frame.startsWith('{"topic":')) return undefined
  try {
    const { message } = recordOf(JSON.parse(frame)) ?? {}
    return typeof message === 'string' ? { body: message } : undefined
  } catch {
    // It only looked like one.
    return undefined
  }
}

/** What is said of a message in headers: https://docs.ntfy.sh/publish/#list-of-all-parameters. Throws NetError where the
 *  buttons cannot be read. */
export function headersOf(options: Chosen): Record<string, string> {
  const texts = ['title', 'delay', 'click', 'icon', 'email', 'call', 'actions'] as const
  const headers: Record<string, string> = {}
  for (const each of texts) {
    const value = textOf(options, each)
    if (value) headers[each] = formatWord(each === 'actions' ? JSON.stringify(parseActions(value)) : value)
  }
  const tags = tagsOf(options)
  const priority = priorityOf(options)
  const sequence = textOf(options, 'sequence')
  if (tags.length > 0) headers['tags'] = formatWord(tags.join(','))
  if (priority) headers['priority'] = String(priority)
  if (sequence) headers['x-sequence-id'] = formatWord(sequence)
  if (options['markdown'] === true) headers['markdown'] = 'yes'
  if (options['unkept'] === true) headers['cache'] = 'no'
  if (options['direct'] === true) headers['firebase'] = 'no'
  return headers
}

/** A header's value. What is not ASCII is an encoded word: https://www.rfc-editor.org/rfc/rfc2047#section-4.1 */
export function formatWord(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return text.trim()
  return `=?UTF-8?B?${formatBase64(new TextEncoder().encode(text))}?=`
}

function nameOf(bytes: ArrayBuffer): string {
  const type = imageTypeOf(bytes)
  return type ? `picture.${type.slice(type.indexOf('/') + 1)}` : 'file.bin'
}

function tagsOf(options: Chosen): string[] {
  return textOf(options, 'tags')
    .split(',')
    .map((tag) => tag.trim())
    .filter(Boolean)
}

/** 3 is what the server takes where nothing is said. */
function priorityOf(options: Chosen): number | undefined {
  const priority = Number(textOf(options, 'priority'))
  return [1, 2, 4, 5].includes(priority) ? priority : undefined
}

function textOf(options: Chosen, name: string): string {
  const value = options[name]
  return typeof value === 'string' ? value.trim() : ''
}

function idIn(answer: string): string | undefined {
  try {
    return idOf(recordOf(JSON.parse(answer)) ?? {})
  } catch {
    // An answer of something in between: the message is out all the same.
    return undefined
  }
}
