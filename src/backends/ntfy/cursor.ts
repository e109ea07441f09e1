import type { NtfyRecord } from './record.ts'
import { idOf, timeOf } from './record.ts'

/** Where a stream is gone on from: the server's second, and the message that was told last, where the server keeps it. By
 *  the second, for what was delayed is told at its time and stands before others in the server's table; by the id, of
 *  that topic, it is seen whether the server still has what came before. */
export type Cursor = { time: number; id?: string; topic?: string }

/** `1700000000/alerts/abc`, or `1700000000//` where nothing was told since that second. */
export function formatCursor({ time, id = '', topic = '' }: Cursor): string {
  return `${Math.floor(time)}/${topic}/${id}`
}

/** The inverse; undefined where it is none. */
export function parseCursor(text: string | undefined): Cursor | undefined {
  const [, time, topic, id] = /^(\d{1,13})\/([-\w]*)\/(.*)$/s.exec(text ?? '') ?? []
  if (time === undefined) return undefined
  return { time: Number(time), ...(topic && id && { topic, id }) }
}

/** The place that a record is; undefined where it says no time. `isKept`: the server has it for who comes later, and it
 *  can be looked for. */
export function cursorOf(record: NtfyRecord, isKept: boolean): Cursor | undefined {
  const time = secondOf(record)
  if (time === undefined) return undefined
  const { topic } = record
  const id = isKept ? idOf(record) : undefined
  const isNamed = id !== undefined && typeof topic === 'string' && /^[-\w]+$/.test(topic)
  return { time, ...(isNamed && { id, topic }) }
}

/** The second of a record, as servers count. */
export function secondOf(record: NtfyRecord): number | undefined {
  const time = timeOf(record)
  return time === undefined ? undefined : Math.floor(time)
}

/** Does the server keep it for who comes later? Undefined where it does not say: what was published with `Cache: no`, and
 *  all of ntfy 1 and of servers that only speak like it. */
export function isKept(record: NtfyRecord): boolean | undefined {
  const { expires } = record
  return typeof expires === 'number' ? expires > (timeOf(record) ?? 0) : undefined
}
