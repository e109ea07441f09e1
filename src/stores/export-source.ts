import type { Entry } from '../model/log.ts'
import { messageRecord } from '../model/message-line.ts'
import { isIn } from '../model/room-log.ts'
import { isWithin } from '../model/room.ts'
import type { JsonRecord } from '../model/record.ts'
import { tracedRecord } from '../model/session.ts'
import type { Traced } from '../model/traced.ts'
import { withoutSecrets } from './export-secrets.ts'
import type { Live } from './live.svelte.ts'
import { sweepTexts } from './sweeping.ts'

/** So many entries are read from the history at once. */
const PAGE = 1_000

/** What is exported, some at a time, oldest first. */
export type Source = AsyncIterable<readonly JsonRecord[]>

/** All messages that there are: the history on this device, what the log has beside it, and what waits to be sent. With
 *  `has`, those of the log that it has. With `room`, those of it and of what is below it, and what tells of the connection. */
export async function* messagesOf(live: Live, has?: (key: Entry['key']) => boolean, room?: string): Source {
  const { log, drafts } = live.channel
  const { sweep } = live
  const within = room === undefined ? undefined : isWithin(room, live.channel.rooms.separator)
  const recordsOf = (entry: Entry): JsonRecord[] => {
    if (within && !isIn(entry, within)) return []
    const record = messageRecord(entry)
    return record ? [sweepTexts(record, sweep) as JsonRecord] : []
  }
  const shown: Entry[] = []
  for (let index = 0; index < log.length; index++) {
    const entry = log.at(index)
    if (entry && entry.kind !== 'day' && (!has || has(entry.key))) shown.push(entry)
  }
  for await (const entries of has ? [shown] : merged((after) => live.stored(after, PAGE), shown))
    yield entries.flatMap(recordsOf)
  const waiting: Entry[] = has
    ? []
    : drafts.map((draft) => ({ kind: 'draft', key: draft.id, at: draft.at, draft }))
  yield waiting.flatMap(recordsOf)
}

/** What crossed the wire: what an inspector holds, or what is kept of late; `frames`: those. */
export async function* framesOf(live: Live, frames?: readonly Traced[]): Source {
  const { sweep } = live
  const all = frames ?? live.inspector?.all ?? (await live.recorded())
  for (let from = 0; from < all.length; from += PAGE)
    yield all
      .slice(from, from + PAGE)
      .map((traced) => tracedRecord(withoutSecrets(traced, live.profile, sweep)))
}

/** Two lists in the order of their keys as one. Where both have one, it is that of the second: the log is ahead. */
export async function* merged(
  page: (after: number) => Promise<readonly Entry[]>,
  shown: readonly Entry[],
): AsyncGenerator<readonly Entry[]> {
  let at = 0
  for (let after = -Infinity; ;) {
    const stored = await page(after)
    if (stored.length === 0) break
    const both: Entry[] = []
    for (const entry of stored) {
      after = Number(entry.key)
      for (; at < shown.length && keyAt(shown, at) < after; at++) both.push(shown[at] as Entry)
      both.push(keyAt(shown, at) === after ? (shown[at++] as Entry) : entry)
    }
    yield both
  }
  for (; at < shown.length; at += PAGE) yield shown.slice(at, at + PAGE)
}

function keyAt(entries: readonly Entry[], index: number): number {
  return Number(entries[index]?.key ?? Infinity)
}
