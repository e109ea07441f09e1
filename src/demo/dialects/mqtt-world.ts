import { readMessages } from '../../backends/json-read.ts'
import { isLocalId } from '../../model/ids.ts'
import type { Notice, Reading, Value, WorldEvent } from '../book.ts'
import type { Deed } from '../deed.ts'

/** What is told under a topic: text, and whether it is the topic's value. */
export type News = { topic: string; text: string; retain: boolean }

const CHAT = 'chat/'
const NOTICES = 'notifications'
const READINGS = 'readings/'

/** What happened in the world, as brokers are told such things. A person's line is just what was said, so that an echo is
 *  equal to it. */
export function newsOf(event: WorldEvent): News {
  switch (event.type) {
    case 'message': {
      const { room, author, body, at } = event.message
      const text = author ? JSON.stringify({ from: author, text: body, at }) : body
      return { topic: CHAT + topicName(room), text, retain: false }
    }
    case 'notification':
      return { topic: NOTICES, text: noticeText(event.notice), retain: false }
    case 'reading':
      return readingNews(event.reading, event.gone)
  }
}

/** A reading as its topic's value; one that is gone is an empty one. */
export function readingNews({ name, value }: Reading, gone = false): News {
  return { topic: READINGS + topicName(name), text: gone ? '' : JSON.stringify(value), retain: true }
}

/** What a text under that topic wants to happen in the world. Undefined: nothing there, it is only passed on. */
export function deedOf(topic: string, text: string): Deed | undefined {
  if (topic === NOTICES) return noticeDeed(text)
  const reading = rest(topic, READINGS)
  if (reading) return text === '' ? undefined : { kind: 'set', name: reading, value: valueIn(text) }
  const room = rest(topic, CHAT)
  return room && text.trim() ? { kind: 'say', room, author: '', body: text } : undefined
}

function noticeText({ title, body, priority, at }: Notice): string {
  return JSON.stringify({ title, message: body, priority, at })
}

function noticeDeed(text: string): Deed | undefined {
  if (!text.trim()) return undefined
  const [message] = /^\s*\{/.test(text) ? messagesIn(text) : []
  if (!message) return { kind: 'notify', title: '', body: text }
  const { id, title = '', body, priority } = message
  return {
    kind: 'notify',
    title,
    body,
    ...(priority && { priority }),
    ...(!isLocalId(id) && { key: id }),
  }
}

function messagesIn(text: string) {
  try {
    return readMessages(JSON.parse(text), text, { at: 0 })
  } catch {
    // No JSON: text as it is.
    return []
  }
}

function valueIn(text: string): Value {
  try {
    const value: unknown = JSON.parse(text)
    if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Value
  } catch {
    // A word.
  }
  return text
}

function rest(topic: string, beginning: string): string | undefined {
  return topic.startsWith(beginning) ? topic.slice(beginning.length) : undefined
}

/** A name without what a topic cannot have. */
function topicName(name: string): string {
  return name.replace(/[+#\0]/g, '_')
}
