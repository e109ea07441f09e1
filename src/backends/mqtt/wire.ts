import type { IStream } from 'mqtt'
import type { Clock } from '../../net/clock.ts'
import { NetError } from '../../net/errors.ts'
import type { Socket } from '../../net/socket.ts'
import { join } from './packets.ts'

/** So many bytes may wait for the browser before what is to be published waits, too. */
const MANY_BYTES = 1024 * 1024
/** A browser that has too much to send is asked again after so long. */
const AGAIN_MS = 50

type Listener = (...given: unknown[]) => void
type Sink = { write(bytes: Uint8Array): unknown }

/** An open WebSocket as the stream that an MQTT client reads and writes. What the client writes in one go is one frame,
 *  and what it hears it has dealt with before `hear` returns: there are no timers between, which come late in a page that
 *  is hidden. */
export class Wire {
  /** When something was last written (epoch ms). */
  wroteAt: number
  readonly #socket: Socket
  readonly #clock: Clock
  readonly #failed: (error: Error) => void
  readonly #listeners = new Map<string, Set<Listener>>()
  readonly #encoder = new TextEncoder()
  #sink: Sink | undefined
  #unsent: Uint8Array[] = []
  #bytes = 0
  #flushing: Promise<void> | undefined
  #over = false

  /** `failed` hears why the client gave up what it was about to write. */
  constructor(socket: Socket, clock: Clock, failed: (error: Error) => void) {
    this.#failed = failed
    this.#socket = socket
    this.#clock = clock
    this.wroteAt = clock.now()
  }

  get isOver(): boolean {
    return this.#over
  }

  get isFull(): boolean {
    return this.#bytes > MANY_BYTES
  }

  /** All of a stream that a client uses is here. */
  get stream(): IStream {
    return this as unknown as IStream
  }

  /** Hands the client one whole packet. Throws what the client throws. */
  hear(packet: Uint8Array): void {
    if (!this.#over) this.#sink?.write(packet)
  }

  /** Resolves when the browser has all that was written. Rejects with NetError `dropped` where the wire is gone. */
  flush(): Promise<void> {
    this.#flushing ??= this.#send().finally(() => (this.#flushing = undefined))
    return this.#flushing
  }

  async #send(): Promise<void> {
    while (this.#unsent.length > 0) {
      const frame = join(this.#unsent)
      this.#unsent = []
      this.#bytes = frame.length
      await this.#sendFrame(frame)
      this.#bytes -= frame.length
    }
  }

  async #sendFrame(frame: Uint8Array<ArrayBuffer>): Promise<void> {
    // A part of something longer is not all of its buffer.
    const own = frame.byteLength === frame.buffer.byteLength ? frame : new Uint8Array(frame)
    for (;;)
      try {
        return await this.#socket.send(own.buffer)
      } catch (error) {
        if (!(error instanceof NetError) || error.kind !== 'busy') throw error
        await new Promise<void>((resolve) => void this.#clock.after(AGAIN_MS, resolve))
      }
  }

  // What follows is what a client asks of a stream.

  pipe<S extends Sink>(sink: S): S {
    this.#sink = sink
    return sink
  }

  write(chunk: Uint8Array | string): boolean {
    if (this.#over) return true
    const bytes = typeof chunk === 'string' ? this.#encoder.encode(chunk) : chunk
    if (this.#unsent.length === 0)
      // Whoever reads the wire is told that it is gone.
      queueMicrotask(() => void this.flush().catch(() => undefined))
    this.#unsent.push(bytes)
    this.#bytes += bytes.length
    this.wroteAt = this.#clock.now()
    return true
  }

  on(name: string, hear: Listener): this {
    const listeners = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, listeners.add(hear))
    return this
  }

  once(name: string, hear: Listener): this {
    const first: Listener = (...given) => {
      this.removeListener(name, first)
      hear(...given)
    }
    return this.on(name, first)
  }

  removeListener(name: string, hear: Listener): this {
    this.#listeners.get(name)?.delete(hear)
    return this
  }

  setMaxListeners(): this {
    return this
  }

  end(done?: () => void): this {
    done?.()
    return this.destroy()
  }

  /** The client is done with it. The socket is its owner's to close. */
  destroy(error?: Error): this {
    if (error) this.#failed(error)
    if (this.#over) return this
    this.#over = true
    for (const hear of [...(this.#listeners.get('close') ?? [])]) hear()
    return this
  }
}
