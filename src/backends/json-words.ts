import type { Incoming } from '../model/message.ts'
import { cursorOf } from './resume.ts'

export type Words = Record<string, unknown>

/** A JSON value as a record, if it is one. */
export function recordOf(value: unknown): Words | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Words) : undefined
}

/** A name or an id, as text. An object from outside may not even be made a string. */
export function nameOf(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  return typeof value === 'string' ? value : undefined
}

/** What a server that greets can do. `json.md` says what each is. */
export type Greeting = Record<'acks' | 'dedupes' | 'resumes' | 'history' | 'presence' | 'typing', boolean>

/** The greeting that a value is: `{"type":"hello","signalbox":1,…}`. */
export function greetingOf(value: unknown): Greeting | undefined {
  const words = recordOf(value)
  return words && own(words, 'type') === 'hello' ? abilitiesOf(words) : undefined
}

/** What a whole answer says beside its list. */
export type Aside = { greeting?: Greeting; cursor?: string; gap?: Incoming & { type: 'gap' } }

/** Where to go on from is found by its usual names; the rest is only heard from a server that says `signalbox: 1`. */
export function asideOf(value: unknown): Aside {
  const words = recordOf(value)
  if (!words) return {}
  const greeting = abilitiesOf(words)
  const names = ['cursor', 'next_cursor', 'nextCursor', 'next']
  // A link to the next page is no place to go on from.
  const cursor = names.map((name) => cursorOf(own(words, name))).find((text) => text && !text.includes('://'))
  const gap = greeting ? own(words, 'gap') : undefined
  return {
    ...(greeting && { greeting }),
    ...(cursor && { cursor }),
    ...(Boolean(gap) && { gap: gapOf(recordOf(gap) ?? {}) }),
  }
}

/** What a server that greeted says about what was missed: all of it was told, or it cannot be told any more. Undefined
 *  where a value is about something else. */
export function missedOf(value: unknown): Incoming[] | undefined {
  const words = recordOf(value) ?? {}
  const type = own(words, 'type')
  if (type === 'gap') return [gapOf(words)]
  if (type !== 'resumed') return undefined
  const cursor = cursorOf(own(words, 'cursor'))
  return cursor ? [{ type: 'cursor', cursor }] : []
}

/** A field of the record itself, and not of what all objects have. */
export function own(words: Words, name: string): unknown {
  return Object.hasOwn(words, name) ? words[name] : undefined
}

function abilitiesOf(words: Words): Greeting | undefined {
  if (own(words, 'signalbox') !== 1) return undefined
  const can = (name: keyof Greeting) => own(words, name) === true
  return {
    acks: can('acks'),
    dedupes: can('dedupes'),
    resumes: can('resumes'),
    history: can('history'),
    presence: can('presence'),
    typing: can('typing'),
  }
}

function gapOf(words: Words): Incoming & { type: 'gap' } {
  const [from, to] = [momentOf(own(words, 'from')), momentOf(own(words, 'to'))]
  const known = from === undefined || to === undefined || from <= to
  return {
    type: 'gap',
    ...(known && from !== undefined && { from }),
    ...(known && to !== undefined && { to }),
    why: { code: 'not-kept' },
  }
}

/** Epoch ms, if it is a time at all. */
function momentOf(value: unknown): number | undefined {
  return typeof value === 'number' && value > 0 && value <= 8.64e15 ? value : undefined
}
