import type { Reason } from '../model/reason.ts'
import { NetError } from './errors.ts'
import { EventStream } from './event-stream.ts'
import { openNativeEvents } from './events-native.ts'
import type { Ask } from './http.ts'
import { openResponse, statusError } from './http.ts'
import { isLines } from './line-reader.ts'
import type { WireOptions } from './platform.ts'
import { browserPlatform } from './platform.ts'
import { closing } from './trace.ts'

/** `id` is the last event id as the specification has it: it stays until another comes. */
export type ServerEvent = { kind: 'event'; event: string; data: string; id: string }
/** An event, an id without one, the beginning of one that was too large, or, on a wire that heals by itself, its loss
 *  and its return. */
export type EventsItem =
  | ServerEvent
  | { kind: 'id'; id: string }
  | { kind: 'garbled'; frame: string; why: Reason }
  | { kind: 'lost'; why: Reason; until: number }
  | { kind: 'back' }

export type EventsOptions = WireOptions &
  Pick<Ask, 'credentials' | 'redirect'> & {
    method?: string
    /** These beat ours (`Accept`), but for where to resume. */
    headers?: Record<string, string>
    body?: string
    /** Where to resume: sent as `Last-Event-ID`, and the id of events until another comes. */
    lastEventId?: string
    /** What an earlier stream of this address said by `retry:`: it holds until this one says otherwise. */
    retryMs?: number
    /** Called for each comment line (they are life, and nothing else), in its place between the events. */
    onComment?: (comment: string) => void
    /** Called when an id came, also one without an event, before its event. */
    onId?: (id: string) => void
    /** Called when the server said by `retry:` how long to wait at least before coming again. */
    onRetry?: (ms: number) => void
    /** The browser's own EventSource, which needs to know the names of the events it is to hear. */
    native?: { names: string[] }
  }

/** Opens Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html) over a fetch stream, or
 *  over the browser's EventSource where asked. It resolves when the head of the answer is there, which a server that
 *  waits for its first event may send late: there is no timeout. Rejects, and ends, by NetError: whoever comes again
 *  does so where it is `retryable`, not before its `retryAt`, and with the last id that `onId` told. At the abort it
 *  ends quietly, and rejects with the signal's reason. An answer that is lines of JSON (NDJSON) is read by the line. */
export async function openEvents(url: string, options: EventsOptions): Promise<AsyncIterable<EventsItem>> {
  if (options.native) return openNativeEvents(url, options.native.names, options)
  const { signal, trace, heard, method, body, credentials, redirect, platform = browserPlatform() } = options
  signal.throwIfAborted()
  const event = method ?? 'GET'
  trace?.({ at: platform.clock.now(), kind: 'out', frame: body ?? '', event, url })
  const ask = {
    headers: headersOf(options),
    // [spec] Also what makes the browser say `Cache-Control: no-cache`: by hand it would cost a preflight.
    cache: 'no-store' as const,
    ...(method && { method }),
    ...(body !== undefined && { body }),
    ...(credentials && { credentials }),
    ...(redirect && { redirect }),
  }
  try {
    const response = await openResponse(url, ask, signal, platform)
    heard?.()
    const lines = await checkHead(response, platform.clock.now())
    trace?.({ at: platform.clock.now(), kind: 'open', url, detail: String(response.status) })
    return new EventStream(response.body as ReadableStream<Uint8Array>, { ...options, platform }, lines)
  } catch (error) {
    trace?.(closing(platform.clock.now(), error instanceof NetError ? error : undefined))
    throw error
  }
}

/** Names in small letters, so that one given in others is not sent beside ours. */
function headersOf({ headers = {}, lastEventId }: EventsOptions): Record<string, string> {
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const sent: Record<string, string> = { accept: 'text/event-stream', ...Object.fromEntries(given) }
  if (lastEventId) sent['last-event-id'] = headerBytes(lastEventId)
  return sent
}

/** Is it lines of JSON, and not an event stream? Throws NetError where it is neither. */
async function checkHead(response: Response, now: number): Promise<boolean> {
  const type = response.headers.get('content-type') ?? ''
  // [spec] 204 tells a client to stop.
  if (response.status === 204) throw new NetError('refused', { code: 'no-content' }, { status: 204 })
  if (response.status !== 200) {
    const text = await response.text().catch(() => '')
    throw statusError(response, text, now)
  }
  const lines = isLines(type)
  if (!(lines || /^text\/event-stream\s*(;|$)/i.test(type)) || !response.body) {
    void response.body?.cancel().catch(() => undefined)
    throw new NetError(
      'protocol',
      { code: 'not-event-stream', params: { type: type || '—' } },
      { status: 200 },
    )
  }
  return lines
}

/** [spec] The id is sent as UTF-8; a header takes a byte a character. */
function headerBytes(text: string): string {
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('')
}
