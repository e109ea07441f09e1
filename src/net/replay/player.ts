import type { Draft } from '../../model/act.ts'
import { globalId } from '../../model/ids.ts'
import type { Incoming } from '../../model/message.ts'
import type { Status } from '../../model/status.ts'
import type { Trace, Traced, TracedEvent, TracedFrame } from '../../model/traced.ts'
import type { Clock } from '../clock.ts'
import { clock as realClock } from '../clock.ts'
import type { Attempt, Listener } from '../connection.ts'
import { NetError, reasonOf } from '../errors.ts'
import type { Net } from '../net.ts'
import { Playback } from './playback.ts'
import type { Reading, Recording } from './recording.ts'
import { RecordingError } from './recording.ts'
import { replayError } from './replay-error.ts'
import { Run } from './run.ts'
import type { SaidOf } from './said.ts'
import { Stage } from './stage.ts'
import { turn } from './turn.ts'

/** So long is worked before the page may draw. */
const SLICE_MS = 8
/** So many frames of one moment are told before their backend is waited for. */
const MAX_AT_ONCE = 500
/** So many turns does what a person said have to be handed over: longer only where something else must come first. */
const HANDING_TURNS = 20
/** So many requests are remembered until their answers come. */
const MAX_ASKED = 100

/** Hears a recording as a loop hears a wire. */
export type ReplayListener = Listener & {
  trace: Trace
  /** What the person of then said. */
  say: (draft: Draft) => void
}

/** What stands in place of the loop and its wires. */
export interface Playing {
  /** Plays it once, from its beginning. Returns when the signal is aborted. Never throws. */
  keep(
    connect: (attempt: Attempt) => AsyncIterable<Incoming>,
    on: ReplayListener,
    signal: AbortSignal,
  ): Promise<void>
  /** The wires of the attempt of that signal. */
  net(attempt: { signal: AbortSignal; heard: () => void; said: SaidOf | undefined }): Net
}

const SILENT: ReplayListener = {
  status: () => undefined,
  incoming: () => undefined,
  trace: () => undefined,
  say: () => undefined,
}

/** Plays a recording: what was heard is heard again by the same backend, at its time and in its order. */
export class Player implements Playing {
  /** `failed`: the file cannot be read (any more). */
  state: 'new' | 'playing' | 'ended' | 'failed' = 'new'
  readonly playback: Playback
  readonly recording: Recording
  readonly #real: Clock
  #reading: Reading | undefined
  #connect: (attempt: Attempt) => AsyncIterable<Incoming> = async function* () {}
  #on = SILENT
  #run: Run | undefined
  /** Until the recording tells of a state, states are what its wires say. */
  #derives = true
  /** What cannot be played does not begin again. */
  #broken = false
  #asked: { method: string; at: number }[] = []

  constructor(recording: Recording, real: Clock = realClock) {
    this.recording = recording
    this.#real = real
    this.playback = new Playback(recording.from ?? recording.header.at, turn, real)
  }

  /** How far it is read (bytes). */
  get bytes(): number {
    return this.#reading?.bytes ?? 0
  }

  /** So many lines were left out. */
  get skipped(): number {
    return this.#reading?.skipped ?? 0
  }

  net({ signal, heard, said }: Parameters<Playing['net']>[0]): Net {
    // One that begins late is not heard any more.
    const stage = this.#run?.signal === signal ? this.#run.stage : new Stage(this.playback.clock, signal)
    stage.heard = heard
    if (said) stage.sayings.of = said
    return stage
  }

  async keep(...[connect, on, signal]: Parameters<Playing['keep']>): Promise<void> {
    if (this.state !== 'new') return
    this.#connect = connect
    this.#on = on
    this.state = 'playing'
    try {
      await this.#play(signal)
      this.state = 'ended'
    } catch (error) {
      if (error instanceof RecordingError) this.state = 'failed'
      else if (!signal.aborted) this.#fail(error)
    }
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    this.#on = SILENT
    await this.#end(signal.reason)
  }

  async #play(signal: AbortSignal): Promise<void> {
    const reading = this.recording.read()
    this.#reading = reading
    let sliceAt = this.#real.now()
    let told = 0
    for await (const lines of reading) {
      for (const line of lines) {
        const traced = reading.parse(line)
        if (this.#broken) return
        if (!traced) continue
        // What came in the same moment may be told at once.
        const isMore = traced.kind === 'in' && traced.at === this.playback.clock.now() && ++told < MAX_AT_ONCE
        if (!isMore) {
          told = 0
          await this.#run?.settles()
          await this.playback.until(traced.at, signal)
        }
        await this.#tell(traced)
        if (this.#real.now() - sliceAt < SLICE_MS) continue
        await turn()
        sliceAt = this.#real.now()
      }
    }
    await this.#run?.settles()
  }

  async #tell(traced: Traced): Promise<void> {
    // The loop tells of states itself.
    if (traced.kind !== 'status') this.#on.trace(traced)
    switch (traced.kind) {
      case 'in':
        return this.#in(traced)
      case 'out':
        return this.#out(traced)
      case 'status':
        return this.#status(traced.status)
      case 'open':
        return this.#open(traced)
      case 'close':
        return this.#close(traced)
      case 'note':
        this.#run?.stage.line(traced.detail)
    }
  }

