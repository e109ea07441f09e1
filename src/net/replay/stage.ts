import type { Frame } from '../../model/message.ts'
import type { Reason } from '../../model/reason.ts'
import { HEAD_CHARS, MAX_TEXT_CHARS, textOf } from '../../model/text.ts'
import type { TracedFrame } from '../../model/traced.ts'
import type { Clock } from '../clock.ts'
import { sleep } from '../clock.ts'
import { NetError } from '../errors.ts'
import type { EventsItem, EventsOptions } from '../events.ts'
import type { Answer, Ask } from '../http.ts'
import { statusError } from '../http.ts'
import type { Net } from '../net.ts'
import type { Socket } from '../socket.ts'
import { SOON_MS } from './replay-clock.ts'
import { Sayings } from './said.ts'
import { Wire } from './wire.ts'

type Opening = { refuse(error: unknown): void } & (
  { kind: 'socket'; open(protocol: string): void } | { kind: 'events'; open(native: boolean): void }
)
type Pending = { method: string; draft: boolean; resolve(answer: Answer): void; reject(error: unknown): void }
type Open =
  { kind: 'socket'; wire: Wire<Frame> } | { kind: 'events'; wire: Wire<EventsItem>; native: boolean }

/** One attempt's wires, as its backend sees them: they open, tell and close when the recording does, and nothing that is
 *  sent goes anywhere. */
export class Stage implements Net {
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly sayings = new Sayings()
  heard: () => void = () => undefined
  #opening: Opening | undefined
  #open: Open | undefined
  #pending: Pending[] = []
  #over = false
  #wasAsked = false
  #watcher: (() => void) | undefined
  #onRetry: EventsOptions['onRetry']
  #onComment: EventsOptions['onComment']

  constructor(clock: Clock, signal: AbortSignal) {
    this.clock = clock
    this.signal = signal
    signal.addEventListener('abort', () => this.end(signal.reason), { once: true })
  }

  // What the backend asks for.

