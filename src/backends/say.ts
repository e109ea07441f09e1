import type { Draft } from '../model/act.ts'
import type { Incoming } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { addressOf, postAddress } from './fields.ts'

/** What is said on a wire that only listens: a POST beside it. Returns the id that the server gave. */
export function byPost(context: CarrierContext, codec: Codec): (draft: Draft) => Promise<string | void> {
  const { net, options } = context
  return async (draft) => {
    if (draft.act.kind === 'refresh') return net.pollNow()
    if (draft.act.kind !== 'say') throw new NetError('refused', { code: 'cannot-say' })
    const { frame, type } = codec.write(draft)
    const headers = { 'Content-Type': type }
    const ask = { method: 'POST', headers, body: frame, cache: 'no-store' as const }
    const answer = await net.request(postAddress(options), ask).catch((error: unknown) => {
      throw isUnreadable(error) && isSimple(type) ? new NetError('dropped', error.why) : error
    })
    if (options.wire === 'poll') net.pollNow()
    return codec.idOf?.(answer.text)
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
  const parsed = codec.parse(text, true)
  if ('why' in parsed) yield { type: 'garbled', frame: text, why: parsed.why }
  else
    yield {
      type: 'snapshot',
      snapshot: { at: net.clock.now(), value: parsed.value, source: text, status, ms },
    }
}
