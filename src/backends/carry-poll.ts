import type { Incoming } from '../model/message.ts'
import { textOf } from '../model/text.ts'
import type { Answer } from '../net/http.ts'
import { mainAsk } from './auth.ts'
import type { CarrierContext, Codec } from './carrier.ts'
import { addressOf } from './fields.ts'
import { prepare, unread, unreadable } from './frame.ts'
import { oldestFirst, Past } from './poll-past.ts'
import { resumeAddress, resumeName } from './resume.ts'
import { byPost } from './say.ts'

/** A value, asked for again and again; what is new in it is also told as messages. */
export async function* carryPoll(context: CarrierContext, codec: Codec): AsyncGenerator<Incoming> {
  const { net, options } = context
  const address = addressOf(options.server, 'http')
  const past = Past.of(context.memory)
  const act = byPost(context, codec)
  const resumes = resumeName(options) !== ''
  let { cursor } = context
  let ready: (Incoming & { type: 'ready' }) | undefined

  const ask = async (): Promise<Answer & { url: string }> => {
    const url = resumeAddress(address, options, cursor)
    const answer = await net.request(url, mainAsk(context))
    // "Not modified", and we have nothing that it could be: all of it, please.
    if (answer.status === 304 && past.last?.url !== url)
      return { ...(await net.request(url, { ...mainAsk(context), cache: 'reload' })), url }
    return { ...answer, url }
  }

  for await (const { url, text, status, ms, headers } of net.poll(ask)) {
    const at = net.clock.now()
    const answeredBefore = past.at
    past.at = at
    // The browser revalidates by itself, so that a 304 reaches us as the same text once more.
    const last = past.last?.url === url ? past.last : undefined
    const unchanged = last !== undefined && (status === 304 || text === last.text)
    const reads = textOf(text) !== undefined
    if (reads && !unchanged) await prepare(codec, [{ frame: text }])
    const parsed = unchanged
      ? { value: last.value }
      : reads
        ? codec.parse(text, !isPlainText(headers))
        : undefined
    const aside = parsed && 'value' in parsed ? codec.asideOf?.(parsed.value) : undefined
    const { dedupes } = aside?.greeting ?? {}
    if (!ready || (dedupes && !ready.dedupes)) {
      ready = { type: 'ready', can: ['say', 'refresh'], act, ...(dedupes && { dedupes, hello: true }) }
      yield ready
    }
    if (unchanged) {
      const snapshot = { at, value: last.value, source: last.text, status, ms, unchanged }
      yield { type: 'snapshot', snapshot }
      continue
    }
    if (!parsed || 'why' in parsed) {
      past.last = undefined
      yield parsed ? { type: 'garbled', frame: text, why: parsed.why } : unread(text)
      continue
    }
    past.last = { url, text, value: parsed.value }
    try {
      const messages = oldestFirst(codec.read(parsed.value, text, { at, whole: true }))
      const asked = url !== address
      // Named by the server itself it is where this answer ends: then the next one has only what is new.
      const place = resumes ? (aside?.cursor ?? codec.placeOf?.(undefined, messages)) : undefined
      if (aside?.gap) yield { ...(answeredBefore && { from: answeredBefore }), to: at, ...aside.gap }
      else if (!asked && past.movedOn(messages) && answeredBefore !== undefined)
        yield { type: 'gap', from: answeredBefore, to: at, why: { code: 'list-moved-on' } }
      const news = past.fresh(messages, asked && aside?.cursor !== undefined && aside.cursor !== cursor)
      cursor = place ?? cursor
      const snapshot = { at, value: parsed.value, source: text, status, ms }
      yield { type: 'snapshot', snapshot, news, ...(place && { cursor: place }) }
    } catch (error) {
      yield unreadable(error, text)
      // It will not be readable the next time either.
      if (resumes && aside?.cursor) yield { type: 'cursor', cursor: (cursor = aside.cursor) }
    }
  }
}

/** Text that its server calls text is no JSON by mistake. */
function isPlainText(headers: Headers): boolean {
  return /^text\/plain\b/i.test(headers.get('content-type') ?? '')
}
