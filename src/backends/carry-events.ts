import type { Incoming } from '../model/message.ts'
import { NetError } from '../net/errors.ts'
import type { EventsItem } from '../net/events.ts'
import { Pacing } from '../net/pacing.ts'
import { Ahead } from './ahead.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { EventsTalk } from './events-talk.ts'
import { postAddress } from './fields.ts'
import { prepare, told, unlessFirst } from './frame.ts'
import { Lump } from './lump.ts'
import { GREETED_MS, greetingWaitMs } from './greets.ts'
import { heardName, openStream } from './open-events.ts'
import { resumesByAddress } from './resume.ts'
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
  const talk = new EventsTalk(context, codec, act)
  const waitMs = codec.greetingOf ? greetingWaitMs(context) : 0
  const opening = openStream(context)
  // Who is known to greet does so at once: before that nothing is said.
  const silent = waitMs < GREETED_MS && (await isSilent(opening, net.sleep(SILENT_MS)))
  if (silent) {
    yield { type: 'able', can: ['say'], act }
    await sayFirst(context, codec)
  }
  const { items, resumed, why } = await opening
  if (!silent) await sayFirst(context, codec)
  const stream = new Ahead(items)
  const pacing = new Pacing()
  if (waitMs > 0) {
    const first = await stream.look(waitMs, net.clock)
    talk.look(first?.kind === 'event' ? first.data : undefined)
  }
  const shorts = Number(memory.get(SHORT) ?? 0)
  if (shorts < SHORT_TIMES) yield* unlessFirst(context, resumed, why)
  yield talk.ready
  yield* initialValue(context, codec)

  const openedAt = net.clock.now()
  let greeted = talk.greeted
  let heard = false
  let id: string | undefined
  const lump = new Lump()
  const hear = (item: EventsItem, at: number) => {
    if (item.kind === 'lost') lump.add({ type: 'lost', why: item.why, until: item.until })
    else if (item.kind === 'back') {
      // The browser resumes by the last id: without one nothing can be.
      for (const gap of unlessFirst(context, Boolean(id) || resumesByAddress(context))) lump.add(gap)
      talk.begin()
      lump.add(talk.ready)
    } else if (item.kind === 'garbled') lump.add({ type: 'garbled', frame: item.frame, why: item.why })
    else if (item.kind === 'id') {
      id = item.id
      lump.add({ type: 'cursor', cursor: id })
    } else {
      heard = true
      id = item.id
      heardName(context, item.event)
      const event = item.event === 'message' ? {} : { event: item.event }
      const tell = told(item.data, codec, { at, ...event, ...(id && { id }) }, talk)
      // A server that tells something is more than one that merely opens.
      if (!greeted) lump.add({ ...talk.ready, hello: true })
      greeted = true
      for (const incoming of tell) lump.add(incoming)
    }
  }
  const hearAll = async () => {
    const at = net.clock.now()
    if (!codec.prepare) return void stream.take((item) => hear(item, at), pacing.spell())
    const waiting: EventsItem[] = []
    stream.take((item) => waiting.push(item), pacing.spell())
    const events = waiting.filter((item) => item.kind === 'event')
    await prepare(
      codec,
      events.map(({ data, event }) => ({ frame: data, ...(event !== 'message' && { event }) })),
    )
    for (const item of waiting) hear(item, at)
  }
  try {
    while (await stream.more) {
      await hearAll()
      yield* lump.give()
      await pacing.breath()
    }
  } catch (error) {
    const now = net.clock.now()
    const short =
      heard &&
      !talk.greeted &&
      now - openedAt < SHORT_MS &&
      error instanceof NetError &&
      error.why.code === 'ended'
    memory.set(SHORT, short ? shorts + 1 : 0)
    if (!short || shorts + 1 < SHORT_TIMES) throw error
    throw new NetError('dropped', error.why, { retryAt: error.retryAt ?? now + ASK_AGAIN_MS })
  } finally {
    stream.close()
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
async function sayFirst({ net, options }: CarrierContext, codec: Codec): Promise<void> {
  if (!options.first) return
  const body = codec.fill?.(options.first, net.clock.now()) ?? options.first
  const headers = { 'Content-Type': 'text/plain;charset=UTF-8' }
  await net.request(postAddress(options), { method: 'POST', headers, body, cache: 'no-store' })
}
