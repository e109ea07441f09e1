import type { Incoming, Message } from '../../model/message.ts'
import { valueOf } from '../../model/diff.ts'
import { NetError } from '../../net/errors.ts'
import type { Net } from '../../net/net.ts'
import { messagesIn } from './gathered.ts'
import type { Context } from '../backend.ts'
import type { Hearing } from './hearing.ts'
import type { Place } from './place.ts'
import { streamAddress } from './place.ts'
import { inWords } from './refusal.ts'
import type { Listening } from './stream.ts'

/** In a channel's memory: the server knows no `since=latest`. */
const NO_LATEST = 'lasting ntfy without latest'
/** So many messages are a page of history. */
const PAGE = 200

/** What the server keeps (12 hours, where nobody chose otherwise): asked for once an attempt, when it is needed first. */
export class Backlog {
  readonly #net: Net
  readonly #place: Place
  readonly #hearing: Hearing
  readonly #memory: Context['memory']
  #all: Promise<readonly Message[]> | undefined

  constructor({ net, place, hearing, memory }: Listening) {
    this.#memory = memory
    this.#net = net
    this.#place = place
    this.#hearing = hearing
  }

  /** It is known already. */
  fill(messages: readonly Message[]): void {
    this.#all = Promise.resolve(messages)
  }

  /** What came before a message, oldest first; without one the newest. Rejects with NetError. */
  readonly page = async (before: string | undefined): Promise<{ messages: Message[]; done: boolean }> => {
    const all = await this.#ask()
    const place = before === undefined ? -1 : all.findIndex(({ id }) => id === before)
    // One that the server has not (any more, or not yet): all of it is older, or known.
    const end = place < 0 ? all.length : place
    const from = Math.max(0, end - PAGE)
    // What is later is still on its way, as news.
    const { second = Infinity } = this.#hearing
    const messages = all.slice(from, end).filter(({ at }) => Math.floor(at / 1000) <= second)
    this.#hearing.gave(messages)
    return { messages, done: from === 0 }
  }

  /** The value of who watches the last message, as it is before another comes; undefined where there is none, or where it
   *  cannot be had: the next message is a value as well. */
  async value(): Promise<Incoming | undefined> {
    try {
      const last = ((await this.#latest()) ?? (await this.#ask())).findLast(({ body }) => body !== '')
      if (!last) return undefined
      const snapshot = { at: this.#net.clock.now(), value: valueOf(last.body), source: last.body }
      return { type: 'snapshot', snapshot }
    } catch (error) {
      if (error instanceof NetError || this.#net.signal.aborted) return undefined
      throw error
    }
  }

  #ask(): Promise<readonly Message[]> {
    const asked = (this.#all ??= this.#fetch())
    // What failed is asked for again.
    asked.catch(() => (this.#all = undefined))
    return asked
  }

  /** The last message alone, from a server that has a word for it (ntfy 2.27 has, 2.11 has not), since all that it has may be
   *  megabytes. Undefined where that tells nothing: the last there is may be a deletion. */
  async #latest(): Promise<readonly Message[] | undefined> {
    if (this.#all || this.#memory.get(NO_LATEST)) return undefined
    try {
      const lines = await this.#lines('latest')
      const messages = await messagesIn(lines, this.#net.clock.now())
      return lines.length > 0 && messages.length === 0 ? undefined : messages
    } catch (error) {
      if (!(error instanceof NetError && error.status === 400)) throw error
      this.#memory.set(NO_LATEST, true)
      return undefined
    }
  }

  async #fetch(): Promise<readonly Message[]> {
    return messagesIn(await this.#lines('all'), this.#net.clock.now())
  }

  async #lines(since: 'all' | 'latest'): Promise<string[]> {
    const address = streamAddress(this.#place, 'json', { poll: '1', since })
    try {
      return linesOf((await this.#net.request(address)).text)
    } catch (error) {
      throw inWords(error)
    }
  }
}

/** The lines of an answer that is one JSON object a line; or one list of them, of servers that only speak like ntfy. */
export function linesOf(text: string): string[] {
  if (/^\s*\[/.test(text)) {
    try {
      const list: unknown = JSON.parse(text)
      if (Array.isArray(list)) return list.map((each) => JSON.stringify(each))
    } catch {
      // No list: lines that cannot be read.
    }
  }
  return text.split('\n').filter((line) => line.trim() !== '')
}
