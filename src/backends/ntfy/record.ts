import { isTooDeep } from '../../model/exact.ts'
import type { Reason } from '../../model/reason.ts'
import type { JsonRecord } from '../../model/record.ts'
import { recordOf } from '../../model/record.ts'

/** A time from here on is no second of these days (in the year 5138), but a millisecond (in 1973). */
const MILLISECONDS = 1e11

/** What ntfy sends, one a line: https://docs.ntfy.sh/subscribe/api/#json-message-format. Only `event` is sure to be as it
 *  says; all else is read with care (`message.ts`). */
export type NtfyRecord = JsonRecord & { event: string }

/** A line of a stream as a record, or why it is none. Never throws. */
export function parseRecord(text: string): { record: NtfyRecord } | { why: Reason } {
  try {
    const record = recordOf(JSON.parse(text))
    if (record && typeof record['event'] === 'string') return { record: record as NtfyRecord }
    // What speaks as ntfy does, and is none, may leave that out.
    if (record && record['event'] === undefined && typeof record['message'] === 'string')
      return { record: { ...record, event: 'message' } }
    return { why: { code: 'ntfy.not-record' } }
  } catch (error) {
    if (isTooDeep(error)) return { why: { code: 'too-deep' } }
    return { why: { code: 'not-json', detail: error instanceof Error ? error.message : String(error) } }
  }
}

/** The server's name for a record; undefined where it has none. Some that are not ntfy count. */
export function idOf({ id }: JsonRecord): string | undefined {
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id)
  return typeof id === 'string' && id !== '' && id.length <= 256 ? id : undefined
}

/** Is it a name that no other record gets? ntfy's are random; who counts begins again. */
export function isUnique(id: string): boolean {
  return id.length >= 8 && !/^\d+$/.test(id)
}

/** When it was published, in the server's seconds; undefined where it does not say, or no date is so late. Others than ntfy
 *  say milliseconds, or a text. */
export function timeOf({ time }: JsonRecord): number | undefined {
  const said = typeof time === 'string' ? Number(time) || Date.parse(time) : time
  if (typeof said !== 'number') return undefined
  const seconds = said >= MILLISECONDS ? said / 1000 : said
  return seconds > 0 && seconds * 1000 <= 8.64e15 ? seconds : undefined
}

/** What updates of a notification have in common (ntfy 2.16 and later); undefined where it stands alone. */
export function sequenceOf({ sequence_id: sequence }: JsonRecord): string | undefined {
  return typeof sequence === 'string' && sequence !== '' && sequence.length <= 256 ? sequence : undefined
}
