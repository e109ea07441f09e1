import type { Reason } from '../model/reason.ts'
import { MAX_TEXT_CHARS } from '../model/text.ts'
import { NetError } from './errors.ts'
import type { StreamPart } from './event-reader.ts'
import { EventReader } from './event-reader.ts'
import { LineReader } from './line-reader.ts'
import type { EventsItem, EventsOptions } from './events.ts'
import type { Platform } from './platform.ts'
import { closing } from './trace.ts'

const NO_MORE = { done: true, value: undefined } as const

/** The body of an answer as the items of its event stream: one by one, or, by `take`, those that are there without
 *  waiting. Ends by a NetError, and quietly at the abort. What is told beside the items (comments, ids, `retry:`) is told
 *  in its place between them. */
export class EventStream implements AsyncIterableIterator<EventsItem> {
  readonly #options: EventsOptions & { platform: Platform }
  readonly #source: ReadableStreamDefaultReader<Uint8Array>
  // [spec] One decoder a stream, so that a character cut in two survives. It strips one BOM, once.
  readonly #decoder = new TextDecoder()
  readonly #reader: EventReader | LineReader
  #parts: readonly StreamPart[] = []
  #at = 0
  #retryMs: number | undefined
  #closed = false

  /** `lines`: it is lines of JSON, each of which is one. */
  constructor(
    body: ReadableStream<Uint8Array>,
    options: EventsOptions & { platform: Platform },
    lines = false,
  ) {
    this.#options = options
    this.#source = body.getReader()
    this.#reader = lines ? new LineReader() : new EventReader(options.lastEventId)
    this.#retryMs = options.retryMs
    options.signal.addEventListener('abort', this.#cancel, { once: true })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async next(): Promise<IteratorResult<EventsItem, undefined>> {
    const { signal, heard } = this.#options
    if (this.#closed) return NO_MORE
    try {
      for (;;) {
        if (signal.aborted) return this.#end()
        const item = this.#item()
        if (item) return { done: false, value: item }
        const { done, value } = await this.#source.read()
        if (signal.aborted) return this.#end()
        if (!done) heard?.()
        const more = done
          ? this.#reader.end()
          : this.#reader.feed(this.#decoder.decode(value, { stream: true }))
        if (done && more.length === 0) throw this.#ended()
        this.#parts = more
        this.#at = 0
      }
    } catch (error) {
      if (signal.aborted) return this.#end()
      const over = error instanceof NetError ? error : this.#ended(String(error))
      this.#end(over)
      throw over
    }
  }

  /** Items that are there without waiting, at most so many. */
  take(most: number): EventsItem[] {
    const items: EventsItem[] = []
    while (items.length < most && !this.#closed && !this.#options.signal.aborted) {
      const item = this.#item()
      if (!item) break
      items.push(item)
    }
    return items
  }

  async return(): Promise<IteratorResult<EventsItem, undefined>> {
    return this.#end()
  }

  /** The next item of what was read. */
  #item(): EventsItem | undefined {
    while (this.#at < this.#parts.length) {
      const item = this.#heed(this.#parts[this.#at++] as StreamPart)
      if (item) return item
    }
    return undefined
  }

  #heed(part: StreamPart): EventsItem | undefined {
    const { onComment, onId, onRetry, trace, platform } = this.#options
    switch (part.kind) {
      case 'event':
        trace?.({ at: platform.clock.now(), kind: 'in', frame: part.data, event: part.event, id: part.id })
        return part
      case 'comment':
        this.#note(part.comment ? `: ${part.comment}` : ':')
        onComment?.(part.comment)
        return undefined
      case 'id':
        onId?.(part.id)
        if (!part.alone) return undefined
        this.#note(`id: ${part.id}`)
        return { kind: 'id', id: part.id }
      case 'retry':
        this.#note(`retry: ${part.ms}`)
        this.#retryMs = part.ms
        onRetry?.(part.ms)
        return undefined
      case 'too-large': {
        const why: Reason = { code: 'too-large', params: { megabytes: MAX_TEXT_CHARS / 1024 ** 2 } }
        trace?.({ at: platform.clock.now(), kind: 'in', frame: part.head })
        return { kind: 'garbled', frame: part.head, why }
      }
    }
  }

  #note(detail: string): void {
    this.#options.trace?.({ at: this.#options.platform.clock.now(), kind: 'note', detail })
  }

  // Aborting the request does not end every stream (a mocked one, say): cancelling the reader does.
  readonly #cancel = (): void => void this.#source.cancel().catch(() => undefined)

  #end(over?: NetError): typeof NO_MORE {
    if (this.#closed) return NO_MORE
    this.#closed = true
    const { signal, trace, platform } = this.#options
    signal.removeEventListener('abort', this.#cancel)
    this.#cancel()
    trace?.(closing(platform.clock.now(), over))
    return NO_MORE
  }

  #ended(detail?: string): NetError {
    // [spec] `retry:` is how long to wait at least; the jitter still applies.
    const facts =
      this.#retryMs === undefined ? {} : { retryAt: this.#options.platform.clock.now() + this.#retryMs }
    return new NetError('dropped', { code: 'ended', ...(detail && { detail }) }, facts)
  }
}
