import type { Incoming } from '../../model/message.ts'
import { NetError } from '../../net/errors.ts'
import type { Answer } from '../../net/http.ts'
import { sendsHeaders } from '../auth-fields.ts'
import { listenAddress } from './address.ts'
import type { Listening } from './listening.ts'
import { isSilent, RESUME_MS, wasIn } from './listening.ts'
import { partsOf } from './multipart-read.ts'
import { lookAtOldest } from './oldest.ts'
import { headersAfter, idOfHeaders } from './place-read.ts'
import { isOfPublisher, whyNotHeard } from './refusal.ts'

/** A question that nothing answered for so long is asked anew: some proxies let go of one after a minute without a word. */
const PATIENCE_MS = 50_000
/** A location that answers at once that there is nothing (`nchan_subscriber intervalpoll`) is asked so often. */
const INTERVAL_MS = 3_000
/** Who is not told no for so long has been let in: nothing comes until there is a message. */
const SILENT_MS = 1_500
/** In a channel's memory: this server heeds headers, and not the address. */
const BY_HEADERS = 'nchan place in headers'

/** A message an answer, or several, and each question says after which: https://nchan.io/#long-polling. `answers`: it is
 *  known to have something to say at once. */
export async function* hearLongPoll(listening: Listening, answers = false): AsyncGenerator<Incoming> {
  const { net, hearing } = listening
  await lookAtOldest(listening)
  let after = hearing.since
  let isReady = false
  const ready = function* (): Generator<Incoming> {
    if (isReady) return
    isReady = true
    yield* hearing.begin(true)
    yield { type: 'ready', can: ['say'], act: listening.act() }
  }
  for (;;) {
    const askedAt = net.clock.now()
    const asked = ask(listening, after)
    // Whoever leaves while it is on its way hears no more of it.
    asked.catch(() => undefined)
    if (!isReady && (await isSilent(asked, net.sleep(SILENT_MS)))) {
      const isAnswered = answers || (await answersAtOnce(listening, after))
      // What has something to say and does not end is a stream without ids.
      if (isAnswered && (await isSilent(asked, net.sleep(RESUME_MS))))
        throw new NetError('refused', { code: 'nchan.raw-stream' })
      yield* ready()
    }
    if (hearing.waits && (await isSilent(asked, net.sleep(RESUME_MS)))) yield* hearing.giveUp()
    const answer = await asked
    if (answer === 'nothing') {
      // Who has no patience of its own is not asked without a pause.
      if (net.clock.now() - askedAt < SILENT_MS) await net.sleep(INTERVAL_MS)
      continue
    }
    if (answer === 'otherwise') {
      after = hearing.since
      continue
    }
    const id = idOfHeaders(answer.headers)
    if (id === undefined && isOfPublisher(answer.text))
      throw new NetError('refused', { code: 'nchan.is-publisher' })
    yield* ready()
    if (answer.status === 304) {
      yield* hearing.giveUp()
      await net.sleep(INTERVAL_MS)
      continue
    }
    const type = answer.headers.get('content-type') ?? ''
    // Of several messages an answer has the id of the last only: where that was told, so were those before it.
    const isOld = id !== undefined && hearing.isLater(id) === false
    for (const part of partsOf({ body: answer.text, type, ...(id && { id }) }))
      if (part.id !== undefined || !isOld) yield* hearing.hear(part, net.clock.now())
    if (id === undefined) throw new NetError('protocol', { code: 'nchan.no-place' })
    if (id === after) heedsNoAddress(listening)
    after = id
  }
}

/** The same message once more is what one gets who is not understood: the other way, then, or none. Throws NetError. */
function heedsNoAddress({ memory }: Listening): void {
  if (memory.get(BY_HEADERS)) throw new NetError('protocol', { code: 'nchan.stands-still' })
  memory.set(BY_HEADERS, true)
}

/** Does it answer with something that is no event stream, whatever it says? A long poll waits for a message. Not asked
 *  again where another wire has. */
async function answersAtOnce(
  { net, options, isAsked }: Listening,
  after: string | undefined,
): Promise<boolean> {
  if (isAsked) return false
  const over = new AbortController()
  const opening = net.events(listenAddress(options, 'http', after), { signal: over.signal })
  const why = opening.then(
    () => undefined,
    (error: unknown) => (error instanceof NetError ? error.why.code : undefined),
  )
  try {
    return (await Promise.race([why, net.sleep(SILENT_MS)])) === 'not-event-stream'
  } finally {
    // Else the server would keep it as one long poll more.
    over.abort()
  }
}

/** `nothing`: nothing came within its time; `otherwise`: it did not understand where to go on, and is to be asked in another
 *  way. By the address a question needs no preflight, by headers it does. */
async function ask(
  listening: Listening,
  after: string | undefined,
): Promise<Answer | 'nothing' | 'otherwise'> {
  const { net, options, memory, hearing } = listening
  const byHeaders = memory.get(BY_HEADERS) === true && after !== undefined
  const url = listenAddress(options, 'http', byHeaders ? undefined : after)
  try {
    return await net.request(url, {
      // A browser would put a place of its own into it.
      cache: 'no-store',
      timeoutMs: PATIENCE_MS,
      ...(byHeaders && { headers: headersAfter(after) }),
    })
  } catch (error) {
    if (error instanceof NetError && (error.kind === 'timeout' || error.status === 408)) return 'nothing'
    if (
      error instanceof NetError &&
      error.status === 400 &&
      after === hearing.since &&
      hearing.asksOtherwise()
    )
      return 'otherwise'
    throw whyNotHeard(error, {
      login: sendsHeaders(options),
      after: byHeaders,
      wasIn: wasIn(listening),
    })
  }
}
