import type { Perform } from '../model/act.ts'
import type { Incoming } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { addressOf, postAddress } from './fields.ts'
import { unread } from './frame.ts'

const LET_IN = 'a POST was answered'
/** What bytes are called that a person sends: nobody says what they are. */
const BYTES_TYPE = 'application/octet-stream'

/** What is said on a wire that only listens: a POST beside it. An answer is a receipt, with the id that the server gave. */
export function byPost(context: CarrierContext, codec: Codec): Perform {
  const { net, options, memory } = context
  return async (draft) => {
    if (draft.act.kind === 'refresh') return net.pollNow()
    if (draft.act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
    const { frame, type: textType } = codec.write(draft)
    const type = typeof frame === 'string' ? textType : BYTES_TYPE
    const headers = { 'Content-Type': type }
    const ask = { method: 'POST', headers, body: frame, cache: 'no-store' as const }
    const answer = await net.request(postAddress(options), ask).catch((error: unknown) => {
      // Let in before: what looks forbidden now is a server that fell in between, and may have taken it.
      const letIn = memory.has(LET_IN)
      if (isUnreadable(error) && letIn) throw new NetError('dropped', { code: 'ended' })
      throw isUnreadable(error) && isSimple(type) ? new NetError('dropped', error.why) : error
    })
    memory.set(LET_IN, true)
    if (options.wire === 'poll') net.pollNow()
    const messageId = codec.idOf?.(answer.text)
    return messageId === undefined ? {} : { messageId }
  }
}

/** A simple request (https://fetch.spec.whatwg.org/#cors-safelisted-request-header) is delivered whatever CORS says:
 *  only its answer cannot be read, so that nobody knows. */
function isSimple(type: string): boolean {
  return /^text\/plain\b/i.test(type)
}

function isUnreadable(error: unknown): error is NetError {
  return error instanceof NetError && error.why.code === 'no-cors'
}

/** The first value of one that is kept live: fetched once the wire is open and its frames wait in order behind it,
 *  so that nothing falls between the two. */
export async function* initialValue(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, options } = context
  if (!options.initial) return
  const { text, status, ms } = await net.request(addressOf(options.initial, 'http'))
  if (textOf(text) === undefined) return yield unread(text)
  const parsed = codec.parse(text, true)
  if ('why' in parsed) yield { type: 'garbled', frame: text, why: parsed.why }
  else
    yield {
      type: 'snapshot',
      snapshot: { at: net.clock.now(), value: parsed.value, source: text, status, ms },
    }
}
