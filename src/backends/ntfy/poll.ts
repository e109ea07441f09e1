import { valueOf } from '../../model/diff.ts'
import type { Incoming, Message, Snapshot } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import type { Answer } from '../../net/http.ts'
import { Pacing } from '../../net/pacing.ts'
import type { Backlog } from './backlog.ts'
import { linesOf } from './backlog.ts'
import { messagesIn } from './gathered.ts'
import { streamAddress } from './place.ts'
import { inWords } from './refusal.ts'
import type { Listening } from './stream.ts'

/** The last text of each topic. */
type Value = Map<string, string>
const LAST = 'ntfy last texts'
/** What there was before we came is no news; where there was nothing, all that comes is. */
const ASKED = 'ntfy asked'

/** Asks for what is new, again and again: what is new as messages, and the last of all as the value. `ready` is told with
 *  the first answer. Ends by NetError. */
export async function* hearPolled(
  { net, place, hearing, memory }: Listening,
  backlog: Backlog,
  ready: Iterable<Incoming>,
): AsyncGenerator<Incoming> {
  const ask = () => {
    const url = streamAddress(place, 'json', { poll: '1', since: hearing.since ?? 'all' })
    return net.request(url, { cache: 'no-store' }).catch((error: unknown) => {
      throw inWords(error)
    })
  }
  let isReady = false
  for await (const answer of net.poll(ask)) {
    checkKind(answer)
    const at = net.clock.now()
    const lines = linesOf(answer.text)
    const all = await messagesIn(lines, at)
    if (!isReady) yield* ready
    isReady = true
    const isFirst = hearing.since === undefined && !memory.has(ASKED)
    memory.set(ASKED, true)
    if (isFirst) backlog.fill(all)
    const news: Message[] = []
    const pacing = new Pacing()
    let garbled = false
    for (const line of lines) {
      for (const told of hearing.read(line, at)) {
        garbled ||= told.type === 'garbled'
        // What came and went within one answer is no news.
        const gone = told.type === 'change' ? news.findIndex(({ id }) => id === told.id) : -1
        if (gone >= 0) news.splice(gone, 1)
        if (told.type !== 'messages') yield told
        else if (!isFirst) news.push(...told.messages)
      }
      const rest = pacing.breath()
      if (rest) await rest
    }
    hearing.keep()
    const before = memory.get(LAST) as Value | undefined
    const value = valueWith(all, place.topics, before)
    const isOld = value === before
    memory.set(LAST, value)
    // Else it would look as if all were well.
    if (garbled && news.length === 0) continue
    const { cursor } = hearing
    const { status, ms } = answer
    const snapshot = { ...shownOf(value), at, status, ms, ...(isOld && { unchanged: true }) }
    yield { type: 'snapshot', snapshot, news, ...(cursor && { cursor }) }
  }
}

/** The last values, with those of newer messages in their place; the same object where that changes nothing. */
function valueWith(
  messages: readonly Message[],
  topics: readonly string[],
  before: Value = new Map(),
): Value {
  const after: Value = new Map(topics.flatMap((topic) => [...before].filter(([name]) => name === topic)))
  for (const { room, body } of messages)
    if (body !== '' && room !== undefined && topics.includes(room)) after.set(room, body)
  const isSame = after.size === before.size && [...after].every(([topic, body]) => before.get(topic) === body)
  return isSame ? before : after
}

/** Of one topic its value, of several a record of them; `null` where nothing was said yet. */
function shownOf(value: Value): Pick<Snapshot, 'value' | 'source'> {
  const [only, ...others] = value.values()
  if (only === undefined) return { value: null, source: '' }
  if (others.length === 0) return { value: valueOf(only), source: only }
  return { value: Object.fromEntries([...value].map(([topic, body]) => [topic, valueOf(body)])) }
}

/** A page that some other server has there, line by line, would be hundreds of rows. */
function checkKind({ headers }: Answer): void {
  const type = headers.get('content-type') ?? ''
  if (/^text\/html\b/i.test(type))
    throw new NetError('protocol', { code: 'ntfy.not-ntfy', params: { type } }, { status: 200 })
}
