import type { Profile } from '../model/profile.ts'
import type { Live, Surroundings } from './live.svelte.ts'

/** Profiles that are wanted ↔ channels that run. The wires are loaded when the first is. */
export class Channels {
  #live = $state.raw<ReadonlyMap<string, Live>>(new Map())
  #loading: Promise<typeof import('./live.svelte.ts')> | undefined
  #wanted: { profiles: readonly Profile[]; connected: ReadonlySet<string> } = {
    profiles: [],
    connected: new Set(),
  }
  readonly #around: Surroundings

  constructor(around: Surroundings) {
    this.#around = around
  }

  /** The channel of a profile, if it has been connected since the page was opened. */
  get(id: string): Live | undefined {
    return this.#live.get(id)
  }

  get all(): Live[] {
    return [...this.#live.values()]
  }

  /** Messages and notifications that nobody has looked at, over all channels. */
  get unread(): number {
    return this.all.reduce((sum, { lens }) => sum + (lens.kind === 'polling' ? 0 : lens.unread), 0)
  }

  /** Makes what runs be what is wanted. A channel that is closed keeps its log until its profile is removed. */
  async follow(profiles: readonly Profile[], connected: readonly string[]): Promise<void> {
    this.#wanted = { profiles, connected: new Set(connected) }
    if (connected.length === 0 && this.#live.size === 0) return
    this.#loading ??= import('./live.svelte.ts').catch((error: unknown) => {
      // Asked for again the next time.
      this.#loading = undefined
      throw error
    })
    const { Live } = await this.#loading
    this.#apply((profile) => new Live(profile, this.#around))
  }

  heedVisibility(): void {
    for (const live of this.#live.values()) live.heedVisibility()
  }

  #apply(make: (profile: Profile) => Live): void {
    const { profiles, connected } = this.#wanted
    const next = new Map<string, Live>()
    for (const profile of profiles) {
      const live = this.#live.get(profile.id) ?? (connected.has(profile.id) ? make(profile) : undefined)
      if (!live) continue
      next.set(profile.id, live)
      if (live.profile !== profile) live.change(profile)
      if (connected.has(profile.id)) live.start()
      else if (live.running) live.stop()
    }
    for (const [id, live] of this.#live) if (!next.has(id)) live.stop()
    const same = next.size === this.#live.size && [...next.keys()].every((id) => this.#live.has(id))
    if (!same) this.#live = next
  }
}