  socket(): Promise<Socket> {
    return this.#ask((resolve, refuse) => ({
      kind: 'socket',
      refuse,
      open: (protocol) => {
        const wire = new Wire<Frame>(() => this.#changed())
        this.#open = { kind: 'socket', wire }
        resolve({
          protocol,
          take: (most) => wire.take(most),
          send: (frame) => this.#send(frame),
          [Symbol.asyncIterator]: () => wire[Symbol.asyncIterator](),
        })
      },
    }))
  }

  events(_: string, options: Partial<EventsOptions> = {}): Promise<AsyncIterable<EventsItem>> {
    this.#onRetry = options.onRetry
    this.#onComment = options.onComment
    return this.#ask((resolve, refuse) => ({
      kind: 'events',
      refuse,
      open: (native) => {
        const wire = new Wire<EventsItem>(() => this.#changed())
        this.#open = { kind: 'events', wire, native }
        resolve(wire)
      },
    }))
  }

  async *poll<A>(ask: (signal: AbortSignal) => Promise<A>): AsyncGenerator<A> {
    while (!this.signal.aborted) yield await ask(this.signal)
  }

  pollNow(): void {
    // The recording says when it was asked.
  }

  request(_: string, { method = 'GET', body }: Ask = {}): Promise<Answer> {
    if (this.#over) return Promise.reject(this.#gone())
    const draft = body !== undefined && this.sayings.send(body)
    return new Promise((resolve, reject) => {
      this.#pending.push({ method, draft, resolve, reject })
      this.#changed()
    })
  }

  sleep(ms: number): Promise<void> {
    // A short wait is for more to come, and it is the player who says when that is.
    return ms <= SOON_MS ? Promise.resolve() : sleep(ms, this.signal, this.clock)
  }

  // What the recording tells.

  /** Was it ever asked for anything? */
  get wasAsked(): boolean {
    return this.#wasAsked
  }

  get isOpening(): boolean {
    return this.#opening !== undefined
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /** Is it a browser's EventSource, which heals by itself? */
  get heals(): boolean {
    return this.#open?.kind === 'events' && this.#open.native
  }

  get isAsked(): boolean {
    return this.#pending.length > 0
  }

  /** Waits until the backend has done with what it was told: it asks for more, or for something else. Undefined where
   *  that is so already. */
  quiet(): Promise<void> | undefined {
    if (this.#isQuiet) return undefined
    return new Promise((resolve) => (this.#watcher = resolve))
  }

  /** The wire that is asked for opens; one that healed is back. */
  open(detail = ''): void {
    const native = detail === 'EventSource'
    const opening = this.#opening
    this.#opening = undefined
    if (opening?.kind === 'socket') opening.open(detail)
    else if (opening) opening.open(native)
    else if (this.#open?.kind === 'events' && this.#open.native) this.#open.wire.push({ kind: 'back' })
  }

  give({ frame, event = 'message', id }: TracedFrame): void {
    if (this.#open?.kind === 'socket') return this.#open.wire.push(frame)
    if (this.#open?.kind !== 'events') return
    const data = textOf(frame) ?? ''
    // Only the beginning of an event that was too large is told.
    const isHead = id === undefined && data.length >= HEAD_CHARS
    const why: Reason = { code: 'too-large', params: { megabytes: MAX_TEXT_CHARS / 1024 ** 2 } }
    this.#open.wire.push(
      isHead ? { kind: 'garbled', frame: data, why } : { kind: 'event', event, data, id: id ?? '' },
    )
  }

  /** An answer to the oldest request of that method, or of any. */
  answer(method: string | undefined, { frame, event, type = '', ms = 0 }: TracedFrame): void {
    const index = this.#pending.findIndex((each) => each.method === (method ?? each.method))
    const [pending] = index < 0 ? [] : this.#pending.splice(index, 1)
    if (!pending) return
    const status = Number(event) || 200
    const text = textOf(frame) ?? ''
    const headers = new Headers({ 'content-type': /^[\x20-\x7e]+$/.test(type) ? type : 'application/json' })
    const ok = status < 300 || status === 304
    if (ok) pending.resolve({ status, headers, text, ms })
    else pending.reject(statusError(new Response(null, { status, headers }), text, this.clock.now()))
  }

  /** A line of an event stream that is no event. */
  line(line: string): void {
    const { 0: name = '', 1: value = '' } = line.split(/: ?(.*)/s)
    if (name === 'retry') this.#onRetry?.(Number(value) || 0)
    else if (name === '') this.#onComment?.(value)
    else if (name === 'id' && this.#open?.kind === 'events') this.#open.wire.push({ kind: 'id', id: value })
  }

  /** The wire is lost, and heals by itself. */
  lose(why: Reason, until: number): void {
    if (this.#open?.kind === 'events') this.#open.wire.push({ kind: 'lost', why, until })
  }

  /** What was asked for last without an answer has failed. Returns whether there was anything. */
  refuse(error: NetError): boolean {
    const failed = this.#opening ?? this.#pending.shift()
    if (!failed) return false
    this.#opening = undefined
    if ('refuse' in failed) failed.refuse(error)
    else failed.reject(error)
    return true
  }

  /** Nothing more comes, of anything. */
  end(error: unknown): void {
    if (this.#over) return
    this.#over = true
    this.#opening?.refuse(error)
    if (this.signal.aborted) this.#open?.wire.end()
    else this.#open?.wire.fail(error)
    for (const { reject } of this.#pending) reject(error)
    this.sayings.end()
    this.#opening = this.#open = undefined
    this.#pending = []
    this.#changed()
  }

  get #isQuiet(): boolean {
    if (this.#over || this.#opening || this.#open?.wire.idle) return true
    return this.#pending.some(({ draft }) => !draft)
  }

  #changed(): void {
    this.#wasAsked ||= this.#opening !== undefined || this.#pending.length > 0
    const watcher = this.#isQuiet ? this.#watcher : undefined
    if (!watcher) return
    this.#watcher = undefined
    watcher()
  }

  #ask<T>(begin: (resolve: (open: T) => void, refuse: (error: unknown) => void) => Opening): Promise<T> {
    if (this.#over) return Promise.reject(this.#gone())
    this.#open?.wire.end()
    this.#open = undefined
    return new Promise((resolve, reject) => {
      this.#opening = begin(resolve, reject)
      this.#changed()
    })
  }

  async #send(frame: Frame): Promise<void> {
    if (this.#over) throw this.#gone()
    this.sayings.send(frame)
  }

  #gone(): unknown {
    return this.signal.aborted ? this.signal.reason : new NetError('dropped', { code: 'dropped-unsent' })
  }
}
