import { carrierFields } from '../backends/fields.ts'
import { backendEntry } from '../backends/index.ts'
import type { Incoming } from '../model/message.ts'
import type { Profile } from '../model/profile.ts'
import { withDefaults } from '../model/profile.ts'
import type { Attempt } from '../net/connection.ts'
import { keepConnected } from '../net/connection.ts'
import { NetError } from '../net/errors.ts'
import { createNet } from '../net/net.ts'
import { Pace } from '../net/pace.ts'
import type { Platform } from '../net/platform.ts'
import { Recorder } from '../net/trace.ts'
import type { Wake } from '../net/wake.ts'
import { eitherWake, Hints } from '../net/wake.ts'
import { Channel } from './channel.svelte.ts'
import { Chat } from './chat.svelte.ts'
import { Inbox } from './inbox.svelte.ts'
import { Polling } from './polling.svelte.ts'

export type Lens = Chat | Inbox | Polling

/** What a live profile needs of the page. */
export type Surroundings = { platformFor: (profile: Profile) => Platform; wake: Wake; hidden: () => boolean }

/** One profile that is live, or was: its channel, the lens that its view is, and the loop that keeps it running. */
export class Live {
  profile = $state.raw() as Profile
  lens = $state.raw() as Lens
  readonly channel: Channel
  readonly recorder = new Recorder()
  readonly #pace = new Pace()
  readonly #retry = new Hints()
  readonly #memory = new Map<string, unknown>()
  readonly #around: Surroundings
  readonly #platform: Platform
  #running: AbortController | undefined
  #unlisten: () => void = () => undefined

  constructor(profile: Profile, around: Surroundings) {
    this.#around = around
    this.#platform = around.platformFor(profile)
    this.channel = new Channel(this.#platform.clock, this.#platform.random)
    this.profile = profile
    this.lens = this.#lensFor(profile)
    this.#setPace(profile.options)
    this.heedVisibility()
  }

  get running(): boolean {
    return this.#running !== undefined
  }

  start(): void {
    if (this.#running) return
    const running = new AbortController()
    this.#running = running
    this.#unlisten = this.#around.wake.listen(() => this.#pace.check())
    const platform = this.#around.platformFor(this.profile)
    const told = () => this.#running === running
    // A generation of its own: what an earlier one still says is not heard.
    void keepConnected(
      (attempt) => this.#tell(attempt, platform),
      {
        status: (status) => told() && this.channel.hearStatus(status),
        incoming: (incoming) => told() && this.channel.hear(incoming),
      },
      running.signal,
      { clock: platform.clock, random: platform.random, wake: eitherWake(this.#around.wake, this.#retry) },
    )
  }

  stop(): void {
    const running = this.#running
    this.#running = undefined
    running?.abort()
    this.#unlisten()
    this.channel.hearStatus({ name: 'closed' })
  }

  /** Now, please: ends a wait, or begins anew after a failure. */
  retryNow(): void {
    if (this.channel.status.name !== 'failed') return this.#retry.give('retry')
    this.stop()
    this.start()
  }

  /** Takes changed settings over. The log and the drafts stay; the connection too, where only the look changed. */
  change(profile: Profile): void {
    const before = this.profile
    this.profile = profile
    this.#setPace(profile.options)
    if (before.view !== profile.view) {
      if (this.lens.kind === 'polling') this.lens.close()
      this.lens = this.#lensFor(profile)
    }
    if (wireOf(before) === wireOf(profile)) return
    this.#memory.clear()
    this.channel.cursor = undefined
    if (!this.#running) return
    this.stop()
    this.start()
  }

  /** The page was hidden or shown. */
  heedVisibility(): void {
    this.#pace.set({ hidden: this.#around.hidden() })
  }

  async *#tell({ signal, heard }: Attempt, platform: Platform): AsyncGenerator<Incoming> {
    const { backend: name, options, view } = this.profile
    const entry = backendEntry(name)
    if (!entry) throw new NetError('refused', { code: 'unknown-backend', params: { name } })
    const { default: backend } = await entry.load()
    const { trace } = this.recorder
    const net = createNet({ signal, heard, trace, platform, pace: this.#pace })
    const filled = withDefaults(backend.fields, options, view)
    this.#setPace(filled)
    yield* backend.connect({
      options: filled,
      secrets: {},
      cursor: this.channel.cursor,
      signal,
      net,
      memory: this.#memory,
    })
  }

  #lensFor({ view }: Profile): Lens {
    if (view === 'chat') return new Chat(this.channel)
    if (view === 'notifications') return new Inbox(this.channel)
    const partial = () => Boolean(this.profile.options['initial'])
    return new Polling(this.channel, this.#pace, this.#platform.clock, partial)
  }

  #setPace({ every, hidden }: Record<string, unknown>): void {
    this.#pace.set({
      ...(typeof every === 'number' && { everyMs: every * 1000 }),
      ...((hidden === 'keep' || hidden === 'slow' || hidden === 'pause') && { whenHidden: hidden }),
    })
  }
}

/** What a connection depends on: all but the name, the look and the pace. */
function wireOf({ backend, options, view }: Profile): string {
  const { every: _every, hidden: _hidden, ...rest } = options
  // A wire that was not chosen follows the view.
  return JSON.stringify([backend, rest, withDefaults(carrierFields, options, view).wire])
}
