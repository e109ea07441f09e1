import { createParser } from 'eventsource-parser'
import type { Reason } from '../model/reason.ts'
import { NetError } from './errors.ts'
import { openNativeEvents } from './events-native.ts'
import { openResponse, statusError } from './http.ts'
import type { WireOptions } from './platform.ts'
import { browserPlatform } from './platform.ts'

/** An event larger than this (characters) is garbled, not a crash. */
export const MAX_EVENT_CHARS = 8 * 1024 * 1024

/** `id` is the last event id as the specification has it: it stays until another comes. */
export type ServerEvent = { kind: 'event'; event: string; data: string; id: string }
/** An event, an event that was too large, or, on a wire that heals by itself, its loss and its return. */
export type EventsItem =
  | ServerEvent
  | { kind: 'garbled'; why: Reason }
  | { kind: 'lost'; why: Reason; until: number }
  | { kind: 'back' }

export type EventsOptions = WireOptions & {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** Where to resume: sent as `Last-Event-ID`. */
  lastEventId?: string
  /** Called for each comment line (they are life, and nothing else). */
  onComment?: (comment: string) => void
  /** Called when an id came, also one without an event. */
  onId?: (id: string) => void
  /** The browser's own EventSource, which needs to know the names of the events it is to hear. */
  native?: { names: string[] }
}

/** Opens Server-Sent Events (https://html.spec.whatwg.org/multipage/server-sent-events.html) over a fetch stream, or
 *  over the browser's EventSource where asked. It resolves when the head of the answer is there, which a server that
 *  waits for its first event may send late: there is no timeout. Rejects, and ends, by NetError. */
export async function openEvents(url: string, options: EventsOptions): Promise<AsyncIterable<EventsItem>> {
  if (options.native) return openNativeEvents(url, options.native.names, options)
  const { signal, trace, heard, lastEventId, platform = browserPlatform() } = options
  signal.throwIfAborted()
  const headers: Record<string, string> = { Accept: 'text/event-stream', ...options.headers }
  if (lastEventId) headers['Last-Event-ID'] = headerBytes(lastEventId)
  const { method, body } = options
  if (body !== undefined) trace?.({ at: platform.clock.now(), kind: 'out', frame: body })
  const ask = {
    headers,
    cache: 'no-store' as const,
    ...(method && { method }),
    ...(body !== undefined && { body }),
  }
  const response = await openResponse(url, ask, signal, platform)
  heard?.()
  await checkHead(response, platform.clock.now())
  trace?.({ at: platform.clock.now(), kind: 'open', url, detail: String(response.status) })
  return readEvents(response.body as ReadableStream<Uint8Array>, { ...options, platform })
}

async function checkHead(response: Response, now: number): Promise<void> {
  const type = response.headers.get('content-type') ?? ''
  // [spec] 204 tells a client to stop.
  if (response.status === 204) throw new NetError('refused', { code: 'no-content' }, { status: 204 })
  if (response.status !== 200) {
    const text = await response.text().catch(() => '')
    throw statusError(response, text, now)
  }
  if (!/^text\/event-stream\s*(;|$)/i.test(type) || !response.body) {
    void response.body?.cancel().catch(() => undefined)
    throw new NetError(
      'protocol',
      { code: 'not-event-stream', params: { type: type || '—' } },
      { status: 200 },
    )
  }
}

async function* readEvents(
  body: ReadableStream<Uint8Array>,
  { signal, trace, heard, onComment, onId, lastEventId = '', platform = browserPlatform() }: EventsOptions,
): AsyncGenerator<EventsItem> {
  const { clock } = platform
  const reader = body.getReader()
  // Aborting the request does not end every stream (a mocked one, say): cancelling the reader does.
  const cancel = () => void reader.cancel().catch(() => undefined)
  signal.addEventListener('abort', cancel, { once: true })
  // [spec] One decoder a stream, so that a character cut in two survives. The parser strips the BOM.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  let items: EventsItem[] = []
  let id = lastEventId
  let retryMs: number | undefined
  let overflowed = false
  const parser = createParser({
    maxBufferSize: MAX_EVENT_CHARS,
    onId(next) {
      id = next
      onId?.(next)
    },
    onEvent({ event = 'message', data }) {
      trace?.({ at: clock.now(), kind: 'in', frame: data, event, id })
      items.push({ kind: 'event', event, data, id })
    },
    onRetry: (ms) => (retryMs = ms),
    onComment: (comment) => onComment?.(comment),
    onError(error) {
      if (error.type !== 'max-buffer-size-exceeded') return
      const why: Reason = { code: 'too-large', params: { megabytes: MAX_EVENT_CHARS / 1024 ** 2 } }
      items.push({ kind: 'garbled', why })
      // Later, not in here: the parser is still in its loop.
      overflowed = true
    },
  })
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (signal.aborted) return
      if (done) throw ended(retryMs, clock.now())
      heard?.()
      parser.feed(decoder.decode(value, { stream: true }))
      if (overflowed) parser.reset()
      overflowed = false
      const batch = items
      items = []
      yield* batch
    }
  } catch (error) {
    if (signal.aborted) return
    if (error instanceof NetError) throw error
    throw ended(retryMs, clock.now(), String(error))
  } finally {
    signal.removeEventListener('abort', cancel)
    cancel()
    trace?.({ at: clock.now(), kind: 'close', detail: 'the stream ended' })
  }
}

function ended(retryMs: number | undefined, now: number, detail?: string): NetError {
  // [spec] `retry:` is how long to wait at least; the jitter still applies.
  const facts = retryMs === undefined ? {} : { retryAt: now + retryMs }
  return new NetError('dropped', { code: 'ended', ...(detail && { detail }) }, facts)
}

/** [spec] The id is sent as UTF-8; a header takes a byte a character. */
function headerBytes(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}