  async #in(traced: TracedFrame): Promise<void> {
    const stage = await this.#staged()
    const { event = '', id, ms } = traced
    const isAnswer = id === undefined && /^[2-5]\d\d$/.test(event) && (ms !== undefined || stage.isAsked)
    if (!isAnswer && stage.isOpening) {
      stage.open()
      await this.#run?.settles()
    }
    stage.heard()
    if (isAnswer || !stage.isOpen) stage.answer(this.#methodOf(traced), traced)
    else stage.give(traced)
  }

  async #out({ at, frame, event, url }: TracedFrame): Promise<void> {
    if (event !== undefined && url !== undefined)
      this.#asked = [...this.#asked, { method: event, at }].slice(-MAX_ASKED)
    // A request without a body says nothing.
    if (frame === '') return
    const { sayings } = await this.#staged()
    const said = sayings.isItsOwn(frame) ? undefined : sayings.of(frame)
    if (!said) return
    const { id = globalId(), body, room } = said
    let isHanded = false
    void sayings.handed(body).then(() => (isHanded = true))
    const act = { kind: 'say' as const, body, ...(room !== undefined && { room }) }
    this.#on.say({ id, at, act, state: 'queued' })
    // Its echo must find it on its way.
    for (let turns = 0; turns < HANDING_TURNS && !isHanded; turns++) await turn()
  }

  async #open({ detail }: Extract<TracedEvent, { kind: 'open' }>): Promise<void> {
    const stage = await this.#staged()
    stage.heard()
    stage.open(detail)
    // What asked for a stream has no answer of its own.
    const asked = this.#asked.findIndex(({ method }) => method === 'GET')
    if (asked >= 0) this.#asked.splice(asked, 1)
    await this.#run?.settles()
    await turn()
  }

  async #close(traced: Extract<TracedEvent, { kind: 'close' }>): Promise<void> {
    const run = this.#run
    const error = replayError(traced)
    if (!run || run.isOver) return
    // What this is about was asked for and never came; else it is the wire that was open. One that heals says so by a
    // state.
    if (run.stage.refuse(error)) await turn()
    else if (this.#derives || !run.stage.heals) await this.#end(error)
    if (this.#derives && (run.isOver || !this.#run)) {
      this.#run = undefined
      this.#on.status({ name: 'waiting', attempt: 0, why: error.why })
    }
  }

  async #status(status: Status): Promise<void> {
    if (this.#broken) return
    this.#derives = false
    if (status.name === 'ready') return this.#on.status(status)
    const why = 'why' in status ? status.why : { code: 'ended' as const }
    if (status.name === 'waiting' && this.#run?.stage.heals)
      this.#run.stage.lose(why, status.until ?? this.playback.clock.now())
    else await this.#end(new NetError('dropped', why))
    this.#on.status(status)
    if (status.name === 'connecting') await this.#begin()
  }

  /** The wires of the attempt that is under way; of a new one, where the recording does not say that it begins. */
  async #staged(): Promise<Stage> {
    if (this.#run && (!this.#run.isOver || this.#broken)) return this.#run.stage
    if (this.#derives) this.#on.status({ name: 'connecting', attempt: 0 })
    return this.#begin()
  }

  async #begin(): Promise<Stage> {
    const on = {
      incoming: (incoming: Incoming) => this.#hear(incoming),
      failed: (error: unknown) => this.#fail(error),
    }
    const run = new Run(this.playback.clock, this.#connect, on, (begun) => (this.#run = begun))
    await run.asks()
    return run.stage
  }

  #fail(error: unknown): void {
    this.#broken = true
    this.state = 'ended'
    this.#on.status({ name: 'failed', why: reasonOf(error) })
  }

  #hear(incoming: Incoming): void {
    if (incoming.type !== 'ready') return this.#on.incoming(incoming)
    if (this.#derives) this.#on.status({ name: 'ready', since: this.playback.clock.now() })
    // There is nobody who could be asked.
    const { probe: _, history: __, ...ready } = incoming
    this.#on.incoming(ready)
  }

  /** Ends the attempt that is under way. */
  async #end(error: unknown): Promise<void> {
    const run = this.#run
    this.#run = undefined
    await run?.end(error)
  }

  /** Which request that is the answer to: by when it was asked, or the oldest. */
  #methodOf({ at, ms = NaN }: TracedFrame): string | undefined {
    const index = this.#asked.findIndex((asked) => asked.at === at - ms)
    return this.#asked.splice(Math.max(0, index), 1)[0]?.method
  }
}
