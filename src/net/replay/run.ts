import type { Incoming } from '../../model/message.ts'
import type { Clock } from '../clock.ts'
import type { Attempt } from '../connection.ts'
import { NetError } from '../errors.ts'
import { Stage } from './stage.ts'
import { turn } from './turn.ts'

/** A backend that does something else than to wait for its wires is not waited for any longer. */
const PATIENCE_MS = 2_000
/** So many steps does it take at most to do with what a wire told, if it waits for nothing else. */
const STEPS = 100

/** One attempt of a recording: the backend that plays along, and the wires that it sees. */
export class Run {
  readonly stage: Stage
  readonly over: Promise<void>
  readonly #round = new AbortController()
  #isOver = false

  /** `failed` hears what is no part of the recording: a backend that cannot even begin, or a bug. */
  constructor(
    clock: Clock,
    connect: (attempt: Attempt) => AsyncIterable<Incoming>,
    on: { incoming: (incoming: Incoming) => void; failed: (error: unknown) => void },
    begun: (run: Run) => void,
  ) {
    this.stage = new Stage(clock, this.#round.signal)
    begun(this)
    this.over = this.#play(connect, on)
  }

  get signal(): AbortSignal {
    return this.#round.signal
  }

  /** The backend's story is over. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Waits until the backend asks for wires, or for an answer. */
  async asks(): Promise<void> {
    await Promise.race([this.stage.quiet(), this.over])
  }

  /** Waits until the backend has done with what it was told. */
  async settles(): Promise<void> {
    let quiet = this.stage.quiet()
    for (let step = 0; step < STEPS && quiet; step++) {
      await Promise.resolve()
      quiet = this.stage.quiet()
    }
    if (!quiet) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS)))
    await Promise.race([quiet, this.over, late])
    clearTimeout(timer)
  }

  /** Ends it, once the backend has told all. */
  async end(error: unknown): Promise<void> {
    await this.settles()
    this.stage.end(error)
    await turn()
    this.#round.abort(error)
    await Promise.race([this.over, turn()])
  }

  async #play(
    connect: (attempt: Attempt) => AsyncIterable<Incoming>,
    on: { incoming: (incoming: Incoming) => void; failed: (error: unknown) => void },
  ): Promise<void> {
    const { signal } = this
    try {
      for await (const incoming of connect({ signal, heard: () => undefined })) {
        if (signal.aborted) break
        on.incoming(incoming)
      }
    } catch (error) {
      // What ends with its wires, ends as it did then.
      if (!signal.aborted && !(error instanceof NetError && this.stage.wasAsked)) on.failed(error)
    } finally {
      this.#isOver = true
      this.stage.end(new NetError('dropped', { code: 'ended' }))
    }
  }
}
