import type { Reason } from '../model/reason.ts'
import { sleep } from './clock.ts'
import { NetError } from './errors.ts'
import type { Platform, WireOptions } from './platform.ts'
import { browserPlatform } from './platform.ts'
import { retryAfter } from './retry-after.ts'
import { closing } from './trace.ts'

/** A plain request, its body included, gets so long. */
export const REQUEST_TIMEOUT_MS = 10_000
/** A body that is longer is not read to its end. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024
/** How long the `no-cors` look may take. */
const LOOK_TIMEOUT_MS = 5_000
const DETAIL_CHARS = 300

/** An answer, read to its end. `ms` is how long it took. */
export type Answer = { status: number; headers: Headers; text: string; ms: number }

export type Ask = {
  method?: string
  headers?: Record<string, string>
  body?: string | ArrayBuffer
  cache?: RequestCache
  /** `include`: with the cookies that the browser has of that server. */
  credentials?: RequestCredentials
  /** `manual`: a request that is sent on to another address ends with the reason. */
  redirect?: RequestRedirect
  /** How long the answer may take, its body included; `REQUEST_TIMEOUT_MS` where it is not said. */
  timeoutMs?: number
}

/** fetch that throws NetError, with the answer's body read within its timeout. 304 is an answer, not an error. */
export async function request(url: string, ask: Ask, options: WireOptions): Promise<Answer> {
  const { signal, trace, heard, platform = browserPlatform() } = options
  const { clock } = platform
  const started = clock.now()
  const round = new AbortController()
  const stop = () => round.abort(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  const { timeoutMs = REQUEST_TIMEOUT_MS } = ask
  const timeout = new NetError('timeout', { code: 'timeout', params: { seconds: timeoutMs / 1000 } })
  let answered = false
  const cancel = clock.after(timeoutMs, () => round.abort(timeout))
  const failureOf = (error: unknown): NetError => {
    if (error instanceof NetError) return error
    if (round.signal.aborted) return timeout
    // The server has the request: that is not the same as not being there.
    const code = answered ? 'ended' : 'unreachable'
    return new NetError('dropped', { code, params: { url }, detail: String(error) })
  }
  try {
    signal.throwIfAborted()
    trace?.({ at: started, kind: 'out', frame: ask.body ?? '', event: ask.method ?? 'GET', url })
    const response = await openResponse(url, ask, round.signal, platform)
    answered = true
    heard?.()
    const text = await readText(response, round.signal)
    const now = clock.now()
    const ms = now - started
    const type = response.headers.get('content-type')
    trace?.({ at: now, kind: 'in', frame: text, event: String(response.status), ms, ...(type && { type }) })
    if (!response.ok && response.status !== 304) throw statusError(response, text, now)
    return { status: response.status, headers: response.headers, text, ms }
  } catch (error) {
    if (signal.aborted) throw error
    const failure = failureOf(error)
    if (failure.status === undefined) trace?.(closing(clock.now(), failure))
    throw failure
  } finally {
    cancel()
    signal.removeEventListener('abort', stop)
  }
}

/** fetch up to the answer's head. A fetch that fails is told apart by a `no-cors` look: refused, or not there. */
export async function openResponse(
  url: string,
  { method = 'GET', headers = {}, body, cache = 'no-cache', timeoutMs: _, ...more }: Ask,
  signal: AbortSignal,
  platform: Platform,
): Promise<Response> {
  const { origin } = platform
  for (let again = false; ; again = true) {
    try {
      const init = { method, headers, body: body ?? null, cache, signal, ...more }
      const response = await platform.fetch(url, init)
      if (response.type === 'opaqueredirect') throw new NetError('refused', { code: 'auth.redirected' })
      return response
    } catch (error) {
      if (error instanceof NetError) throw error
      if (signal.aborted) throw signal.reason
      const crosses = origin !== undefined && new URL(url).origin !== origin
      if (!again && !(crosses && (await isThere(url, method, signal, platform))))
        throw new NetError('dropped', { code: 'unreachable', params: { url }, detail: String(error) })
      // A server that restarts is there a moment later: only what then fails again is CORS. A POST is not said twice.
      if (again || method !== 'GET')
        throw new NetError('refused', { code: 'no-cors', params: { url, origin: origin ?? '' } })
    }
  }
}

/** Does anything answer at this address, whether or not this page may read it? */
async function isThere(
  url: string,
  method: string,
  signal: AbortSignal,
  platform: Platform,
): Promise<boolean> {
  const look = new AbortController()
  const timer = sleep(LOOK_TIMEOUT_MS, AbortSignal.any([signal, look.signal]), platform.clock)
  try {
    const asked = platform.fetch(url, {
      // A look must not be taken for a message.
      method: method === 'GET' ? 'GET' : 'HEAD',
      mode: 'no-cors',
      credentials: 'omit',
      cache: 'no-store',
      signal: look.signal,
    })
    return (await Promise.race([asked, timer])) !== undefined
  } catch (error) {
    if (signal.aborted) throw signal.reason ?? error
    return false
  } finally {
    // Closes a stream that answered, and ends the timer.
    look.abort()
  }
}

/** The error that an answer's status is. 408, 425, 429 and 5xx are worth another try. */
export function statusError(response: Response, text: string, now: number): NetError {
  const { status } = response
  const retryAt = retryAfter(response.headers, now)
  const detail = text.trim().slice(0, DETAIL_CHARS)
  const why: Reason = {
    code: 'http-status',
    params: { status, name: response.statusText },
    ...(detail && { detail }),
  }
  const facts = { status, ...(retryAt !== undefined && { retryAt }) }
  if (status === 401 || status === 403)
    return new NetError('unauthorized', { ...why, code: 'unauthorized' }, facts)
  if (status === 429) return new NetError('busy', { ...why, code: 'rate-limited' }, facts)
  if (status === 503) return new NetError('busy', why, facts)
  if (status === 408 || status === 425 || status >= 500) return new NetError('dropped', why, facts)
  return new NetError('refused', why, facts)
}

async function readText(response: Response, signal: AbortSignal): Promise<string> {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  const stop = () => reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', stop, { once: true })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      signal.throwIfAborted()
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > MAX_BODY_BYTES) {
        void stop()
        throw new NetError('protocol', {
          code: 'too-large',
          params: { megabytes: MAX_BODY_BYTES / 1024 ** 2 },
        })
      }
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
