import type { Incoming } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { postAddress } from './fields.ts'
import { told, unlessFirst } from './frame.ts'
import { heardName, openStream } from './open-events.ts'
import { byPost, initialValue } from './say.ts'

/** A server may send its head only with its first event (and Firefox tells of neither before): what is said beside the
 *  stream need not wait longer for it. */
const SILENT_MS = 1_500
/** A stream that ends sooner than this after it told something, so many times in a row, is meant to be asked for again
 *  and again (a script that answers once): after so long, if its server does not say, and without an alarm each time. */
const SHORT_MS = 5_000
const SHORT_TIMES = 2
const ASK_AGAIN_MS = 3_000
const SHORT = 'short streams in a row'

/** An event a message, over Server-Sent Events; what is said goes by POST beside it. */
export async function* carryEvents(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, memory } = context
  const act = byPost(context, codec)
  const ready: Incoming = { type: 'ready', can: ['say'], act }
  const opening = openStream(context)
  const silent = await isSilent(opening, net.sleep(SILENT_MS))
  if (silent) {
    yield { type: 'able', can: ['say'], act }
    await sayFirst(context)
  }
  const { items, resumed, why } = await opening
  if (!silent) await sayFirst(context)
  const shorts = Number(memory.get(SHORT) ?? 0)
  if (shorts < SHORT_TIMES) yield* unlessFirst(context, resumed, why)
  yield ready
  yield* initialValue(context, codec)

  const openedAt = net.clock.now()
  let heard = false
  let id: string | undefined
  try {
    for await (const item of items) {
      if (item.kind === 'lost') yield { type: 'lost', why: item.why, until: item.until }
      else if (item.kind === 'back') {
        // The browser resumes by the last id: without one nothing can be.
        if (!id) yield* unlessFirst(context)
        yield ready
      } else if (item.kind === 'garbled') yield { type: 'garbled', frame: '', why: item.why }
      else {
        // A server that tells something is more than one that merely opens.
        if (!heard) yield { ...ready, hello: true }
        heard = true
        id = item.id
        heardName(context, item.event)
        const event = item.event === 'message' ? {} : { event: item.event }
        yield* told(item.data, codec, { at: net.clock.now(), ...event, ...(id && { id }) })
      }
    }
  } catch (error) {
    const now = net.clock.now()
    const short =
      heard && now - openedAt < SHORT_MS && error instanceof NetError && error.why.code === 'ended'
    memory.set(SHORT, short ? shorts + 1 : 0)
    if (!short || shorts + 1 < SHORT_TIMES) throw error
    throw new NetError('dropped', error.why, { retryAt: error.retryAt ?? now + ASK_AGAIN_MS })
  }
}

async function isSilent(opening: Promise<unknown>, patience: Promise<void>): Promise<boolean> {
  const opened = opening.then(
    () => false,
    () => false,
  )
  return Promise.race([opened, patience.then(() => true)])
}

/** The first message goes out beside the stream, as anything that is said. */
async function sayFirst({ net, options }: CarrierContext): Promise<void> {
  if (!options.first) return
  const headers = { 'Content-Type': 'text/plain;charset=UTF-8' }
  await net.request(postAddress(options), { method: 'POST', headers, body: options.first, cache: 'no-store' })
}
