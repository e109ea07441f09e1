import type { JsonRecord } from './record.ts'
import { recordOf } from './record.ts'

/** What a row shows, and `echo`: the id of our own line that a message is the server's echo of. */
export const PARTS = [
  'text',
  'author',
  'time',
  'id',
  'title',
  'priority',
  'tags',
  'room',
  'link',
  'echo',
] as const
export type Part = (typeof PARTS)[number]

/** Of what a path finds: that it is one of these texts, that it is none of them, or else that there is anything.
 *  Numbers and truth values are compared as texts. `orEvent`: over an event stream, the event's name stands for it. */
export type Condition = { path: string; is?: readonly string[]; not?: readonly string[]; orEvent?: true }

/** How times are written; found by itself where it is not said. */
export const UNITS = ['s', 'ms', 'iso'] as const
export type Unit = (typeof UNITS)[number]

/** Said every so many seconds, for as long as the connection is open; `idle`: not where something else was said since. */
export type Heartbeat = { seconds: number; frame: string; idle: boolean }

/** The frame that acknowledges: where all of `when` hold (always, where there is none) and `id` finds the id of ours that
 *  waits for it. Where all of `refused` hold (there is at least one) it is a no, with its words at `why`. `messageId`: the
 *  id that the server gave. */
export type Ack = {
  when: readonly Condition[]
  id: string
  messageId?: string
  refused: readonly Condition[]
  why?: string
}

/** How messages of a shape of its own are read and written: JSONPaths (https://www.rfc-editor.org/rfc/rfc9535) and
 *  templates. Data: it is kept with a profile, and a link may carry it. */
export type Mapping = {
  version: 1
  /** Texts that are JSON themselves: read in their place, before anything else. Plain paths. */
  unpack: readonly string[]
  /** The list inside of what comes: each of its elements is a message, and every other path begins there. Where there is
   *  no such list, what came is one. */
  each?: string
  /** All of these hold of a message; what they do not hold of is not shown. */
  only: readonly Condition[]
  /** What came says that a message is gone, and which: at the first of these paths that finds an id. Plain paths, of all
   *  that came. */
  gone?: { when: readonly Condition[]; id: readonly string[] }
  /** Where a message has its parts; of several paths the first that finds something counts. */
  parts: Readonly<Partial<Record<Part, readonly string[]>>>
  /** Where no path finds a part there is none: the usual names are not tried. */
  alone: boolean
  unit?: Unit
  /** Text and title are HTML, of which the text is shown. */
  html: boolean
  /** The frame for what is said (`formatTemplate`); '' is the usual one. */
  outgoing: string
  heartbeat?: Heartbeat
  ack?: Ack
}

/** A mapping that says nothing. */
export const NO_MAPPING: Mapping = {
  version: 1,
  unpack: [],
  only: [],
  parts: {},
  alone: false,
  html: false,
  outgoing: '',
}

/** A longer mapping (characters of JSON) is none: it comes in links, too. */
export const MAX_MAPPING_CHARS = 20_000
const MOST = 20
const MAX_SECONDS = 86_400

/** The mapping that a profile or a link has, as text. Undefined where it is none: of another version, say. What is missing
 *  in it is as in `NO_MAPPING`, and what is not known falls away. '' is `NO_MAPPING`. */
export function parseMapping(text: string): Mapping | undefined {
  if (text.trim() === '') return NO_MAPPING
  if (text.length > MAX_MAPPING_CHARS) return undefined
  try {
    const words = recordOf(JSON.parse(text))
    return words && own(words, 'version') === 1 ? read(words) : undefined
  } catch {
    // No JSON, or a part of it that is none of ours.
    return undefined
  }
}

/** The inverse: '' for one that says nothing. */
export function formatMapping(mapping: Mapping): string {
  const said = Object.entries(mapping).filter(([name, value]) => {
    if (value === undefined || value === '' || value === false) return false
    const isEmpty = typeof value === 'object' && Object.keys(value).length === 0
    return name !== 'version' && !isEmpty
  })
  return said.length === 0 ? '' : JSON.stringify({ version: 1, ...Object.fromEntries(said) })
}

class Broken extends Error {}

function read(words: JsonRecord): Mapping {
  const each = optional(own(words, 'each'), text)
  const gone = optional(own(words, 'gone'), (value) => {
    const of = record(value)
    return { when: conditions(own(of, 'when')), id: list(own(of, 'id'), text) }
  })
  const unit = UNITS.find((known) => known === own(words, 'unit'))
  const heartbeat = optional(own(words, 'heartbeat'), readHeartbeat)
  const ack = optional(own(words, 'ack'), readAck)
  return {
    version: 1,
    unpack: list(own(words, 'unpack'), text),
    ...(each && { each }),
    only: conditions(own(words, 'only')),
    ...(gone && { gone }),
    parts: readParts(record(own(words, 'parts') ?? {})),
    alone: own(words, 'alone') === true,
    ...(unit && { unit }),
    html: own(words, 'html') === true,
    outgoing: optional(own(words, 'outgoing'), text) ?? '',
    ...(heartbeat && { heartbeat }),
    ...(ack && { ack }),
  }
}

function readParts(words: JsonRecord): Mapping['parts'] {
  const parts: Partial<Record<Part, string[]>> = {}
  for (const part of PARTS) {
    const given = own(words, part)
    const paths = typeof given === 'string' ? [given] : list(given, text)
    if (paths.length > 0) parts[part] = paths
  }
  return parts
}

function readHeartbeat(value: unknown): Heartbeat {
  const words = record(value)
  const seconds = own(words, 'seconds')
  if (typeof seconds !== 'number' || !(seconds >= 1 && seconds <= MAX_SECONDS)) throw new Broken('seconds')
  return { seconds, frame: text(own(words, 'frame')), idle: own(words, 'idle') === true }
}

function readAck(value: unknown): Ack {
  const words = record(value)
  const messageId = optional(own(words, 'messageId'), text)
  const why = optional(own(words, 'why'), text)
  return {
    when: conditions(own(words, 'when')),
    id: text(own(words, 'id')),
    ...(messageId && { messageId }),
    refused: conditions(own(words, 'refused')),
    ...(why && { why }),
  }
}

function conditions(value: unknown): Condition[] {
  return list(value, (each) => {
    const words = record(each)
    const [is, not] = [optional(own(words, 'is'), texts), optional(own(words, 'not'), texts)]
    const orEvent = own(words, 'orEvent') === true
    return {
      path: text(own(words, 'path')),
      ...(is && { is }),
      ...(not && { not }),
      ...(orEvent && { orEvent: true as const }),
    }
  })
}

function own(words: JsonRecord, name: string): unknown {
  return Object.hasOwn(words, name) ? words[name] : undefined
}

function optional<T>(value: unknown, parse: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : parse(value)
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new Broken('no text')
  return value
}

function texts(value: unknown): string[] {
  return list(value, (each) => {
    const isScalar = each === null || ['string', 'number', 'boolean'].includes(typeof each)
    if (!isScalar) throw new Broken('no text')
    return String(each)
  })
}

function record(value: unknown): JsonRecord {
  const words = recordOf(value)
  if (!words) throw new Broken('no record')
  return words
}

function list<T>(value: unknown, parse: (value: unknown) => T): T[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value) || value.length > MOST) throw new Broken('no list')
  return value.map(parse)
}
