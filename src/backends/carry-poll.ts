import type { Incoming, Message } from '../model/message.ts'
import { isLocalId } from '../model/ids.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { addressOf } from './fields.ts'
import { unreadable } from './frame.ts'
import { byPost } from './say.ts'

/** A value, asked for again and again; what is new in it is also told as messages. */
export async function* carryPoll(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, options, memory } = context
  const url = addressOf(options.server, 'http')
  const seen = seenOf(memory)
  let ready = false
  let last: { text: string; value: unknown } | undefined
  for await (const { text, status, ms, headers } of net.poll(() => net.request(url))) {
    if (!ready) yield { type: 'ready', can: ['say', 'refresh'], act: byPost(context, codec) }
    ready = true
    const at = net.clock.now()
    // The browser revalidates by itself, so that a 304 reaches us as the same text once more.
    const unchanged = status === 304 || text === last?.text
    if (unchanged && last) {
      yield {
        type: 'snapshot',
        snapshot: { at, value: last.value, source: last.text, status, ms, unchanged },
      }
      continue
    }
    const parsed = codec.parse(text, !isPlainText(headers))
    if ('why' in parsed) {
      last = undefined
      yield { type: 'garbled', frame: text, why: parsed.why }
      continue
    }
    last = { text, value: parsed.value }
    try {
      const news = seen.fresh(oldestFirst(codec.read(parsed.value, text, { at, whole: true })))
      yield { type: 'snapshot', snapshot: { at, value: parsed.value, source: text, status, ms }, news }
    } catch (error) {
      yield unreadable(error, text)
    }
  }
}

/** A list in one answer has no order of arrival, and many servers give the newest first: their times or numbers tell. */
function oldestFirst(messages: Message[]): Message[] {
  const [first, last] = [messages[0], messages.at(-1)]
  if (!first || !last) return messages
  const down = first.at > last.at || (first.at === last.at && Number(first.id) > Number(last.id))
  return down ? messages.toReversed() : messages
}

const REMEMBERED = 5_000

/** What the answers before had, so that the next one's news can be told. It outlives a reconnect. */
class Seen {
  /** How often each was in one answer: those with an id in any, those without in the last. */
  #named = new Map<string, number>()
  #unnamed = new Map<string, number>()

  /** Those that are in this answer more often than in the ones before: the same line twice is two lines, and an id with
   *  another text is news (many name the sender by it). New ones without ids at a list's front are told the last first. */
  fresh(messages: Message[]): Message[] {
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
}

function keyOf({ id, from, title, body }: Message): string {
  return JSON.stringify([isLocalId(id) ? '' : id, from, title, body])
}

function seenOf(memory: Map<string, unknown>): Seen {
  const seen = memory.get('seen')
  if (seen instanceof Seen) return seen
  const fresh = new Seen()
  memory.set('seen', fresh)
  return fresh
}

/** Text that its server calls text is no JSON by mistake. */
function isPlainText(headers: Headers): boolean {
  return /^text\/plain\b/i.test(headers.get('content-type') ?? '')
}
