import type { Incoming, Message } from '../../model/message.ts'
import { valueOf } from '../../model/diff.ts'
import { NetError } from '../../net/errors.ts'
import type { Net } from '../../net/net.ts'
import type { Hearing } from './hearing.ts'
import { messagesIn } from './hearing.ts'
import type { Place } from './place.ts'
import { streamAddress } from './place.ts'
import { inWords } from './refusal.ts'

/** So many messages are a page of history. */
const PAGE = 200

/** What the server keeps (12 hours, where nobody chose otherwise): asked for once an attempt, when it is needed first. */
export class Backlog {
  readonly #net: Net
  readonly #place: Place
  readonly #hearing: Hearing
  #all: Promise<readonly Message[]> | undefined

  constructor({ net, place, hearing }: { net: Net; place: Place; hearing: Hearing }) {
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
    const messages = all.slice(from, end).filter(({ at }) => at <= second * 1000)
    this.#hearing.gave(messages)
    return { messages, done: from === 0 }
  }

  /** The value of who watches the last message, as it is before another comes; undefined where there is none, or where it
   *  cannot be had: the next message is a value as well. */
  async value(): Promise<Incoming | undefined> {
    try {
      const last = (await this.#ask()).findLast(({ body }) => body !== '')
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

  async #fetch(): Promise<readonly Message[]> {
    const address = streamAddress(this.#place, 'json', { poll: '1', since: 'all' })
    try {
      const { text } = await this.#net.request(address)
      return messagesIn(linesOf(text), this.#net.clock.now())
    } catch (error) {
      throw inWords(error)
    }
  }
}

/** The lines of an answer that is one JSON object a line. */
export function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}
