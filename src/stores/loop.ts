import type { Backend } from '../backends/backend.ts'
import { backendEntry } from '../backends/index.ts'
import type { Incoming } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import { withDefaults } from '../model/profile.ts'
import type { Attempt } from '../net/connection.ts'
import { keepConnected } from '../net/connection.ts'
import { NetError } from '../net/errors.ts'
import { createNet } from '../net/net.ts'
import { loadPart } from '../net/part.ts'
import type { Pace } from '../net/pace.ts'
import type { Platform } from '../net/platform.ts'
import type { Playing, ReplayListener } from '../net/replay/player.ts'
import { Recorder } from '../net/trace.ts'
import type { Hint, Wake } from '../net/wake.ts'
import { eitherWake, Hints } from '../net/wake.ts'
import type { Exchange } from './exchange.ts'
import type { SecretsSource } from './own-secrets.ts'
import { readySecrets } from './own-secrets.ts'
import type { Sweep } from './sweeping.ts'
import { sweepFor, sweepIncoming, sweepStatus, sweptTrace } from './sweeping.ts'

/** What a loop needs of the page. `playing`: what plays a profile that is a recording. */
export type LoopGround = {
  platformFor: (profile: Profile) => Platform
  wake: Wake
  playing?: (profile: Profile) => Playing | undefined
  /** Of what is not a recording, nor the demo's. */
  secrets?: SecretsSource | undefined
}

/** Keeps one profile's wire running, for as long as it is in this tab, and lets the exchange hear what it tells. */
export class Loop {
  readonly recorder = new Recorder()
  /** Of the backend: lives as long as the channel. */
  readonly memory: Map<string, unknown>
  readonly #profile: () => Profile
  readonly #ground: LoopGround
  readonly #pace: Pace
  readonly #retry = new Hints()
  #running:
    { round: AbortController; exchange: Exchange; unlisten: () => void; platform: Platform } | undefined
  #failed = false
  /** Which of the backend's options lists rooms, once that is known. */
  #roomsField: string | undefined
  #sweep: Sweep = (text) => text

  constructor(profile: () => Profile, ground: LoopGround, pace: Pace, memory: Map<string, unknown>) {
    this.memory = memory
    this.#profile = profile
    this.#ground = ground
    this.#pace = pace
    // A tab that is to take over may be offline by then; why it could not be loaded is told when it is needed.
    loaded(profile().backend)
      .then(({ rooms }) => (this.#roomsField = rooms?.field))
      .catch(() => undefined)
  }

  get roomsField(): string | undefined {
    return this.#roomsField
  }

  run(exchange: Exchange): void {
    if (this.#running) return
    const round = new AbortController()
    const unlisten = this.#ground.wake.listen(() => this.#pace.check())
    const platform = this.#ground.platformFor(this.#profile())
    const running = { round, exchange, unlisten, platform }
    this.#running = running
    this.#failed = false
    // A generation of its own: what an earlier one still says is not heard.
    const told = () => this.#running === running
    const connect = (attempt: Attempt) => this.#tell(attempt, platform, exchange)
    const on: ReplayListener = {
      status: (status) => {
        if (!told()) return
        this.#failed = status.name === 'failed'
        const swept = sweepStatus(status, this.#sweep)
        this.recorder.trace({ at: platform.clock.now(), kind: 'status', status: swept })
        exchange.hearStatus(swept)
      },
      incoming: (incoming) => told() && exchange.hear(sweepIncoming(incoming, this.#sweep)),
      trace: this.recorder.trace,
      say: (draft) => exchange.do(draft),
    }
    const playing = this.#ground.playing?.(this.#profile())
    if (playing) return void playing.keep(connect, on, round.signal)
    void keepConnected(connect, on, round.signal, {
      clock: platform.clock,
      random: platform.random,
      wake: eitherWake(this.#ground.wake, this.#retry),
    })
  }

  halt(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    running.round.abort()
    running.unlisten()
    this.recorder.trace({ at: running.platform.clock.now(), kind: 'status', status: { name: 'closed' } })
  }

  /** Begins anew, if it runs. */
  again(): void {
    const exchange = this.#running?.exchange
    if (!exchange) return
    this.halt()
    this.run(exchange)
  }

  /** A sign that now is a good moment; what has failed begins anew at a person's word. */
  wake(hint: Hint): void {
    if (hint === 'retry' && this.#failed) this.again()
    else this.#retry.give(hint)
  }

  /** A polled value is wanted now. */
  refresh(): void {
    this.#pace.now()
  }

  setPace({ every, hidden }: Record<string, unknown>): void {
    this.#pace.set({
      ...(typeof every === 'number' && { everyMs: every * 1000 }),
      ...((hidden === 'keep' || hidden === 'slow' || hidden === 'pause') && { whenHidden: hidden }),
    })
  }

  async *#tell(attempt: Attempt, platform: Platform, exchange: Exchange): AsyncGenerator<Incoming> {
    const profile = this.#profile()
    const { signal } = attempt
    const backend = await loaded(profile.backend)
    this.#roomsField = backend.rooms?.field
    const filled = withDefaults(backend.fields, profile.options, profile.view)
    const secrets = await readySecrets(profile, backend.fields, filled, this.#ground.secrets)
    this.#sweep = sweepFor(profile, secrets)
    const trace = sweptTrace(this.recorder.trace, this.#sweep)
    const heard = () => {
      exchange.heardAt = platform.clock.now()
      attempt.heard()
    }
    const playing = this.#ground.playing?.(profile)
    const net = playing
      ? playing.net({ signal, heard, said: backend.said?.bind(backend) })
      : createNet({ signal, heard, trace, platform, pace: this.#pace })
    this.setPace(filled)
    const { cursor } = exchange
    yield* backend.connect({ options: filled, secrets, cursor, signal, net, memory: this.memory })
  }
}

/** Throws NetError: `refused` where there is no backend of that name, `dropped` where its part of the page does not come. */
async function loaded(name: string): Promise<Backend> {
  const entry = backendEntry(name)
  if (!entry) throw new NetError('refused', { code: 'unknown-backend', params: { name } })
  try {
    return (await loadPart(entry.load)).default
  } catch (error) {
    throw new NetError('dropped', { code: 'part-missing', detail: String(error) }, { cause: error })
  }
}
