import { formatBase64, parseBase64 } from './base64.ts'
import type { Frame } from './message.ts'
import type { View } from './profile.ts'
import { VIEWS } from './profile.ts'
import type { JsonRecord } from './record.ts'
import { numbersOf, recordOf, textsOf } from './record.ts'
import { readReason, readStatus } from './session-status.ts'
import type { Traced } from './traced.ts'

/** What a file of lines is of: frames and all that happened to a wire, or messages. session.md is the format. */
export type SessionOf = 'session' | 'messages'

/** A file's first line: which profile it is of, when it was made (epoch ms), and how it is to be looked at. */
export type SessionHeader = {
  of: SessionOf
  name: string
  view: View
  backend: string
  options: Record<string, string | number | boolean>
  at: number
}

const VERSION = 1
/** ISO 8601 has no other times. */
const MAX_TIME = 8.64e15

/** The first line, without its end. */
export function formatHeader({ of, ...header }: SessionHeader): string {
  return JSON.stringify({ signalbox: of, version: VERSION, ...header })
}

/** The header that a first line is, as far as it says something; undefined where it is none of ours. */
export function parseHeader(line: string): (Partial<SessionHeader> & { of: SessionOf }) | undefined {
  const record = recordOf(parsed(line))
  const of = record?.['signalbox']
  if (!record || (of !== 'session' && of !== 'messages')) return undefined
  const view = VIEWS.find((each) => each === record['view'])
  const given = recordOf(record['options'])
  const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
  const options = given && Object.fromEntries(Object.entries(given).filter(([, value]) => isPlain(value)))
  return {
    of,
    ...textsOf(record, 'name', 'backend'),
    ...numbersOf(record, 'at'),
    ...(view && { view }),
    ...(options && { options: options as SessionHeader['options'] }),
  }
}

/** What a line of a session is, as JSON has it. */
export function tracedRecord(traced: Traced): JsonRecord {
  const { at, kind, ...rest } = traced
  const head = { at, ...timeOf(at), kind }
  if (!('frame' in rest)) return { ...head, ...rest }
  const { frame, ...about } = rest
  const body = typeof frame === 'string' ? { text: frame } : { binary: formatBase64(frame) }
  return { ...head, ...about, ...body }
}

/** One line of a session, without its end. */
export function formatTraced(traced: Traced): string {
  return JSON.stringify(tracedRecord(traced))
}

/** What a line of a session tells; undefined where that is nothing that is known here. A line without a time is of
 *  `last` (epoch ms). */
export function parseTraced(line: string, last = 0): Traced | undefined {
  const record = recordOf(parsed(line))
  if (!record) return undefined
  const at = atOf(record) ?? last
  const { kind } = record
  const { url, detail = '', reason } = textsOf(record, 'url', 'detail', 'reason')
  switch (kind) {
    case 'in':
    case 'out': {
      const frame = frameOf(record)
      if (frame === undefined) return undefined
      const about = { ...textsOf(record, 'event', 'id', 'url', 'type'), ...numbersOf(record, 'ms') }
      return { at, kind, frame, ...about }
    }
    case 'open':
      return { at, kind, url: url ?? '', ...textsOf(record, 'detail') }
    case 'close': {
      const why = readReason(record['why'])
      const said = {
        ...numbersOf(record, 'code'),
        ...(reason !== undefined && { reason }),
        ...(why && { why }),
      }
      return { at, kind, detail, ...said }
    }
    case 'status': {
      const status = readStatus(record['status'])
      return status && { at, kind, status }
    }
    case 'note':
      return { at, kind, detail }
    default:
      return undefined
  }
}

/** When a line was, by its `at` (epoch ms) or `time` (ISO 8601), where it says so. */
export function atOf(record: JsonRecord): number | undefined {
  const { at } = numbersOf(record, 'at')
  if (at !== undefined) return at
  const time = Date.parse(textsOf(record, 'time').time ?? '')
  return Number.isNaN(time) ? undefined : time
}

/** The same time for people and for programs that know no epoch; nothing where a calendar has no such day. */
export function timeOf(at: number): { time?: string } {
  return Math.abs(at) <= MAX_TIME ? { time: new Date(at).toISOString() } : {}
}

function frameOf(record: JsonRecord): Frame | undefined {
  const { text, binary } = textsOf(record, 'text', 'binary')
  return text ?? (binary === undefined ? undefined : parseBase64(binary))
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line) as unknown
  } catch {
    // Text, or a line that was cut.
    return undefined
  }
}
