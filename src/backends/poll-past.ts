import { isLocalId } from '../model/ids.ts'
import type { Message } from '../model/message.ts'

const REMEMBERED = 5_000
/** So many lines at its end show that a list moved on. */
const LINES_COMPARED = 5
/** A server that lists only what is new looks as if something had fallen out each time: so often it is said. */
const UNPROVEN_ALARMS = 2
const KEY = 'polled'

/** What the answers before had, so that the next one's news can be told. It outlives a reconnect. */
export class Past {
  /** The last answer that could be read, by the address that it came from. */
  last: { url: string; text: string; value: unknown } | undefined
  /** When the last answer came (epoch ms). */
  at: number | undefined
  /** How often each was in one answer: those with an id in any, those without in the last. */
  #named = new Map<string, number>()
  #unnamed = new Map<string, number>()
  #ids: string[] = []
  #lines: string[] = []
  /** The list was seen to grow or to move on: what is in it was said, and is no table of values. */
  #isLog = false
  #alarms = 0

  static of(memory: Map<string, unknown>): Past {
    const known = memory.get(KEY)
    if (known instanceof Past) return known
    const past = new Past()
    memory.set(KEY, past)
    return past
  }

  /** Those that are in this answer more often than in the ones before: the same line twice is two lines, and an id with
   *  another text is news (many name the sender by it). New ones without ids at a list's front are told the last first.
   *  `more`: the answer has only what came after the one before. */
  fresh(messages: Message[], more = false): Message[] {
    if (more) this.#unnamed = new Map()
    const named = new Map<string, number>()
    const unnamed = new Map<string, number>()
    const fresh = messages.filter((message) => {
      const [now, before] = isLocalId(message.id) ? [unnamed, this.#unnamed] : [named, this.#named]
      const key = keyOf(message)
      const count = (now.get(key) ?? 0) + 1
      now.set(key, count)
      return count > (before.get(key) ?? 0)
    })
    const atFront = this.#unnamed.size > 0 && unnamed.size > 0 && fresh.at(-1) !== messages.at(-1)
    for (const [key, count] of named) this.#named.set(key, Math.max(count, this.#named.get(key) ?? 0))
    for (const key of this.#named.keys()) {
      if (this.#named.size <= REMEMBERED) break
      this.#named.delete(key)
    }
    // An empty answer forgets nothing: the list may be back with the next.
    if (unnamed.size > 0) this.#unnamed = unnamed
    return atFront ? fresh.toReversed() : fresh
  }

  /** Has a list nothing any more of what it had before, so that something may have come and gone between the two? */
  movedOn(messages: readonly Message[]): boolean {
    const ids = messages.filter(({ id }) => !isLocalId(id)).map(({ id }) => id)
    const lines = ids.length > 0 ? [] : messages.map(keyOf)
    const [idsBefore, linesBefore] = [this.#ids, this.#lines]
    if (messages.length > 0) [this.#ids, this.#lines] = [ids, lines]
    if (ids.length > 0 && idsBefore.length > 0) {
      const before = new Set(idsBefore)
      const shared = ids.filter((id) => before.has(id)).length
      this.#isLog ||= shared > 0 && shared < ids.length
      return shared === 0 && (this.#isLog || this.#alarms++ < UNPROVEN_ALARMS)
    }
    if (lines.length === 0 || linesBefore.length === 0) return false
    this.#isLog ||= follows(linesBefore, lines) || follows(linesBefore.toReversed(), lines.toReversed())
    // Without ids it may as well be a table whose values have all changed.
    if (!this.#isLog) return false
    const before = new Set(linesBefore)
    return !lines.some((line) => before.has(line))
  }
}

/** Do the last lines of a list stand in the next one, with more behind them? */
function follows(before: readonly string[], now: readonly string[]): boolean {
  const end = now.lastIndexOf(before.at(-1) ?? '', now.length - 2)
  if (end < 0) return false
  const count = Math.min(LINES_COMPARED, before.length, end + 1)
  return before.slice(-count).every((line, at) => line === now[end + 1 - count + at])
}

/** A list in one answer has no order of arrival, and many servers give the newest first: their times or numbers tell. */
export function oldestFirst(messages: Message[]): Message[] {
  const [first, last] = [messages[0], messages.at(-1)]
  if (!first || !last) return messages
  const down = first.at > last.at || (first.at === last.at && isHigher(first.id, last.id))
  return down ? messages.toReversed() : messages
}

/** Numbers past 2^53 are told apart too. */
function isHigher(one: string, other: string): boolean {
  const [a, b] = [one, other].map((id) => (/^\d{1,1000}$/.test(id) ? BigInt(id) : undefined))
  return a !== undefined && b !== undefined && a > b
}

function keyOf({ id, from, title, body }: Message): string {
  return JSON.stringify([isLocalId(id) ? '' : id, from, title, body])
}
