import type { Profile } from '../model/profile.ts'
import { loadPart } from '../net/part.ts'
import type { Live } from './live.svelte.ts'
import type { Around, Lives, Wanted } from './lives.ts'

/** Profiles that are wanted ↔ channels that run. The wires are loaded when the first is. */
export class Channels {
  #live = $state.raw<ReadonlyMap<string, Live>>(new Map())
  #loading: Promise<Lives> | undefined
  #lives: Lives | undefined
  #wanted: Wanted = { profiles: [], connected: new Set(), open: undefined }
  readonly #around: Around

  constructor(around: Around) {
    this.#around = around
  }

  /** The channel of a profile, if it has been connected or opened since the page was. */
  get(id: string): Live | undefined {
    return this.#live.get(id)
  }

  get all(): Live[] {
    return [...this.#live.values()]
  }

  /** Messages and notifications that nobody has looked at, over all channels but recordings. */
  get unread(): number {
    const told = this.all.filter(({ profile }) => !this.#around.playing?.(profile))
    return told.reduce((sum, { lens }) => sum + (lens.kind === 'polling' ? 0 : lens.unread), 0)
  }

  /** Is this the tab that makes a noise about what comes? */
  get alerts(): boolean {
    return this.#lives?.alerts ?? false
  }

  /** Makes what runs be what is wanted; `open`: the profile that a person looks at, connected or not. */
  async follow(profiles: readonly Profile[], connected: readonly string[], open?: string): Promise<void> {
    const ids = new Set(profiles.map(({ id }) => id))
    // With a profile its secrets go, which are known there alone.
    const removed = this.#wanted.profiles.some(({ id }) => !ids.has(id))
    this.#wanted = { profiles, connected: new Set(connected), open }
    const needed = connected.length > 0 || profiles.some(({ id }) => id === open)
    if (!needed && !removed && this.#live.size === 0) return
    const lives = await this.load()
    lives.follow(this.#wanted)
  }

  /** Everything that a first visit does not need: the wires, the history, the other tabs. */
  async load(): Promise<Lives> {
    this.#loading ??= loadPart(() => import('./lives.ts')).then(
      ({ Lives }) => new Lives(this.#around, (live) => (this.#live = live)),
    )
    try {
      this.#lives = await this.#loading
      return this.#lives
    } catch (error) {
      // Asked for again the next time.
      this.#loading = undefined
      throw error
    }
  }

  /** Forgets all that a channel of a temporary profile has told, and begins it anew. */
  renew(id: string): void {
    this.#lives?.renew(id)
  }

  heedVisibility(): void {
    this.#lives?.heedVisibility()
  }
}
