import { isTooDeep } from '../../model/exact.ts'
import type { Reason } from '../../model/reason.ts'
import type { JsonRecord } from '../../model/record.ts'
import { recordOf } from '../../model/record.ts'

/** What ntfy sends, one a line: https://docs.ntfy.sh/subscribe/api/#json-message-format. Only `event` is sure to be as it
 *  says; all else is read with care (`message.ts`). */
export type NtfyRecord = JsonRecord & { event: string }

/** A line of a stream as a record, or why it is none. Never throws. */
export function parseRecord(text: string): { record: NtfyRecord } | { why: Reason } {
  try {
    const record = recordOf(JSON.parse(text))
    if (record && typeof record['event'] === 'string') return { record: record as NtfyRecord }
    return { why: { code: 'ntfy.not-record' } }
  } catch (error) {
    if (isTooDeep(error)) return { why: { code: 'too-deep' } }
    return { why: { code: 'not-json', detail: error instanceof Error ? error.message : String(error) } }
  }
}

/** The server's name for a record; undefined where it has none. */
export function idOf({ id }: JsonRecord): string | undefined {
  return typeof id === 'string' && id !== '' && id.length <= 256 ? id : undefined
}

/** When it was published, in the server's seconds; undefined where it does not say, or no date is so late. */
export function timeOf({ time }: JsonRecord): number | undefined {
  return typeof time === 'number' && time > 0 && time * 1000 <= 8.64e15 ? time : undefined
}

/** What updates of a notification have in common (ntfy 2.16 and later); undefined where it stands alone. */
export function sequenceOf({ sequence_id: sequence }: JsonRecord): string | undefined {
  return typeof sequence === 'string' && sequence !== '' && sequence.length <= 256 ? sequence : undefined
}
