import type { OfferRequest } from '../model/offer.ts'
import { NetError } from './errors.ts'
import type { WireOptions } from './platform.ts'

/** It gets so long. */
const TIMEOUT_MS = 30_000
/** So much of the answer is read (bytes). */
const ANSWER_BYTES = 4_096

/** What a server said to a request that a person let go out: its status, how it begins, and how long it took (ms). */
export type ErrandAnswer = { status: number; name: string; ok: boolean; text: string; ms: number }

/** Sends a request that a message offers, once, without cookies, and not on to another address. Any status is an answer.
 *  Throws NetError, or the signal's reason. */
export async function runErrand(
  { method, url, headers, body }: OfferRequest,
  { signal, platform }: Required<Pick<WireOptions, 'signal' | 'platform'>>,
): Promise<ErrandAnswer> {
  const { clock } = platform
  const started = clock.now()
  const round = new AbortController()
  const stop = () => round.abort(signal.reason)
  const timeout = new NetError('timeout', { code: 'timeout', params: { seconds: TIMEOUT_MS / 1_000 } })
  const cancel = clock.after(TIMEOUT_MS, () => round.abort(timeout))
  signal.addEventListener('abort', stop, { once: true })
  try {
    signal.throwIfAborted()
    // Not by way of `openResponse`: that looks and asks again, and this is to be said once.
    const response = await platform.fetch(url, {
      method,
      headers: Object.fromEntries(headers),
      body: body ?? null,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'manual',
      referrerPolicy: 'no-referrer',
      signal: round.signal,
    })
    if (response.type === 'opaqueredirect') throw new NetError('refused', { code: 'rich.redirected' })
    const text = await beginningOf(response)
    return {
      ...{ status: response.status, name: response.statusText, ok: response.ok, text },
      ms: clock.now() - started,
    }
  } catch (error) {
    signal.throwIfAborted()
    if (round.signal.aborted) throw timeout
    if (error instanceof NetError) throw error
    throw new NetError('dropped', { code: 'rich.no-answer', detail: String(error) })
  } finally {
    cancel()
    signal.removeEventListener('abort', stop)
  }
}

/** How an answer begins, if that is text. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  for (let bytes = 0; bytes < ANSWER_BYTES;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    bytes += value.byteLength
    text += decoder.decode(value.subarray(0, ANSWER_BYTES), { stream: true })
  }
  void reader.cancel().catch(() => undefined)
  return text
}
