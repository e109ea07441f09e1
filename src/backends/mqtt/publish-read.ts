import { isTooDeep, parseJson } from '../../model/exact.ts'
import { localId } from '../../model/ids.ts'
import type { Fact, FactName, Frame, Incoming, Message } from '../../model/message.ts'
import { knownFact } from '../../model/message.ts'
import { headOf, textOf } from '../../model/text.ts'
import { readMessages } from '../json-read.ts'
import type { UserProperties } from './properties.ts'
import { unpackProperties } from './properties.ts'

/** What a PUBLISH says.
 *  [spec] https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html#_Toc3901100 */
export type Publish = {
  topic: string
  payload: Uint8Array
  qos: number
  retain: boolean
  dup: boolean
  /** Of QoS 1 and 2. */
  messageId?: number | undefined
  properties?:
    | {
        payloadFormatIndicator?: boolean | undefined
        messageExpiryInterval?: number | undefined
        contentType?: string | undefined
        responseTopic?: string | undefined
        correlationData?: Uint8Array | undefined
        userProperties?: UserProperties | undefined
        subscriptionIdentifier?: number | readonly number[] | undefined
      }
    | undefined
}

/** Most messages have the same. */
const RETAINED: readonly Fact[] = [knownFact('retained', '✓')]

/** The messages that a PUBLISH is (`at`: epoch ms): records that are JSON are read as such, text is text, and bytes that
 *  are no text come with an empty body. The topic is the room. */
export function readPublish(publish: Publish, at: number): Incoming & { type: 'messages' } {
  const { topic, payload } = publish
  const text = textOf(payload)
  const facts = factsOf(publish)
  if (text === undefined) {
    const source = headOf(frameOf(payload))
    return {
      type: 'messages',
      messages: [{ id: localId(), at, room: topic, body: '', source, ...(facts && { facts }) }],
    }
  }
  const messages = readText(text, at)
  const markdown = /^text\/markdown\b/i.test(publish.properties?.contentType ?? '')
  for (const message of messages) {
    message.room = topic
    if (facts) message.facts = facts
    if (markdown) message.format = 'markdown'
  }
  return { type: 'messages', messages, sources: [text] }
}

function readText(text: string, at: number): Message[] {
  if (/^\s*[[{]/.test(text))
    try {
      const messages = readMessages(parseJson(text), text, { at })
      // A list of nothing is still something that was published.
      if (messages.length > 0) return messages
    } catch (error) {
      // What only looks like JSON is text, and so is what is nested past the stack.
      if (!(error instanceof SyntaxError) && !isTooDeep(error)) throw error
    }
  return [{ id: localId(), at, body: text }]
}

/** What the protocol says beside the payload; undefined where that is nothing out of the ordinary. */
export function factsOf({ qos, retain, dup, properties }: Publish): readonly Fact[] | undefined {
  const isPlain = qos < 2 && !dup && !hasProperties(properties)
  if (isPlain) return retain ? RETAINED : undefined
  const facts: Fact[] = retain ? [...RETAINED] : []
  const add = (name: FactName, value: string | undefined) => {
    if (value !== undefined) facts.push(knownFact(name, value))
  }
  if (qos === 2) facts.push({ name: 'QoS', value: '2' })
  if (dup) add('sent again', '✓')
  const { contentType, responseTopic, correlationData, messageExpiryInterval } = properties ?? {}
  add('content type', contentType)
  add('response topic', responseTopic)
  add('correlation', correlationData && readable(correlationData))
  add('expires', messageExpiryInterval === undefined ? undefined : `${messageExpiryInterval} s`)
  if (properties?.payloadFormatIndicator) add('payload', 'UTF-8')
  for (const [name, value] of unpackProperties(properties?.userProperties ?? {})) facts.push({ name, value })
  return facts
}

function hasProperties(properties: Publish['properties']): boolean {
  if (!properties) return false
  for (const name in properties) if (name !== 'topicAlias' && name !== 'subscriptionIdentifier') return true
  return false
}

/** Text where it is one, else its bytes in hex. */
function readable(bytes: Uint8Array): string {
  const text = textOf(bytes)
  if (text !== undefined && !/[\0-\x08\x0e-\x1f]/.test(text)) return text
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** A copy: what it is a part of is not held. Not by `slice`, which is a view where it is a `Buffer`. */
function frameOf(bytes: Uint8Array): Frame {
  return new Uint8Array(bytes).buffer
}
