import { isLocalId } from '../model/ids.ts'
import type { Entry, Log } from '../model/log.ts'
import type { Message } from '../model/message.ts'
import type { Page } from './desk.ts'

/** So many older entries are read at once. */
export const PAGE = 200

/** Reads what is kept before a key, oldest first. Never rejects. */
export type ReadPage = (before: number, limit: number) => Promise<Entry[]>

/** Asks the server for what came before a message; undefined where it cannot tell. Never rejects. */
export type Reach = ((before: string | undefined) => Promise<Page>) | undefined

/** What came before a log: first what is kept on this device, and then what the server tells. */
export class Past {
  readonly #log: Log
  readonly #readPage: ReadPage
  /** Nothing is older, on the server either. */
  #isOver = false
  /** Since the last page was asked for. */
  #isCleared = false

  constructor(log: Log, readPage: ReadPage) {
    this.#log = log
    this.#readPage = readPage
  }

  get isOver(): boolean {
    return this.#isOver
  }

  /** What was cleared is not asked for again. */
  end(): void {
    this.#isOver = this.#isCleared = true
  }

  /** Puts a page before the log. Resolves with whether there may be more. */
  async load(reach: Reach): Promise<boolean> {
    this.#isCleared = false
    const before = this.#log.firstKey
    const kept = await this.#readPage(before, PAGE)
    const entries = kept.length > 0 || !reach ? kept : await this.#ask(reach)
    // Cleared meanwhile, or so much came that its beginning was dropped: this does not stand before it any more.
    if (this.#log.firstKey <= before && !this.#isCleared) this.#log.prepend(entries)
    const isEnd = this.#isOver || this.#log.dropped > 0 || (kept.length === 0 && !reach)
    return !isEnd
  }

  async #ask(reach: Exclude<Reach, undefined>): Promise<Entry[]> {
    // A line of one's own stands where it was said, which may be below what the server has after it.
    let oldest = this.#ids().values().next().value
    let messages: Message[] = []
    while (messages.length === 0 && !this.#isOver) {
      const page = await reach(oldest)
      const first = page.messages[0]?.id
      // Some of it may have come by itself meanwhile.
      const known = this.#ids()
      messages = page.messages.filter(({ id }) => !known.has(id))
      this.#isOver = page.done
      // Nothing, or nothing older than the last time.
      if (first === undefined || first === oldest) break
      oldest = first
    }
    const first = Math.min(this.#log.firstKey, 1) - messages.length
    return messages.map((message, n): Entry => ({ kind: 'message', key: first + n, at: message.at, message }))
  }

  /** The server's ids of what is in the log, oldest first. */
  #ids(): Set<string> {
    const ids = new Set<string>()
    for (let index = 0; index < this.#log.length; index++) {
      const entry = this.#log.at(index)
      if (entry?.kind === 'message' && !isLocalId(entry.message.id)) ids.add(entry.message.id)
    }
    return ids
  }
}
