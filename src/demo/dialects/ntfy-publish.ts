import type { Priority } from '../../model/message.ts'
import { recordOf } from '../../model/record.ts'
import { textOf } from '../../model/text.ts'
import type { Value } from '../book.ts'
import type { Deed } from '../deed.ts'
import type { Place } from '../place.ts'
import { PLACES } from '../place.ts'

/** Why something is not published, in ntfy's own code, of which the first three digits are the HTTP status. */
export class Refused extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** What somebody publishes. */
export type Published = { topic: Place; title: string; message: string; priority: Priority }

/** A body that is JSON, to the server itself: https://docs.ntfy.sh/publish/#publish-as-json. Throws Refused. */
export function parsePublished(text: string): Published {
  const { topic, title = '', message = '', priority = 3 } = recordIn(text)
  if (typeof topic !== 'string') throw new Refused(40009, 'invalid request: topic invalid')
  return published(topicOf(topic), title, message, priority)
}

/** A body to a topic, with what is said of it in headers. Throws Refused. */
export function parseUpload(topic: string, body: ArrayBuffer, headers: Headers): Published {
  const said = (name: string) => headers.get(`x-${name}`) ?? headers.get(name) ?? undefined
  const text = textOf(body)
  if (text === undefined || said('filename') !== undefined)
    throw new Refused(40014, 'invalid request: attachments not allowed')
  const [title = '', message = text, priority = '3'] = ['title', 'message', 'priority'].map(said)
  return published(topicOf(topic), decoded(title), decoded(message), Number(priority))
}

/** What is to happen in the world by it. Throws Refused. */
export function deedOf({ topic, title, message, priority }: Published): Deed {
  if (topic === 'chat') return { kind: 'say', author: title, body: message || 'triggered' }
  if (topic === 'notifications') return { kind: 'notify', title, body: message || 'triggered', priority }
  const [, name, value] = /^\s*([^:=]{1,80}?)\s*[:=]\s*(.*?)\s*$/.exec(message) ?? []
  if (!name) throw new Refused(40024, 'a reading is published as "name: value"')
  return { kind: 'set', name, value: valueOf(value ?? '') }
}

/** A topic of this world. Throws Refused. */
export function topicOf(name: string): Place {
  const topic = PLACES.find((place) => place === name)
  if (!topic) throw new Refused(40401, 'page not found: the topics here are chat, notifications and readings')
  return topic
}

function published(topic: Place, title: unknown, message: unknown, priority: unknown): Published {
  if (typeof title !== 'string' || typeof message !== 'string')
    throw new Refused(40017, 'invalid request: request body must be message JSON')
  if (!isPriority(priority)) throw new Refused(40007, 'invalid priority parameter')
  return { topic, title, message, priority }
}

function recordIn(text: string) {
  try {
    const record = recordOf(JSON.parse(text))
    if (record) return record
  } catch {
    // No JSON: as any other that is no record.
  }
  throw new Refused(40024, 'invalid request: request body must be valid JSON')
}

/** https://www.rfc-editor.org/rfc/rfc2047, as far as browsers need it. */
function decoded(header: string): string {
  return header.replace(/=\?utf-8\?b\?([\w+/=]*)\?=/gi, (word, base64: string) => {
    try {
      return new TextDecoder().decode(Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)))
    } catch {
      // Not as it says: it stays as it came.
      return word
    }
  })
}

function isPriority(value: unknown): value is Priority {
  return value === 1 || value === 2 || value === 3 || value === 4 || value === 5
}

function valueOf(text: string): Value {
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
