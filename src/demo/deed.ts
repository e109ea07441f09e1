import type { Priority } from '../model/message.ts'
import type { Book, Line, Notice, Value, WorldEvent } from './book.ts'
import { uniqueKey } from './ledger.ts'

/** The room of who names none. */
export const ROOM = 'general'

/** The author of a row that another process put into the database without one. */
export const DATABASE = 'database'

/** A line to be said. `at` (epoch ms) is for seeds; `key` marks the echo. */
export type Say = { room?: string; author: string; body: string; key?: string; at?: number }
export type Notify = { title: string; body: string; priority?: Priority; key?: string; at?: number }
/** `was` makes it happen only where the value is still that. */
export type Put = { name: string; value: Value; was?: Value }

/** What someone wants to happen, as data, so that another tab can do it. */
export type Deed = ({ kind: 'say' } & Say) | ({ kind: 'notify' } & Notify) | ({ kind: 'set' } & Put)

/** The row that a line to be said becomes, but for its id. */
export function lineOf({ room = ROOM, author, body, at, key }: Say, now: number): Omit<Line, 'id'> {
  return { room, author, body, at: at ?? now, ...(key !== undefined && { key }) }
}

export function noticeOf({ title, body, priority = 3, at, key }: Notify, now: number): Omit<Notice, 'id'> {
  return { title, body, priority, at: at ?? now, ...(key !== undefined && { key }) }
}

/** What was done under the deed's key already, if anything was. */
export function doneBefore(deed: Deed, book: Book): WorldEvent | undefined {
  if (deed.kind === 'set') return undefined
  const key = uniqueKey(deed.key)
  return key === undefined ? undefined : book.find(deed.kind === 'say' ? 'message' : 'notification', key)
}

/** May this value be set: does the book still say what its maker had seen? */
export function stillHolds({ name, was }: Put, book: Book): boolean {
  return was === undefined || book.reading(name)?.value === was
}

/** The deed, done where there is no database to number it. Undefined where it does not hold any more; what was done
 *  before is no news to the book. */
export function perform(deed: Deed, book: Book, now: number): WorldEvent | undefined {
  const before = doneBefore(deed, book)
  if (before) return before
  // Ids grow with the time, so that those of a world that was started anew are not taken for ones seen before.
  const id = Math.max(book.lastId + 1, now)
  switch (deed.kind) {
    case 'say':
      return { type: 'message', message: { id, ...lineOf(deed, now) } }
    case 'notify':
      return { type: 'notification', notice: { id, ...noticeOf(deed, now) } }
    case 'set':
      if (!stillHolds(deed, book)) return undefined
      return { type: 'reading', reading: { name: deed.name, value: deed.value, at: now } }
  }
}
